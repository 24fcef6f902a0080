/** A row that is scrolled sideways: the one in it that is chosen is brought to its middle. */
import { type RefObject, useEffect, useRef } from 'react';

/**
 * @param selector finds the chosen one in the row
 * @param chosen name of the chosen one: another name, another place
 * @returns goes to the row
 */
export function useChosenInRow<Row extends HTMLElement>(selector: string, chosen: string): RefObject<Row | null> {
  const row = useRef<Row>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another one is chosen
  useEffect(() => {
    const box = row.current;
    const place = box?.querySelector<HTMLElement>(selector)?.getBoundingClientRect();
    if (!box || !place) return;
    box.scrollLeft += place.left - box.getBoundingClientRect().left - (box.clientWidth - place.width) / 2;
  }, [selector, chosen]);
  return row;
}
