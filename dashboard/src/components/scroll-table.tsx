/** A table that is wider than a narrow screen scrolls by itself, by keyboard too. */
import type { ReactNode } from 'react';
import classes from './scroll-table.module.css';

/** `label` names the region; the table itself stands inside. */
export function ScrollTable({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the focus.
    <section className={classes.scroll} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
