/** Counting of what a re-score changed, on hand-made calls. */
import { describe, expect, it } from 'vitest';
import { countRescore, type Rejudged } from '../../../analyzer/rescore/rescore-summary.ts';
import { makeAnalysis } from '../../support/make-analysis.ts';

const versions = { engine: '1', lexicon: 'b', scorecard: 'c' };
const fresh = makeAnalysis('c01');
/** The two findings of the hand-made analysis as the store gives them back. */
const sekundochka = { entry: 'diminutive/sekundochka', segment: 2, startMs: 9250, text: 'секундочку', certain: true };
const nu = { entry: 'filler/nu', segment: 2, startMs: 9000, text: 'ну', certain: false };

function rejudged(operator: string, before: number | null, after: number | null, found = [sekundochka, nu]): Rejudged {
  const analysis = { ...fresh, score: after };
  const { score: _, ...rest } = fresh;
  return {
    call: {
      ...{ id: 'id', externalId: 'c01', source: 'upload', recording: null, recordingSha256: null, day: '2026-03-11' },
      metadata: { operator: { id: operator, name: operator.toUpperCase() } },
      ...{ receivedAt: '2026-03-11T06:00:00.000Z', duration: 10, state: 'done', stage: null, attempts: 1, run: 1 },
      error: null,
    },
    stored: {
      ...rest,
      ...{ analysisId: 'a', transcriptId: 'a', day: '2026-03-11', callId: 'id', run: 1, sound: null, dropped: [] },
      ...{ score: before, found },
    },
    analysis,
  };
}

describe('a summary of a re-score', () => {
  it('takes the mean of calls that have both scores, by operator, the largest change first', () => {
    const count = countRescore(versions, 10);
    count.add(rejudged('a', 80, 81));
    count.add(rejudged('b', 50, 70));
    count.add(rejudged('b', 60, 50.5));
    count.add(rejudged('b', null, 90));
    count.add(rejudged('a', 40, null));
    count.skip(2);
    expect(count.summary()).toEqual({
      versions,
      calls: { seen: 10, rescored: 5, skipped: 2 },
      findings: { added: 0, removed: 0 },
      // (80 + 50 + 60) / 3 and (81 + 70 + 50.5) / 3
      score: { n: 3, before: 63.33, after: 67.17 },
      operators: [
        { id: 'b', name: 'B', n: 2, before: 55, after: 60.25 },
        { id: 'a', name: 'A', n: 1, before: 80, after: 81 },
      ],
    });
  });

  it('knows a finding by entry, place, words and certainty, and counts each as often as it stands', () => {
    const changes = (found: (typeof nu)[]) => {
      const count = countRescore(versions, 1);
      count.add(rejudged('a', 1, 1, found));
      return count.summary().findings;
    };
    expect(changes([nu, sekundochka])).toEqual({ added: 0, removed: 0 });
    expect(changes([])).toEqual({ added: 2, removed: 0 });
    expect(changes([nu, nu, sekundochka])).toEqual({ added: 0, removed: 1 });
    expect(changes([{ ...nu, certain: true }, sekundochka])).toEqual({ added: 1, removed: 1 });
    expect(changes([{ ...nu, startMs: 9001 }, sekundochka])).toEqual({ added: 1, removed: 1 });
  });

  it('of nothing has no means', () => {
    expect(countRescore(versions, 3).summary()).toMatchObject({
      calls: { seen: 3, rescored: 0, skipped: 0 },
      score: { n: 0, before: null, after: null },
      operators: [],
    });
  });
});
