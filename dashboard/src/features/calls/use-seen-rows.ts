/** Which rows of a long list are in the page: those that are seen and a few around them; more are fetched on the way. */
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';

/** So many rows before the end the next page is asked for. */
const ahead = 40;

interface LongList {
  count: number;
  /** Height of a row before it has been measured, px. */
  rowHeight: number;
  /** Asks for the next page; absent when everything is there or on its way. */
  onNear: (() => void) | undefined;
}

/** `above` and `below` are the heights of what is not in the page, px. */
export function useSeenRows<E extends HTMLElement>({ count, rowHeight, onNear }: LongList) {
  const list = useRef<E>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const place = list.current?.getBoundingClientRect().top;
    if (place !== undefined) setTop(Math.round(place + window.scrollY));
  }, []);
  const rows = useWindowVirtualizer({
    count,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollMargin: top,
  });
  const seen = rows.getVirtualItems();
  const [first, last] = [seen[0], seen.at(-1)];
  const near = last !== undefined && last.index >= count - ahead;
  useEffect(() => {
    if (near) onNear?.();
  }, [near, onNear]);
  return {
    list,
    rows: seen.map(({ index }) => index),
    measure: rows.measureElement,
    above: first === undefined ? 0 : Math.max(0, first.start - top),
    below: last === undefined ? 0 : Math.max(0, rows.getTotalSize() - (last.end - top)),
  };
}
