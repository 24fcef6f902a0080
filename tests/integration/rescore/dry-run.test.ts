/** Dry runs on a real store: what is told by narrowing is what judging everything would tell, and what a re-score then does. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedHistory } from '../../../analyzer/demo/seed/seed-history.ts';
import { rescoreCalls } from '../../../analyzer/rescore/rescore-calls.ts';
import type { RescoreSummary } from '../../../analyzer/rescore/rescore-summary.ts';
import { type JudgeSource, readJudgeSource } from '../../../analyzer/scoring/judge-call.ts';
import { editLexicons } from '../../support/edit-lexicons.ts';
import { openTestHistory, type TestHistory } from '../../support/history.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const calls = 40;
let history: TestHistory;
let source: JudgeSource;

beforeAll(async () => {
  history = await openTestHistory(tempFolder());
  source = readJudgeSource();
  await seedHistory(history, source, { calls, months: 2, seed: 'dry', today: '2026-06-01' });
});
afterAll(() => history?.close());

function edited(seed: number): { changed: JudgeSource; edit: string } {
  const { lexicons, edit } = editLexicons(source.lexicons, seed);
  return { changed: { ...source, lexicons, versions: { ...source.versions, lexicon: lexicons.version } }, edit };
}
/** A word of nearly every call. */
function withCommonEntry(base: JudgeSource): JudgeSource {
  const rules = base.lexicons.rules.map((rule) =>
    rule.rule === 'irritant'
      ? { ...rule, entries: [...rule.entries, { id: 'common', pattern: 'пожалуйста', file: 'common.yaml', line: 1 }] }
      : rule,
  );
  const lexicons = { ...base.lexicons, rules, version: 'common' };
  return { ...base, lexicons, versions: { ...base.versions, lexicon: lexicons.version } };
}

const rowsOf = async (query: string) => (await history.client.query({ query, format: 'JSONEachRow' })).json();
const stored = () => rowsOf('SELECT call_id, version, analysis_id, lexicon_version, digest FROM calls ORDER BY ALL');

describe('a dry run', () => {
  it('tells the same as judging every call (random edits), and writes nothing', async () => {
    const before = await stored();
    let left = 0;
    for (let seed = 100; seed < 110; seed += 1) {
      const { changed, edit } = edited(seed);
      const narrowed = await rescoreCalls({ ...history, source: changed }, { dryRun: true });
      const everything = await rescoreCalls({ ...history, source: changed }, { dryRun: true, narrow: false });
      expect(everything.calls.judged).toBe(calls);
      left += calls - narrowed.calls.judged;
      expect({ ...narrowed, calls: { ...narrowed.calls, judged: calls } }, edit).toEqual(everything);
    }
    expect(left).toBeGreaterThan(calls);
    expect(await stored()).toEqual(before);
  });

  it('that is stopped and goes on from its checkpoint tells the same as one that was not', async () => {
    for (const seed of [102, 107]) {
      const parts = { ...history, source: edited(seed).changed };
      const whole = await rescoreCalls(parts, { dryRun: true, narrow: false });
      const kept: string[] = [];
      const stop = new AbortController();
      const stopped = await rescoreCalls(parts, {
        dryRun: true,
        narrow: false,
        threads: 0,
        stretch: 10,
        signal: stop.signal,
        onCheckpoint: async (checkpoint) => {
          kept.push(JSON.stringify(checkpoint));
          if (kept.length === 2) stop.abort();
        },
      });
      expect(stopped.interrupted).toBe(true);
      expect(stopped.calls.rescored).toBeLessThan(calls);
      const progress: number[] = [];
      const on = await rescoreCalls(parts, {
        dryRun: true,
        narrow: false,
        threads: 0,
        stretch: 10,
        resume: JSON.parse(kept[1] ?? 'null'),
        onProgress: (done) => progress.push(done),
        onCheckpoint: async () => {},
      });
      expect(on).toEqual(whole);
      expect(progress[0]).toBeGreaterThanOrEqual(stopped.calls.rescored);
      expect(progress.at(-1)).toBe(calls);
      // A checkpoint of other lexicons is nothing to go on from.
      const other = await rescoreCalls(parts, { dryRun: true, narrow: false, resume: { versions: source.versions } });
      expect(other).toEqual(whole);
      // Nor is one of a program that began with the oldest days.
      const { downTo: day, ...older } = JSON.parse(kept[1] ?? 'null');
      expect(await rescoreCalls(parts, { dryRun: true, narrow: false, resume: { ...older, day } })).toEqual(whole);
    }
  });

  it('of many calls is estimated from a sample first, narrowed or not', async () => {
    const common = withCommonEntry(source);
    const estimates: RescoreSummary[] = [];
    const estimated = (sampleSize: number, narrow: boolean) =>
      rescoreCalls(
        { ...history, source: common },
        { dryRun: true, narrow, sampleSize, onEstimate: (estimate) => estimates.push(estimate) },
      );
    // Every third call: the 1st, the 4th … the 40th.
    const summary = await estimated(13, true);
    expect(await estimated(13, false)).toEqual({ ...summary, calls: { ...summary.calls, judged: calls } });
    expect(estimates).toHaveLength(2);
    const [narrowed, whole] = estimates;
    expect(whole?.calls.judged).toBe(14);
    expect(narrowed).toEqual({ ...whole, calls: { ...whole?.calls, judged: narrowed?.calls.judged } });
    expect(narrowed?.estimate).toMatchObject({ sampled: 14, of: calls });
    expect(narrowed?.estimate?.from).toBeLessThanOrEqual(summary.calls.changed);
    expect(narrowed?.estimate?.to).toBeGreaterThanOrEqual(summary.calls.changed);
    const inOrder = await rowsOf('SELECT call_id FROM calls FINAL ORDER BY day, call_id');
    const ids = inOrder.filter((_, i) => i % 3 === 0).map((row) => (row as { call_id: string }).call_id);
    expect(narrowed?.samples.length).toBeGreaterThan(0);
    for (const { callId } of narrowed?.samples ?? []) expect(ids).toContain(callId);
    // Fewer than three samples: the end is as near.
    await estimated(14, true);
    expect(estimates).toHaveLength(2);
  });

  it('that is stopped says so', async () => {
    const summary = await rescoreCalls(
      { ...history, source: edited(100).changed },
      { dryRun: true, narrow: false, signal: AbortSignal.abort() },
    );
    expect(summary).toMatchObject({ interrupted: true, calls: { seen: calls, rescored: 0 } });
  });
});

describe('a re-score after a change', () => {
  it('does in worker threads what the dry run told, and gives every call exactly one version', async () => {
    // An entry is removed: few calls are touched, the others keep their rows.
    const { changed } = edited(101);
    const parts = { ...history, source: changed };
    const told = await rescoreCalls(parts, { dryRun: true });
    const stopped = await rescoreCalls(parts, { signal: AbortSignal.abort(), threads: 2 });
    expect(stopped).toMatchObject({ interrupted: true, calls: { rescored: 0 } });
    // Stopped in the middle, and on from there: both attempts together did what was told.
    const checkpoints: unknown[] = [];
    const stop = new AbortController();
    const half = await rescoreCalls(parts, {
      threads: 2,
      pageSize: 7,
      stretch: 10,
      signal: stop.signal,
      onCheckpoint: async (checkpoint) => {
        checkpoints.push(JSON.parse(JSON.stringify(checkpoint)));
        if (checkpoints.length === 1) stop.abort();
      },
    });
    expect(half.interrupted).toBe(true);
    const done = await rescoreCalls(parts, { threads: 2, pageSize: 7, resume: checkpoints.at(-1) });
    expect(done).toEqual({ ...told, dryRun: false });
    expect(await rowsOf('SELECT lexicon_version, toUInt32(count()) AS n FROM calls FINAL GROUP BY ALL')).toEqual([
      { lexicon_version: changed.versions.lexicon, n: calls },
    ]);
    expect((await rescoreCalls(parts)).calls).toEqual({ seen: calls, rescored: 0, judged: 0, changed: 0, skipped: 0 });
    // Both versions are kept: the way back is narrowed too.
    const back = await rescoreCalls({ ...history, source });
    expect(back.findings).toEqual({ added: done.findings.removed, removed: done.findings.added });
    expect(back.calls.judged).toBe(done.calls.judged);
  });
});
