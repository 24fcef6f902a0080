/** Paper: what is printed is light, whatever the screen is, and pages may add what only paper shows. */
import { useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';

const paper = window.matchMedia('print');
const schemeAttribute = 'data-mantine-color-scheme';

/** True while the page is being printed (or saved as PDF). */
export function useOnPaper(): boolean {
  return useSyncExternalStore(follow, () => paper.matches);
}

function follow(onChange: () => void): () => void {
  // The browser prints what is there when the event has ended.
  const now = () => flushSync(onChange);
  paper.addEventListener('change', now);
  return () => paper.removeEventListener('change', now);
}

/** Makes every printed page light; called once at the start. */
export function printLight(): void {
  const root = document.documentElement;
  let screen: string | null = null;
  const change = () => {
    const now = root.getAttribute(schemeAttribute);
    if (paper.matches && now !== 'light') {
      screen = now;
      root.setAttribute(schemeAttribute, 'light');
    } else if (!paper.matches && screen !== null) {
      root.setAttribute(schemeAttribute, screen);
      screen = null;
    }
  };
  paper.addEventListener('change', change);
  // The kit writes the scheme too, for instance when the system changes it.
  new MutationObserver(change).observe(root, { attributeFilter: [schemeAttribute] });
}
