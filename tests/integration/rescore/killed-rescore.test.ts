/** `kamerton seed` and `kamerton rescore` as processes over one data folder: doubled nothing, lost nothing, whatever is killed. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { seedHistory } from '../../../analyzer/demo/seed/seed-history.ts';
import { type JudgeSource, readJudgeSource } from '../../../analyzer/scoring/judge-call.ts';
import { scorecardEntries } from '../../../analyzer/scoring/weigh.ts';
import { openFaultProxy } from '../../support/fault-proxy.ts';
import { byOtherEngine, openTestHistory, type TestHistory } from '../../support/history.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { waitFor } from '../../support/wait-for.ts';

const program = fileURLToPath(new URL('../../../scripts/kamerton.mjs', import.meta.url));
const calls = 900;
/** The day after the history: tests never depend on the clock. */
const today = '2026-06-01';
let history: TestHistory;
let source: JudgeSource;

beforeAll(async () => {
  history = await openTestHistory(tempFolder());
  source = readJudgeSource();
});
afterAll(() => history?.close());

const count = async (query: string): Promise<number> => {
  const result = await history.client.query({ query: `SELECT toUInt32(${query}) AS n`, format: 'JSONEachRow' });
  const [row] = z
    .object({ n: z.number() })
    .array()
    .parse(await result.json());
  return row?.n ?? -1;
};
const callsOn = (engine: string) => count(`(SELECT count() FROM calls FINAL WHERE engine_version = '${engine}')`);
const sizes = async () => [
  await count('(SELECT count() FROM calls FINAL)'),
  await count('(SELECT uniqExact(call_id) FROM calls)'),
  await count('(SELECT count() FROM segments FINAL)'),
  await count('(SELECT count() FROM findings FINAL)'),
  await count('(SELECT count() FROM criteria FINAL)'),
];
const options = () => ({
  env: { ...process.env, ...history.environment },
  encoding: 'utf8' as const,
  // Nothing else runs while such a process does, the time limit of the test neither.
  timeout: 240_000,
});
const kamerton = (...args: string[]) => spawnSync(process.execPath, [program, ...args], options());

describe('a demo history', () => {
  it('is made once, however often it is asked for', async () => {
    const old = byOtherEngine(source, 'old');
    const asked = { calls, months: 3, seed: '7', today };
    // A process that died after the facts of a batch left this much: the calls are in the store, not in the ledger.
    const { receiveDone } = history.ledger;
    const dying = { ...history.ledger, receiveDone: () => Promise.reject(new Error('killed')) };
    await expect(seedHistory({ ...history, ledger: dying }, old, asked)).rejects.toThrow('killed');
    expect(await seedHistory({ ...history, ledger: { ...history.ledger, receiveDone } }, old, asked)).toBe(calls);
    const once = await sizes();
    expect(once.slice(0, 2)).toEqual([calls, calls]);
    expect(await seedHistory(history, old, asked)).toBe(0);
    expect(await sizes()).toEqual(once);
    expect((await history.calls.page({ scope: { kind: 'all' }, limit: 1 })).total).toBe(calls);
  });

  it('is not mixed with real calls without a word', async () => {
    const real = { id: '6c1f2b1e-0000-8000-8000-000000000001', externalId: 'real', source: 'upload' as const };
    await history.calls.receive({ ...real, metadata: {}, recording: null, recordingSha256: null, transcript: [] });
    const refused = kamerton('seed', '--calls', '5');
    expect(refused.status).toBe(1);
    expect(refused.stderr).toMatch(/^kamerton seed: в журнале есть настоящие звонки.*\n$/);
    expect(kamerton('seed', '--calls', '0').status).toBe(2);
    expect(kamerton('seed').status).toBe(2);
  });
});

describe('kamerton rescore', () => {
  it('killed in the middle and run again brings every call to the new versions, once', async () => {
    expect(await callsOn('old')).toBe(calls);
    // Past its first page of calls it hears nothing more of the store: on no machine is it through before it is killed.
    const { env } = options();
    const proxy = await openFaultProxy(history.environment.CLICKHOUSE_URL ?? '');
    proxy.fail('hold', 1_000, { only: /INSERT\+INTO\+calls\+/, after: 1 });
    const killed = spawn(process.execPath, [program, 'rescore'], {
      env: { ...env, CLICKHOUSE_URL: proxy.url },
      stdio: 'ignore',
    });
    const ended = once(killed, 'exit');
    await waitFor(async () => (await callsOn(source.versions.engine)) > 0);
    killed.kill('SIGKILL');
    await ended;
    await proxy.close();
    const through = await callsOn(source.versions.engine);
    expect(through).toBeLessThan(calls);

    const again = kamerton('rescore', '--json');
    expect(again.stderr).toBe('');
    expect(again.status).toBe(0);
    expect(JSON.parse(again.stdout)).toMatchObject({
      calls: { seen: calls, rescored: calls - through, skipped: 0 },
      findings: { added: 0, removed: 0 },
    });
    expect(await callsOn(source.versions.engine)).toBe(calls);
    expect(await count('(SELECT count() FROM calls FINAL)')).toBe(calls);
    // Every current run is whole: it has the criteria of its own analysis, and as many findings as its call row says.
    const current = 'SELECT call_id, analysis_id, findings + unsure AS n FROM calls FINAL';
    expect(
      await count(`(SELECT count() FROM (${current}) AS c WHERE (c.call_id, c.analysis_id) NOT IN
        (SELECT call_id, analysis_id FROM criteria FINAL GROUP BY call_id, analysis_id HAVING count() = ${scorecardEntries(source.scorecard).length}))`),
    ).toBe(0);
    expect(
      await count(
        `(SELECT count() FROM findings FINAL WHERE (call_id, analysis_id) IN (SELECT call_id, analysis_id FROM (${current})))`,
      ),
    ).toBe(await count(`(SELECT sum(n) FROM (${current}))`));
  });

  it('run once more changes nothing and says so', async () => {
    const before = await sizes();
    const more = kamerton('rescore');
    expect(more.status).toBe(0);
    expect(more.stdout).toBe(`Звонков: ${calls}, пересчитано: 0, остальные уже на нынешних словарях и карте оценки.\n`);
    expect(await sizes()).toEqual(before);
  });

  it('refuses a wrong day and answers plainly when there is nothing to join', () => {
    const wrong = kamerton('rescore', '--since', 'вчера');
    expect(wrong.status).toBe(2);
    expect(wrong.stderr).toMatch(/^kamerton rescore: после --since нужен день.*\n$/);
    const gone = spawnSync(process.execPath, [program, 'rescore'], {
      ...options(),
      env: { ...options().env, CLICKHOUSE_URL: 'http://127.0.0.1:9' },
    });
    expect(gone.status).toBe(1);
    expect(gone.stderr).toMatch(/^kamerton rescore: хранилище оценок не отвечает.*\n$/);
  });
});
