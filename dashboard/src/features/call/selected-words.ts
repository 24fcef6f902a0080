/** Words of the transcript that are selected with the mouse, as the browser tells it. */
import type { Segment } from '../../api/shapes.ts';
import type { WordSpan } from './words-dialog.tsx';

/** Null when nothing is selected, or more than one segment. Words are told by their starts. */
export function selectedWords(segments: readonly Segment[]): { segment: number; span: WordSpan } | null {
  const selection = window.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const place = range.commonAncestorContainer;
  const article = (place instanceof Element ? place : place.parentElement)?.closest<HTMLElement>('[data-segment]');
  const index = Number(article?.dataset.segment ?? Number.NaN);
  const words = segments[index]?.words;
  if (!article || !words) return null;
  const chosen = [...article.querySelectorAll<HTMLElement>('[data-start]')].filter((word) =>
    range.intersectsNode(word),
  );
  const at = (element: HTMLElement | undefined) =>
    words.findIndex(({ start }) => String(start) === element?.dataset.start);
  const [first, last] = [at(chosen.at(0)), at(chosen.at(-1))];
  return first === -1 || last === -1 ? null : { segment: index, span: { first, last } };
}

/** The words of a segment that a finding covers; null where words have no times. */
export function spanOf(segment: Segment, { start, end }: { start: number; end: number }): WordSpan | null {
  const words = segment.words ?? [];
  const first = words.findIndex((word) => word.end > start + 0.01);
  const last = words.findLastIndex((word) => word.start < end - 0.01);
  return first === -1 || last < first ? null : { first, last };
}
