/** The facts store on a real embedded ClickHouse server. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CallFacts, type CallRun, callFacts } from '../../../analyzer/storage/facts/call-facts.ts';
import { type FactsClient, openFactsClient } from '../../../analyzer/storage/facts/client.ts';
import { type EmbeddedServer, startEmbeddedServer } from '../../../analyzer/storage/facts/embedded-server.ts';
import { migrateFacts } from '../../../analyzer/storage/facts/migrate.ts';
import { makeAnalysis } from '../../support/make-analysis.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const folder = tempFolder();
let server: EmbeddedServer;
let client: FactsClient;
let facts: CallFacts;

beforeAll(async () => {
  server = await startEmbeddedServer(folder, 'kamerton');
  await migrateFacts(server.address);
  client = openFactsClient(server.address);
  facts = callFacts(client);
});

afterAll(async () => {
  await client?.close();
  await server?.stop();
});

function makeRun(overrides: Partial<CallRun> = {}): CallRun {
  const callId = randomUUID();
  return {
    day: '2026-03-11',
    callId,
    analysisId: randomUUID(),
    run: 1,
    externalId: 'c01',
    startedAt: '2026-03-11T06:14:05.000Z',
    direction: 'incoming',
    operatorId: 'op-17',
    recordingSha256: '',
    analysis: makeAnalysis('c01'),
    sound: null,
    ...overrides,
  };
}

const countRows = async (table: string, callId: string) => {
  const result = await client.query({
    query: `SELECT count() AS n FROM ${table} FINAL WHERE call_id = {id:UUID}`,
    query_params: { id: callId },
    format: 'JSONEachRow',
  });
  const [row] = await result.json<{ n: number }>();
  return row?.n;
};

describe('facts of a call', () => {
  it('come back exactly as they were written', async () => {
    const sound = {
      duration: 12,
      channels: [{ role: 'mixed' as const, speech: [{ start: 0.4, end: 3.2 }], level: -26.5, music: [], rings: [] }],
      overlaps: [],
      dead_air: [],
    };
    const run = makeRun({ sound });
    await facts.write(run);
    const stored = await facts.read({ id: run.callId, day: run.day });
    const { id: _, ...analysis } = run.analysis;
    expect(stored).toMatchObject({ ...analysis, analysisId: run.analysisId });
    expect(stored?.sound?.channels[0]?.speech).toEqual([{ start: 0.4, end: 3.2 }]);
    const scores = await facts.scores([{ id: run.callId, day: run.day }]);
    expect(scores.get(run.callId)).toMatchObject({ score: 87.5, findings: 1, unsure: 1, fatal: [] });
  });

  it('keep the words that the guards set apart', async () => {
    const dropped = [
      {
        text: 'Субтитры',
        start: 1.5,
        end: 2,
        confidence: 0.25,
        speaker: 'operator' as const,
        reason: 'invented_phrase' as const,
      },
      { text: '«сделал»', start: 2, end: 2.5, speaker: 'operator' as const, reason: 'no_sound' as const },
    ];
    const run = makeRun({ analysis: makeAnalysis('c01', { dropped }) });
    await facts.write(run);
    expect(await facts.read({ id: run.callId, day: run.day })).toMatchObject({ dropped });
    const without = makeRun();
    await facts.write(without);
    expect(await facts.read({ id: without.callId, day: without.day })).toMatchObject({ dropped: [] });
  });

  it('keep the quality of a call that a fatal fault brought to 0', async () => {
    const analysis = makeAnalysis('c01', { score: 0, quality: 61.5, compliance: 0, fatal: ['speech.rude'] });
    const run = makeRun({ analysis });
    await facts.write(run);
    expect(await facts.read({ id: run.callId, day: run.day })).toMatchObject({
      score: 0,
      quality: 61.5,
      compliance: 0,
    });
  });

  it('written before the compliance line answer with what they tell', async () => {
    const old = async (score: number | null, fatal: string[]) => {
      const run = makeRun({ analysis: makeAnalysis('c01', { score, fatal }) });
      await facts.write(run);
      // The newest row of the call, as a version without these columns wrote it.
      await client.command({
        query: `INSERT INTO calls (* EXCEPT (quality, compliance, version), version)
          SELECT * EXCEPT (quality, compliance, version), version + 1 FROM calls FINAL WHERE call_id = {id:UUID}`,
        query_params: { id: run.callId },
      });
      const stored = await facts.read({ id: run.callId, day: run.day });
      return [stored?.score, stored?.quality, stored?.compliance];
    };
    expect(await old(87.5, [])).toEqual([87.5, 87.5, 100]);
    expect(await old(0, ['speech.rude'])).toEqual([0, null, 0]);
    expect(await old(null, [])).toEqual([null, null, null]);
  });

  it('are there once when the same run is written twice', async () => {
    const run = makeRun();
    await facts.write(run);
    await facts.write(run);
    expect(await countRows('calls', run.callId)).toBe(1);
    expect(await countRows('segments', run.callId)).toBe(3);
    expect(await countRows('findings', run.callId)).toBe(2);
    expect(await countRows('criteria', run.callId)).toBe(2);
  });

  it('of a later run replace the earlier one without ghosts', async () => {
    const first = makeRun();
    await facts.write(first);
    const analysis = makeAnalysis('c01', { findings: [], score: 100 });
    await facts.write({ ...first, run: 2, analysisId: randomUUID(), analysis });
    const stored = await facts.read({ id: first.callId, day: first.day });
    expect(stored?.findings).toEqual([]);
    expect(stored?.score).toBe(100);
  });

  it('are absent for a call that was never written', async () => {
    expect(await facts.read({ id: randomUUID(), day: '2026-03-11' })).toBeNull();
  });
});

describe('the embedded server', () => {
  it('refuses a wrong password', async () => {
    const stranger = openFactsClient({ ...server.address, password: 'wrong' });
    const ping = await stranger.ping({ select: true });
    await stranger.close();
    expect(ping.success).toBe(false);
  });

  it('keeps its user away from files, other databases and the network', async () => {
    for (const query of [
      "SELECT * FROM file('/etc/passwd', LineAsString)",
      "SELECT * FROM url('http://127.0.0.1:1/')",
      'CREATE DATABASE other',
    ]) {
      await expect(client.command({ query })).rejects.toMatchObject({ code: '497' });
    }
  });

  it('migrates twice without a change', async () => {
    await migrateFacts(server.address);
    const run = makeRun();
    await facts.write(run);
    expect(await facts.read({ id: run.callId, day: run.day })).not.toBeNull();
  });
});

describe('the boot session', () => {
  it('has no time limit: the server lives as long as its keep-alive query', async () => {
    const query = new URLSearchParams({ user: 'default', query: "SELECT getSetting('max_execution_time')" });
    const answer = await fetch(`${server.address.url}/?${query}`);
    expect((await answer.text()).trim()).toBe('0');
  });
});
