import { describe, expect, it } from 'vitest';
import type { Word } from '../../../analyzer/domain/call.ts';
import { joinSegments } from '../../../analyzer/recognition/join-segments.ts';

const word = (text: string, start: number, end: number): Word => ({ text, start, end, confidence: 0.9 });
const shown = (segments: ReturnType<typeof joinSegments>) =>
  segments.map(({ speaker, start, end, text }) => `${speaker} ${start}–${end}: ${text}`);

describe('joining words into segments', () => {
  it('ends a segment at a pause of 0.8 s', () => {
    const words = [word('раз', 0, 0.5), word('два', 1.25, 1.5), word('три', 2.5, 2.75)];
    // Pauses of 0.75 and 1 s.
    expect(shown(joinSegments([{ speaker: 'operator', words }]))).toEqual([
      'operator 0–1.5: раз два',
      'operator 2.5–2.75: три',
    ]);
  });

  it('ends a segment where the other side speaks in a short pause', () => {
    const operator = [word('минуту', 0, 0.5), word('смотрю', 0.9, 1.4)];
    const client = [word('да', 0.6, 0.8)];
    expect(
      shown(
        joinSegments([
          { speaker: 'operator', words: operator },
          { speaker: 'client', words: client },
        ]),
      ),
    ).toEqual(['operator 0–0.5: минуту', 'client 0.6–0.8: да', 'operator 0.9–1.4: смотрю']);
  });

  it('leaves a turn whole when the other side speaks at the same time', () => {
    const operator = [word('минуту', 0, 0.5), word('смотрю', 0.5, 1.4)];
    const client = [word('угу', 0.2, 0.4)];
    expect(
      shown(
        joinSegments([
          { speaker: 'operator', words: operator },
          { speaker: 'client', words: client },
        ]),
      ),
    ).toEqual(['operator 0–1.4: минуту смотрю', 'client 0.2–0.4: угу']);
  });

  it('orders words that an engine gave out of order, and keeps them with the segment', () => {
    const words = [word('день', 0.5, 0.9), word('добрый', 0, 0.5)];
    const [segment] = joinSegments([{ speaker: 'operator', words }]);
    expect(segment).toEqual({
      speaker: 'operator',
      start: 0,
      end: 0.9,
      text: 'добрый день',
      words: [word('добрый', 0, 0.5), word('день', 0.5, 0.9)],
    });
  });

  it('gives nothing for silence', () => {
    expect(joinSegments([{ speaker: 'operator', words: [] }])).toEqual([]);
  });
});
