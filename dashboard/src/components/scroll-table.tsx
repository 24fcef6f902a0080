/** A table that is wider than a narrow screen scrolls by itself, by keyboard too; or each of its rows becomes a card there. */
import { type ReactNode, useLayoutEffect, useRef } from 'react';
import classes from './scroll-table.module.css';

interface ScrollTableProps {
  /** Names the region; the table itself stands inside. */
  label: string;
  /** On a phone every row is a card, whose values stand below the headings of their columns. */
  cards?: boolean;
  /** It stands by itself, in a box of its own. */
  framed?: boolean;
  children: ReactNode;
}

export function ScrollTable({ label, cards = false, framed = false, children }: ScrollTableProps) {
  const frame = useRef<HTMLElement>(null);
  // After every drawing: rows come and go, and the language may be another.
  useLayoutEffect(() => {
    if (cards && frame.current) nameCells(frame.current);
  });
  return (
    <section
      ref={frame}
      className={classes.scroll}
      data-cards={cards || undefined}
      data-framed={framed || undefined}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the focus.
      tabIndex={0}
      aria-label={label}
    >
      {children}
    </section>
  );
}

/** Each cell is told the heading of its column: the style sheet shows it where the headings are not seen. */
function nameCells(frame: HTMLElement): void {
  const names = [...frame.querySelectorAll(':scope > table > thead th')].map((heading) => heading.textContent);
  for (const row of frame.querySelectorAll<HTMLTableRowElement>(':scope > table > tbody > tr')) {
    if (row.cells.length !== names.length) continue;
    for (const [i, cell] of [...row.cells].entries()) cell.dataset.column = names[i] ?? '';
  }
}
