/** Tabs by the pattern of WAI-ARIA: arrows, Home and End go from tab to tab, only the chosen panel is in the page. */
import { type KeyboardEvent, type ReactNode, startTransition, useId, useOptimistic, useRef } from 'react';
import classes from './tabs.module.css';

export interface Tab {
  value: string;
  title: ReactNode;
  panel: ReactNode;
  /** Nothing in the panel takes the focus: it is scrolled by keyboard itself. */
  scrolls?: boolean;
  /** What is in the panel scrolls by itself. */
  flush?: boolean;
}

interface TabsProps {
  label: string;
  tabs: readonly Tab[];
  value: string;
  onChange: (value: string) => void;
}

const steps: Record<string, (at: number, count: number) => number> = {
  ArrowRight: (at, count) => (at + 1) % count,
  ArrowLeft: (at, count) => (at - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

export function Tabs({ label, tabs, value, onChange }: TabsProps) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const chosen = tabs.find((tab) => tab.value === value);
  // A press is answered at once; a long panel is drawn after it, and until then the panel before stands as it was.
  const [pressed, setPressed] = useOptimistic(value);
  const choose = (next: string) =>
    startTransition(() => {
      setPressed(next);
      onChange(next);
    });
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const next = step(
      tabs.findIndex((tab) => tab.value === pressed),
      tabs.length,
    );
    list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[next]?.focus();
    choose(tabs[next]?.value ?? value);
  };
  return (
    <div className={classes.frame}>
      <div ref={list} role="tablist" aria-label={label} className={classes.list} onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button
            key={tab.value}
            type="button"
            role="tab"
            id={`${id}-${tab.value}`}
            aria-selected={tab.value === pressed}
            aria-controls={`${id}-panel`}
            tabIndex={tab.value === pressed ? 0 : -1}
            className={classes.tab}
            onClick={() => choose(tab.value)}
          >
            {tab.title}
          </button>
        ))}
      </div>
      {chosen && (
        <div
          key={chosen.value}
          role="tabpanel"
          id={`${id}-panel`}
          aria-labelledby={`${id}-${chosen.value}`}
          tabIndex={chosen.scrolls ? 0 : undefined}
          className={classes.panel}
          data-flush={chosen.flush || undefined}
        >
          {chosen.panel}
        </div>
      )}
    </div>
  );
}
