/** Paper: what is printed is light, whatever the screen is, and pages may add what only paper shows. */
import { useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';

const media = window.matchMedia('print');
const schemeAttribute = 'data-mantine-color-scheme';
/** Between `beforeprint` and `afterprint`: the media query changes only when the pages are counted already. */
let printing = false;
const onPaper = () => printing || media.matches;

function watch(change: () => void): () => void {
  const start = () => {
    printing = true;
    change();
  };
  const end = () => {
    printing = false;
    change();
  };
  window.addEventListener('beforeprint', start);
  window.addEventListener('afterprint', end);
  media.addEventListener('change', change);
  return () => {
    window.removeEventListener('beforeprint', start);
    window.removeEventListener('afterprint', end);
    media.removeEventListener('change', change);
  };
}

/** True while the page is being printed (or saved as PDF). */
export const useOnPaper = (): boolean => useSyncExternalStore(follow, onPaper);

/** The browser prints what is there when the event has ended: it must be drawn by then. */
const follow = (onChange: () => void) => watch(() => flushSync(onChange));

/** Makes every printed page light; called once at the start. */
export function printLight(): void {
  const root = document.documentElement;
  let screen: string | null = null;
  const change = () => {
    const now = root.getAttribute(schemeAttribute);
    if (onPaper() && now !== 'light') {
      screen = now;
      root.setAttribute(schemeAttribute, 'light');
    } else if (!onPaper() && screen !== null) {
      root.setAttribute(schemeAttribute, screen);
      screen = null;
    }
  };
  watch(change);
  // The kit writes the scheme too, for instance when the system changes it.
  new MutationObserver(change).observe(root, { attributeFilter: [schemeAttribute] });
}
