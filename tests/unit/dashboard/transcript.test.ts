/** The transcript's rows and its search; the silence that the player skips. */
import { describe, expect, it } from 'vitest';
import type { DroppedWord, Segment } from '../../../dashboard/src/api/shapes.ts';
import { findMatches, matchesBySegment, stepMatch } from '../../../dashboard/src/features/call/transcript-matches.ts';
import { transcriptRows } from '../../../dashboard/src/features/call/transcript-rows.ts';
import { lanesOf } from '../../../dashboard/src/player/lanes.ts';
import { afterSilence, quietStretches } from '../../../dashboard/src/player/quiet-stretches.ts';

const segment = (start: number, text = ''): Segment => ({ speaker: 'operator', start, end: start + 1, text });
const dropped = (start: number, more: Partial<DroppedWord> = {}): DroppedWord => ({
  text: `${start}`,
  start,
  end: start + 0.5,
  speaker: 'client',
  reason: 'no_sound',
  ...more,
});

describe('transcriptRows', () => {
  const shape = (rows: ReturnType<typeof transcriptRows>) =>
    rows.map((row) => (row.kind === 'segment' ? row.index : row.words.map(({ text }) => text).join(' ')));

  it('put dropped words at their time between the segments, and after the last one', () => {
    expect(shape(transcriptRows([segment(0), segment(10)], [dropped(20), dropped(5)]))).toEqual([0, '5', 1, '20']);
    expect(shape(transcriptRows([], [dropped(1)]))).toEqual(['1']);
  });

  it('join words of one side and one reason that follow each other', () => {
    const words = [dropped(1), dropped(2), dropped(3, { reason: 'repetition' }), dropped(4, { speaker: 'operator' })];
    expect(shape(transcriptRows([], [...words, dropped(9)]))).toEqual(['1 2', '3', '4', '9']);
  });
});

describe('findMatches', () => {
  const segments = [segment(0, 'Ещё раз. Еще раз?'), segment(5, 'Нет'), segment(9, 'ЕЩЁ')];

  it('takes no notice of case and of ё', () => {
    const places = [
      { segment: 0, from: 0, to: 3 },
      { segment: 0, from: 9, to: 12 },
      { segment: 2, from: 0, to: 3 },
    ];
    expect(findMatches(segments, 'еще')).toEqual(places);
    expect(findMatches(segments, ' ЕЩЁ ')).toEqual(places);
    expect([...matchesBySegment(places)].map(([index, found]) => [index, found.length])).toEqual([
      [0, 2],
      [2, 1],
    ]);
  });

  it('searches one side alone; a specialist is on the operator’s', () => {
    const talk = (['operator', 'client', 'specialist', 'ivr'] as const).map((speaker, at) => ({
      ...segment(at, 'да'),
      speaker,
    }));
    const found = (voice: 'everyone' | 'operator' | 'client') =>
      findMatches(talk, 'да', voice).map((match) => match.segment);
    expect([found('everyone'), found('operator'), found('client')]).toEqual([[0, 1, 2, 3], [0, 2], [1]]);
  });

  it('finds nothing by nothing and takes signs as they are', () => {
    expect(findMatches(segments, '  ')).toEqual([]);
    expect(findMatches(segments, '.*')).toEqual([]);
    expect(findMatches(segments, 'раз?')).toEqual([{ segment: 0, from: 13, to: 17 }]);
  });

  it('steps round', () => {
    expect([stepMatch(2, 3, 1), stepMatch(0, 3, -1), stepMatch(0, 0, 1)]).toEqual([0, 2, 0]);
  });
});

describe('silence', () => {
  const channel = (role: 'operator' | 'client', ...speech: [number, number][]) => ({
    role,
    speech: speech.map(([start, end]) => ({ start, end })),
    level: null,
    music: [],
    rings: [],
  });
  const sound = {
    duration: 30,
    channels: [channel('operator', [3, 5], [20, 21]), channel('client', [4, 8], [9.5, 10])],
    overlaps: [],
    dead_air: [],
  };

  it('is where neither side speaks for more than two seconds, less a margin beside speech', () => {
    // Speech of both: 3–8, 9.5–10, 20–21; the pause 8–9.5 is short.
    const rounded = quietStretches(sound).map(({ start, end }) => [start, end].map((s) => Math.round(s * 10) / 10));
    expect(rounded).toEqual([
      [0, 2.7],
      [10.3, 19.7],
      [21.3, 30],
    ]);
  });

  it('of exactly two seconds is kept', () => {
    const exact = { duration: 6, channels: [channel('operator', [0, 1], [3, 6])] };
    expect(quietStretches(exact)).toEqual([]);
    expect(quietStretches({ duration: 6, channels: [channel('operator', [0, 1], [3.01, 6])] })).toHaveLength(1);
  });

  it('is left at its end, and speech is never left', () => {
    const stretches = [{ start: 10, end: 20 }];
    expect(afterSilence(stretches, 12)).toBe(20);
    expect(afterSilence(stretches, 19.99)).toBeNull();
    expect(afterSilence(stretches, 9)).toBeNull();
  });

  it('knows the lanes by the report, else by the number of channels', () => {
    expect(lanesOf(null, 2)).toEqual(['operator', 'client']);
    expect(lanesOf(null, undefined)).toEqual(['mixed']);
    expect(lanesOf({ ...sound, channels: [channel('client'), channel('operator')] }, 2)).toEqual([
      'client',
      'operator',
    ]);
  });
});
