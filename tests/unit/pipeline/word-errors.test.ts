import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Segment, Speaker } from '../../../analyzer/domain/call.ts';
import { compareTexts } from '../../../analyzer/pipeline/word-errors.ts';

const fillers = new Set(['ну', 'вот']);
const say = (speaker: Speaker, start: number, text: string): Segment => ({ speaker, start, end: start + 2, text });

/** A segment whose words have times: 0.5 s each, moved by `shift`. */
function timed(text: string, shift = 0): Segment {
  const words = text.split(' ').map((word, i) => ({ text: word, start: 1 + i + shift, end: 1.5 + i + shift }));
  return { speaker: 'operator', start: 1 + shift, end: 1 + words.length + shift, text, words };
}

describe('word error', () => {
  it('counts by speaker and in total, whatever the case, punctuation and «ё»', () => {
    const reference = {
      segments: [say('operator', 0, 'Добрый день, расчётный центр!'), say('client', 3, 'Здравствуйте, это Пётр.')],
    };
    const hypothesis = {
      segments: [say('client', 3, 'здравствуйте этот петр да'), say('operator', 0, 'добрый расчетный центр')],
    };
    const { speakers, total } = compareTexts(reference, hypothesis, fillers);
    expect(speakers.map((one) => one.speaker)).toEqual(['operator', 'client']);
    // Operator: 4 words, «день» left out. Client: 3 words, one changed, «да» added.
    expect(speakers[0]).toMatchObject({ words: 4, correct: 3, deletions: 1, insertions: 0, word_error: 1 / 4 });
    expect(speakers[1]).toMatchObject({ words: 3, correct: 2, substitutions: 1, insertions: 1, word_error: 2 / 3 });
    expect(total).toMatchObject({ words: 7, recognized: 7, correct: 5, word_error: 3 / 7, time_error: null });
  });

  it('finds words that went to the wrong speaker', () => {
    const reference = { segments: [say('operator', 0, 'один два')] };
    const hypothesis = { segments: [say('client', 0, 'один два')] };
    expect(compareTexts(reference, hypothesis, fillers).total).toMatchObject({
      deletions: 2,
      insertions: 2,
      word_error: 2,
    });
  });

  it('compares with plain text in the order of time, without speakers', () => {
    const reference = { text: 'Раз два\nтри четыре' };
    const hypothesis = { segments: [say('client', 3, 'три четыре'), say('operator', 0, 'раз два')] };
    const { speakers, total } = compareTexts(reference, hypothesis, fillers);
    expect(speakers).toMatchObject([{ speaker: null, words: 4 }]);
    expect(total.word_error).toBe(0);
  });

  it('reports fillers apart', () => {
    const reference = { text: 'ну э-э смотрю ваш вот счёт' };
    const hypothesis = { text: 'смотрю ваш вот счёт ну да' };
    expect(compareTexts(reference, hypothesis, fillers).total).toMatchObject({
      words: 6,
      deletions: 2,
      insertions: 2,
      word_error: 4 / 6,
      fillers: { words: 3, recognized: 1, invented: 1 },
    });
  });

  it('measures the times of words that are right', () => {
    const reference = { segments: [timed('раз два три')] };
    const { total } = compareTexts(reference, { segments: [timed('раз два пять', 0.25)] }, fillers);
    expect(total.time_error).toBeCloseTo(0.25, 9);
    expect(compareTexts(reference, { segments: [say('operator', 1, 'раз два')] }, fillers).total.time_error).toBeNull();
  });

  it('has no figure without a reference', () => {
    expect(compareTexts({ text: '' }, { text: 'слово' }, fillers).total).toMatchObject({
      insertions: 1,
      word_error: null,
    });
  });

  it('is zero against itself', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('да', 'ну', 'э-э', 'Счёт,'), { maxLength: 20 }), (words) => {
        const text = { text: words.join(' ') };
        const { total } = compareTexts(text, text, fillers);
        expect(total).toMatchObject({ correct: words.length, substitutions: 0, deletions: 0, insertions: 0 });
        expect(total.fillers.recognized).toBe(total.fillers.words);
      }),
    );
  });
});
