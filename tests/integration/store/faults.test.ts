/** A bad network between us and the store: what is written is there exactly once, what is read is whole or one clear error. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KamertonError } from '../../../analyzer/platform/errors.ts';
import { type CallFacts, type CallRun, callFacts } from '../../../analyzer/storage/facts/call-facts.ts';
import { type FactsClient, openFactsClient } from '../../../analyzer/storage/facts/client.ts';
import { runScopedQuery } from '../../../analyzer/storage/facts/query.ts';
import { callScreens } from '../../../analyzer/storage/facts/screens/screens.ts';
import { scoresByStep } from '../../../analyzer/storage/facts/screens/trends.ts';
import { embeddedStore } from '../../support/embedded-store.ts';
import { type Fault, type FaultProxy, openFaultProxy } from '../../support/fault-proxy.ts';
import { makeRun } from '../../support/make-run.ts';

const store = embeddedStore();
const month = { from: '2026-03-01', to: '2026-03-31', zone: 'UTC' };
const period = { ...month, step: 'week' as const };
const all = { kind: 'all' } as const;
let proxy: FaultProxy;
let throughProxy: FactsClient;
/** Waits three seconds for an answer, which is enough on a busy machine; a slow one is held back for longer. */
let hasty: FactsClient;
/** Waits for no answer that is held back. */
let impatient: FactsClient;
let facts: CallFacts;

beforeAll(async () => {
  proxy = await openFaultProxy(store.server.address.url);
  const address = { ...store.server.address, url: proxy.url };
  throughProxy = openFactsClient(address);
  hasty = openFactsClient(address, { requestTimeoutMs: 3_000 });
  impatient = openFactsClient(address, { requestTimeoutMs: 500 });
  facts = callFacts(throughProxy);
});
afterAll(async () => {
  await throughProxy?.close();
  await hasty?.close();
  await impatient?.close();
  await proxy?.close();
});

/** Rows of a call as they lie in the tables, and as readers see them. */
async function rowsOf(run: CallRun): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of ['calls', 'segments', 'findings', 'criteria']) {
    const answer = await store.client.query({
      query: `SELECT toUInt32(count()) AS n FROM ${table} FINAL WHERE call_id = {id:UUID}`,
      query_params: { id: run.callId },
      format: 'JSONEachRow',
    });
    counts[table] = (await answer.json<{ n: number }>())[0]?.n ?? 0;
  }
  return counts;
}
const once = { calls: 1, segments: 3, findings: 2, criteria: 2 };

describe('a writer', () => {
  it.each<[Fault, number]>([
    ['reset_request', 1],
    ['reset_request', 3],
    ['reset_after_commit', 1],
    ['reset_after_commit', 3],
    ['truncate', 2],
    ['slow', 1],
    ['refuse', 3],
  ])('meets %s %i times in a row and leaves each row once', async (fault, times) => {
    const run = makeRun();
    proxy.fail(fault, times);
    await (fault === 'slow' ? callFacts(hasty) : facts).write(run);
    expect(proxy.met()).toBe(times);
    expect(await rowsOf(run)).toEqual(once);
    expect((await facts.read({ id: run.callId, day: run.day }))?.findings).toHaveLength(2);
  });

  it('that is stopped by faults tells one clear error; the same work repeated later leaves each row once', async () => {
    const run = makeRun();
    proxy.fail('reset_after_commit', 1_000);
    const error = await facts.write(run).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(KamertonError);
    expect(error).toMatchObject({ code: 'store_unavailable' });
    proxy.fail('ok');
    await facts.write(run);
    expect(await rowsOf(run)).toEqual(once);
  });

  it('does not repeat what the server itself refused', async () => {
    proxy.fail('ok');
    const stranger = openFactsClient({ ...store.server.address, url: proxy.url, password: 'wrong' });
    await expect(callFacts(stranger).write(makeRun())).rejects.toMatchObject({ code: '516' });
    await stranger.close();
  });
});

describe('a reader', () => {
  it.each<[Fault, number]>([
    ['reset_request', 1],
    ['reset_after_commit', 2],
    ['truncate', 1],
    ['refuse', 2],
  ])('does not notice %s %i times', async (fault, times) => {
    proxy.fail(fault, times);
    const rows = await runScopedQuery(throughProxy, scoresByStep, all, period);
    expect(proxy.met()).toBe(times);
    expect(rows).toHaveLength(1);
  });

  it.each<Fault>(['reset_request', 'reset_after_commit', 'truncate', 'slow', 'refuse'])(
    'gets one clear error when %s does not end, and the next question is answered',
    async (fault) => {
      proxy.fail(fault, 1_000);
      const reader = fault === 'slow' ? impatient : throughProxy;
      const error = await runScopedQuery(reader, scoresByStep, all, period).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(KamertonError);
      expect(error).toMatchObject({ code: 'store_unavailable' });
      expect((error as Error).message).toMatch(/^связь с хранилищем оценок прервалась/);
      expect((error as Error).message).not.toContain('127.0.0.1');
      proxy.fail('ok');
      expect(await runScopedQuery(throughProxy, scoresByStep, all, period)).toHaveLength(1);
    },
  );

  it('reads a list of calls whole over a connection that is cut', async () => {
    const whole = await callScreens(store.client).list(all, month, { order: 'newest', limit: 50 });
    proxy.fail('truncate', 1);
    expect(await callScreens(throughProxy).list(all, month, { order: 'newest', limit: 50 })).toEqual(whole);
    expect(whole.items.length).toBeGreaterThan(3);
  });
});
