/** The rows of the transcript: its segments, and between them the recognised words that were set apart. */
import type { DroppedWord, Segment } from '../../api/shapes.ts';

interface SegmentRow {
  kind: 'segment';
  /** Index of the segment. */
  index: number;
  start: number;
}

export interface DroppedRow {
  kind: 'dropped';
  start: number;
  speaker: DroppedWord['speaker'];
  reason: DroppedWord['reason'];
  words: DroppedWord[];
}

export type TranscriptRow = SegmentRow | DroppedRow;

/** Words further apart than this stand in rows of their own, seconds. */
const apart = 2;

/** Words of one side that fell to one guard together make one row. */
function dropRows(dropped: readonly DroppedWord[]): DroppedRow[] {
  const rows: DroppedRow[] = [];
  for (const word of [...dropped].sort((a, b) => a.start - b.start)) {
    const last = rows.at(-1);
    const end = last?.words.at(-1)?.end ?? 0;
    if (last && last.speaker === word.speaker && last.reason === word.reason && word.start - end < apart) {
      last.words.push(word);
    } else {
      rows.push({ kind: 'dropped', start: word.start, speaker: word.speaker, reason: word.reason, words: [word] });
    }
  }
  return rows;
}

/** All rows in the order of time; segments keep their own order. */
export function transcriptRows(segments: readonly Segment[], dropped: readonly DroppedWord[]): TranscriptRow[] {
  const waiting = dropRows(dropped);
  const rows: TranscriptRow[] = [];
  for (const [index, { start }] of segments.entries()) {
    while (waiting[0] && waiting[0].start < start) rows.push(...waiting.splice(0, 1));
    rows.push({ kind: 'segment', index, start });
  }
  return [...rows, ...waiting];
}
