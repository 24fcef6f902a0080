/** A callback that stays the same object from drawing to drawing: what it is handed to need not be drawn again. */
import { useCallback, useLayoutEffect, useRef } from 'react';

/** Calls what the latest drawing gave; only for events, never while drawing. */
export function useSteady<Args extends unknown[]>(act: (...args: Args) => void): (...args: Args) => void {
  const latest = useRef(act);
  // Before the page is painted: what is seen can be acted upon.
  useLayoutEffect(() => {
    latest.current = act;
  });
  return useCallback((...args: Args) => latest.current(...args), []);
}
