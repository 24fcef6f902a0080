/** Counting of what a re-score changed, on hand-made calls. */
import { describe, expect, it } from 'vitest';
import { changeOf } from '../../../analyzer/rescore/call-change.ts';
import { chunksOfDays } from '../../../analyzer/rescore/day-chunks.ts';
import { countRescore } from '../../../analyzer/rescore/rescore-summary.ts';
import { makeAnalysis } from '../../support/make-analysis.ts';

const versions = { engine: '1', lexicon: 'b', scorecard: 'c' };
const fresh = makeAnalysis('c01');
/** The two findings of the hand-made analysis as the store gives them back. */
const sekundochka = { entry: 'diminutive/sekundochka', segment: 2, startMs: 9250, text: 'секундочку', certain: true };
const nu = { entry: 'filler/nu', segment: 2, startMs: 9000, text: 'ну', certain: false };
const decided = [
  { id: 'greeting.name', outcome: 'passed', earned: 4 },
  { id: 'speech.diminutive', outcome: 'failed', earned: 3 },
];

function rejudged(operator: string, before: number | null, after: number | null, found = [sekundochka, nu]) {
  const metadata = { operator: { id: operator, name: operator.toUpperCase() } };
  const call = { day: '2026-03-11', callId: `id-${operator}`, externalId: 'c01', metadata };
  return changeOf({ ...call, score: before, found, decided }, { ...fresh, score: after });
}
const how = { dryRun: false, interrupted: false };

describe('a summary of a re-score', () => {
  it('takes the mean of calls that have both scores, by operator, the largest change first', () => {
    // What the store says before: a has 80 and 40, b 50 and 60 and no score.
    const count = countRescore(versions, 10, [
      { id: 'a', n: 2, hundredths: 12_000 },
      { id: 'b', n: 2, hundredths: 11_000 },
      { id: 'unchanged', n: 1, hundredths: 9_950 },
    ]);
    const changes = [
      ...[rejudged('a', 80, 81), rejudged('b', 50, 70), rejudged('b', 60, 50.5)],
      ...[rejudged('b', null, 90), rejudged('a', 40, null)],
    ];
    for (const change of changes) if (change) count.add(change);
    count.through(6, 5);
    count.skip(2);
    expect(count.summary(how)).toEqual({
      versions,
      ...how,
      calls: { seen: 10, rescored: 6, judged: 5, changed: 5, skipped: 2 },
      findings: { added: 0, removed: 0 },
      entries: [],
      criteria: [],
      samples: [],
      // (80 + 50 + 60 + 99.5) / 4 and (81 + 70 + 50.5 + 99.5) / 4
      score: { n: 4, before: 72.38, after: 75.25 },
      operators: [
        { id: 'b', name: 'B', n: 2, before: 55, after: 60.25 },
        { id: 'a', name: 'A', n: 1, before: 80, after: 81 },
        { id: 'unchanged', name: '', n: 1, before: 99.5, after: 99.5 },
      ],
    });
  });

  it('knows a finding by entry, place, words and certainty, and counts each as often as it stands', () => {
    const changes = (found: (typeof nu)[]) => {
      const change = rejudged('a', 1, 1, found);
      return change === null ? null : [change.added, change.removed];
    };
    expect(changes([nu, sekundochka])).toBeNull();
    expect(changes([])).toEqual([['diminutive/sekundochka', 'filler/nu'], []]);
    expect(changes([nu, nu, sekundochka])).toEqual([[], ['filler/nu']]);
    expect(changes([{ ...nu, certain: true }, sekundochka])).toEqual([['filler/nu'], ['filler/nu']]);
    expect(changes([{ ...nu, startMs: 9001 }, sekundochka])).toEqual([['filler/nu'], ['filler/nu']]);
  });

  it('adds up entries and criteria and shows the first place of each changed call, the earliest calls first', () => {
    const count = countRescore(versions, 30, []);
    const change = changeOf(
      {
        day: '2026-03-11',
        callId: 'id',
        externalId: 'c01',
        metadata: {},
        score: 80,
        found: [sekundochka],
        decided: [{ id: 'greeting.name', outcome: 'failed', earned: 0 }],
      },
      fresh,
    );
    if (change === null) throw new Error('no change');
    for (let day = 25; day > 0; day -= 1) count.add({ ...change, day: `2026-03-${String(day).padStart(2, '0')}` });
    const { entries, criteria, samples } = count.summary(how);
    expect(entries).toEqual([{ entry: 'filler/nu', added: 25, removed: 0 }]);
    expect(criteria).toEqual([
      { id: 'greeting.name', changed: 25, failed: -25, points: 100 },
      { id: 'speech.diminutive', changed: 25, failed: 25, points: 75 },
    ]);
    expect(samples).toHaveLength(20);
    expect(samples[0]).toEqual({
      callId: 'id',
      operatorId: '',
      change: 'added',
      call: 'c01',
      day: '2026-03-11',
      entry: 'filler/nu',
      start: 9,
      text: 'ну',
      sentence: 'Ну секундочку, посмотрю.',
    });
  });

  it('of nothing has no means', () => {
    expect(countRescore(versions, 3, []).summary(how)).toMatchObject({
      calls: { seen: 3, rescored: 0, skipped: 0 },
      score: { n: 0, before: null, after: null },
      operators: [],
    });
  });
});

it('days are taken in stretches of whole days, the newest first', () => {
  const days = [3, 0, 4, 12, 1, 2].map((outdated, i) => ({ day: `2026-03-0${i + 1}`, calls: 20, outdated }));
  expect([...chunksOfDays(days, 10)]).toEqual([
    { from: '2026-03-05', to: '2026-03-06', calls: 3 },
    { from: '2026-03-04', to: '2026-03-04', calls: 12 },
    { from: '2026-03-01', to: '2026-03-03', calls: 7 },
  ]);
});
