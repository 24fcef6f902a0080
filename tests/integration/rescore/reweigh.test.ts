/** A scorecard that only weighs otherwise, on a real store: counted from stored outcomes it is what judging every call gives. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedHistory } from '../../../analyzer/demo/seed/seed-history.ts';
import { rescoreCalls } from '../../../analyzer/rescore/rescore-calls.ts';
import { type JudgeSource, readJudgeSource } from '../../../analyzer/scoring/judge-call.ts';
import { editLexicons } from '../../support/edit-lexicons.ts';
import { editScorecard } from '../../support/edit-scorecard.ts';
import { openTestHistory, type TestHistory } from '../../support/history.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const calls = 40;
let history: TestHistory;
let source: JudgeSource;

beforeAll(async () => {
  history = await openTestHistory(tempFolder());
  source = readJudgeSource();
  await seedHistory(history, source, { calls, months: 2, seed: 'weights', today: '2026-06-01' });
});
afterAll(() => history?.close());

function weighed(seed: number): JudgeSource {
  const scorecard = editScorecard(source.scorecard, seed);
  return { ...source, scorecard, versions: { ...source.versions, scorecard: scorecard.version } };
}
const rowsOf = async <T>(query: string): Promise<T[]> =>
  (await history.client.query({ query, format: 'JSONEachRow' })).json<T>();
/** What readers are given of every call, and the wide rows that screens count by. */
async function everything() {
  const keys = await rowsOf<{ id: string; day: string }>('SELECT call_id AS id, day FROM calls FINAL ORDER BY ALL');
  const read = await history.facts.readMany(keys);
  const rows = await rowsOf(
    'SELECT * EXCEPT (version, analysis_id, digest) FROM calls FINAL ORDER BY day, call_id, operator_name',
  );
  const analyses = [...read].map(([id, { run: _run, analysisId: _id, ...analysis }]) => [id, analysis]);
  return { analyses: Object.fromEntries(analyses), rows };
}

describe('another weighing', () => {
  it('is told by a dry run as judging every call tells it, without judging one (random weights)', async () => {
    for (let seed = 1; seed <= 12; seed += 1) {
      const parts = { ...history, source: weighed(seed) };
      const counted = await rescoreCalls(parts, { dryRun: true });
      const judged = await rescoreCalls(parts, { dryRun: true, narrow: false });
      expect(counted.calls).toMatchObject({ judged: 0, rescored: calls });
      expect(counted.calls.changed).toBeGreaterThan(0);
      expect({ ...counted, calls: { ...counted.calls, judged: calls } }, `seed ${seed}`).toEqual(judged);
    }
  });

  it('together with a change of lexicons judges only the calls that words of it can touch', async () => {
    for (const seed of [101, 103]) {
      const { lexicons } = editLexicons(source.lexicons, seed);
      const card = weighed(seed);
      const both = { ...card, lexicons, versions: { ...card.versions, lexicon: lexicons.version } };
      const counted = await rescoreCalls({ ...history, source: both }, { dryRun: true });
      const judged = await rescoreCalls({ ...history, source: both }, { dryRun: true, narrow: false });
      expect(counted.calls.judged).toBeLessThan(calls);
      expect({ ...counted, calls: { ...counted.calls, judged: calls } }).toEqual(judged);
    }
  });

  it('leaves the very rows that judging leaves', async () => {
    for (const seed of [2, 3]) {
      const before = await rowsOf<{ n: number }>('SELECT toUInt32(count()) AS n FROM segments');
      const told = await rescoreCalls({ ...history, source: weighed(seed) }, { dryRun: true });
      const done = await rescoreCalls({ ...history, source: weighed(seed) });
      expect(done).toEqual({ ...told, dryRun: false });
      expect(done.calls.judged).toBe(0);
      const counted = await everything();
      expect(await rowsOf('SELECT toUInt32(count()) AS n FROM segments')).toEqual(before);

      // The digests are those of judging: it finds nothing to write, but where a line was taken out (seed 3).
      const analyses = () => rowsOf('SELECT call_id, analysis_id FROM calls FINAL ORDER BY ALL');
      const kept = await analyses();
      await history.client.command({
        query: `ALTER TABLE calls UPDATE scorecard_version = 'unknown' WHERE true SETTINGS mutations_sync = 1`,
      });
      const same = await rescoreCalls({ ...history, source: weighed(seed) });
      expect(same.calls).toMatchObject({ judged: calls, changed: 0 });
      if (seed === 2) expect(await analyses()).toEqual(kept);

      // Without them it writes everything anew, and the same.
      await history.client.command({
        query: `ALTER TABLE calls UPDATE scorecard_version = 'unknown', digest = '' WHERE true SETTINGS mutations_sync = 1`,
      });
      await rescoreCalls({ ...history, source: weighed(seed) });
      expect(await analyses()).not.toEqual(kept);
      expect(await everything()).toEqual(counted);
    }
  });

  it('of calls that were judged before exact parts were kept judges those that earned a part', async () => {
    await rescoreCalls({ ...history, source });
    await history.client.command({
      query: 'ALTER TABLE criteria UPDATE share = -1 WHERE true SETTINGS mutations_sync = 1',
    });
    const scorecard = structuredClone(source.scorecard);
    for (const line of scorecard.groups.flatMap(({ criteria }) => criteria)) line.weight += 1;
    const parts = {
      ...history,
      source: { ...source, scorecard, versions: { ...source.versions, scorecard: 'one more each' } },
    };
    const told = await rescoreCalls(parts, { dryRun: true, narrow: false });
    const counted = await rescoreCalls(parts);
    expect(counted.calls.judged).toBeGreaterThan(0);
    expect({ ...counted, dryRun: true, calls: { ...counted.calls, judged: calls } }).toEqual(told);
  });
});
