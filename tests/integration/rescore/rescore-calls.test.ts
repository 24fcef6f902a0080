/** Re-scoring of stored calls on a real ClickHouse server and a real SQLite file. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deterministicUuid } from '#platform';
import { samples, samplesFolder } from '../../../analyzer/demo/demo.ts';
import { callSchema } from '../../../analyzer/domain/call.ts';
import { rejudgeCall } from '../../../analyzer/pipeline/rejudge-call.ts';
import { rescoreCalls } from '../../../analyzer/rescore/rescore-calls.ts';
import { compileJudge, type Judge, type JudgeSource, readJudgeSource } from '../../../analyzer/scoring/judge-call.ts';
import { byOtherEngine, openTestHistory, type TestHistory } from '../../support/history.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const folder = tempFolder();
let history: TestHistory;
let judge: Judge;
/** Today's lexicons. */
let source: JudgeSource;
/** The same without the lexicon of fillers. */
let lenient: JudgeSource;
let withFillers = 0;

const sampleCalls = samples.map(({ file, operator }, i) => {
  const path = join(samplesFolder, `${file.replace(/\.[^.]+$/, '')}.transcript.json`);
  const { id: name, segments, ...metadata } = callSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  // Two months, so that a re-score crosses a partition.
  const day = i < 3 ? '2026-03-11' : `2026-04-0${i}`;
  return { id: deterministicUuid('call', name), name, day, segments, metadata: { ...metadata, operator } };
});

beforeAll(async () => {
  history = await openTestHistory(folder);
  source = readJudgeSource();
  judge = await compileJudge(source);
  const rules = source.lexicons.rules.filter(({ rule }) => rule !== 'filler');
  lenient = {
    ...source,
    lexicons: { ...source.lexicons, rules },
    versions: { ...source.versions, lexicon: 'without fillers' },
  };
  for (const { id, name, day, segments, metadata } of sampleCalls) {
    const engine = { name: 'ready', model: '' };
    const analysis = rejudgeCall({ id: name, metadata, segments, sound: null, engine, dropped: [] }, judge);
    await history.facts.write({
      day,
      callId: id,
      analysisId: deterministicUuid(id, '1'),
      run: 1,
      externalId: name,
      analysis,
      sound: null,
      startedAt: `${day}T10:20:00.000Z`,
      direction: 'incoming',
      operatorId: metadata.operator.id,
      recordingSha256: '',
    });
    await history.ledger.receiveDone([
      { id, externalId: name, source: 'upload', metadata, day, receivedAt: `${day}T10:30:00.000Z`, duration: 90 },
    ]);
  }
});
afterAll(() => history?.close());

const readAll = () => Promise.all(sampleCalls.map((call) => history.facts.read(call)));
const fillersOf = async () =>
  (await readAll()).flatMap((stored) => stored?.findings ?? []).filter(({ rule }) => rule === 'filler').length;
const rowsOf = async (query: string) => (await history.client.query({ query, format: 'JSONEachRow' })).json();

describe('a re-score', () => {
  it('leaves calls of the same versions alone', async () => {
    const before = await readAll();
    expect((await rescoreCalls({ ...history, source })).calls).toEqual({
      seen: 6,
      rescored: 0,
      judged: 0,
      changed: 0,
      skipped: 0,
    });
    expect(await readAll()).toEqual(before);
  });

  it('by the same lexicons gives the same findings, criteria and scores', async () => {
    const before = await readAll();
    const summary = await rescoreCalls({ ...history, source: byOtherEngine(source, 'the same') }, { pageSize: 2 });
    expect(summary.calls).toEqual({ seen: 6, rescored: 6, judged: 6, changed: 0, skipped: 0 });
    expect(summary.findings).toEqual({ added: 0, removed: 0 });
    const after = await readAll();
    for (const [i, stored] of after.entries()) {
      const { versions, run: _, ...rest } = before[i] ?? {};
      // What was found is shared: the rows of the first judgement stay those of the call.
      expect(stored).toMatchObject(rest);
      expect(stored?.versions).toEqual({ ...versions, engine: 'the same' });
    }
  });

  it('after a change of lexicons takes findings away and raises scores, and gives them back', async () => {
    const fillers = await fillersOf();
    expect(fillers).toBeGreaterThan(5);
    const before = await readAll();
    const dropped = await rescoreCalls({ ...history, source: lenient });
    expect(dropped.findings).toEqual({ added: 0, removed: fillers });
    withFillers = dropped.calls.changed;
    expect(withFillers).toBeGreaterThan(1);
    expect(await fillersOf()).toBe(0);
    // 03_lexis is full of fillers; its operator is the one whose mean moves.
    const [svetlana] = dropped.operators;
    expect(svetlana?.id).toBe('op-svetlana');
    expect(svetlana?.after ?? 0).toBeGreaterThan(svetlana?.before ?? 0);
    expect(svetlana).toMatchObject({ n: 1, name: 'Светлана' });
    expect((await readAll())[1]?.score).toBe(svetlana?.after);

    const back = await rescoreCalls({ ...history, source });
    expect(back.findings).toEqual({ added: fillers, removed: 0 });
    expect((await readAll()).map((stored) => [stored?.score, stored?.findings, stored?.criteria])).toEqual(
      before.map((stored) => [stored?.score, stored?.findings, stored?.criteria]),
    );
  });

  it('writes words once and keeps the earlier runs', async () => {
    const words = sampleCalls.reduce((sum, { segments }) => sum + segments.length, 0);
    expect(await rowsOf('SELECT toUInt32(count()) AS n FROM segments')).toEqual([{ n: words }]);
    // The first judgement of six calls, and two of those with fillers: without them and with them again.
    const judged = 6 + 2 * withFillers;
    expect(await rowsOf('SELECT toUInt32(uniqExact(call_id, analysis_id)) AS n FROM criteria')).toEqual([
      { n: judged },
    ]);
    expect(await rowsOf('SELECT toUInt32(count()) AS n FROM calls FINAL')).toEqual([{ n: 6 }]);
  });

  it('takes only calls since a day', async () => {
    const summary = await rescoreCalls({ ...history, source: byOtherEngine(source, 'april') }, { since: '2026-04-01' });
    expect(summary.calls).toEqual({ seen: 3, rescored: 3, judged: 3, changed: 0, skipped: 0 });
    expect((await readAll()).map((stored) => stored?.versions.engine === 'april')).toEqual(
      sampleCalls.map(({ day }) => day >= '2026-04-01'),
    );
  });

  it('leaves a call alone that is in work', async () => {
    const [busy] = sampleCalls;
    const run = await history.calls.restart(busy?.id ?? '', ['done']);
    const summary = await rescoreCalls({ ...history, source: byOtherEngine(source, 'busy') });
    expect(summary.calls).toEqual({ seen: 6, rescored: 5, judged: 5, changed: 0, skipped: 1 });
    await history.calls.settle({ id: busy?.id ?? '', run: run ?? 0 }, 'done');
  });

  it('goes past a run that was claimed by a process that died', async () => {
    const [call] = sampleCalls;
    const at = await history.calls.find(call?.id ?? '');
    const run = at?.run ?? 0;
    expect(await history.ledger.claimRuns([{ id: call?.id ?? '', run, next: run + 1 }])).toEqual(new Set([call?.id]));
    const summary = await rescoreCalls({ ...history, source: byOtherEngine(source, 'after death') });
    expect(summary.calls).toEqual({ seen: 6, rescored: 6, judged: 6, changed: 0, skipped: 0 });
    expect((await history.calls.find(call?.id ?? ''))?.run).toBe(run + 2);
  });

  it('at the same time as another never takes the same run', async () => {
    const names = ['one', 'two'];
    // Both have read the same page before either takes a run of it.
    let arrived = 0;
    let open = () => {};
    const bothArrived = new Promise<void>((resolve) => {
      open = resolve;
    });
    const doneAmong = async (ids: readonly string[]) => {
      const done = await history.ledger.doneAmong(ids);
      arrived += 1;
      if (arrived === names.length) open();
      await bothArrived;
      return done;
    };
    const ledger = { ...history.ledger, doneAmong };
    const summaries = await Promise.all(
      names.map((name) => rescoreCalls({ ...history, ledger, source: byOtherEngine(source, name) })),
    );
    for (const { calls } of summaries) expect(calls.rescored + calls.skipped).toBeGreaterThanOrEqual(6);
    // The three calls of the first month went to one of the two.
    expect(summaries.map(({ calls }) => calls.skipped).reduce((a, b) => a + b)).toBeGreaterThanOrEqual(3);
    expect((await readAll()).every((stored) => names.includes(stored?.versions.engine ?? ''))).toBe(true);
    const shared = 'SELECT call_id, version FROM calls GROUP BY call_id, version HAVING uniqExact(analysis_id) > 1';
    expect(await rowsOf(shared)).toEqual([]);
  });
});
