/** /metrics: figures for those with the right, and nothing of anybody in them. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { roles } from '../../../api/access/permissions.ts';
import { testApp } from '../../support/test-app.ts';
import { waitFor } from '../../support/wait-for.ts';

const given = testApp();
const ids = [randomUUID(), randomUUID()] as const;
let key: string;

beforeAll(async () => {
  for (const id of ids) {
    await given.analyzer.ledger.receive({
      id,
      externalId: 'договор-55-66',
      source: 'upload',
      metadata: { operator: { id: 'op-77', name: 'Марина Секретова' }, client: { phone: '+79991234567' } },
      recording: null,
      recordingSha256: null,
      transcript: [],
    });
  }
  const error = { code: 'store_unavailable', message: 'хранилище ушло' };
  await given.analyzer.ledger.settle({ id: ids[0], run: 1 }, 'failed', { error });
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
  key = (
    await given.analyzer.apiKeys.create({ name: 'prometheus', scopes: ['metrics.read'], createdBy: 'x', expiresAt })
  ).secret;
});

const scrape = (headers: Record<string, string>) => given.app.inject({ url: '/metrics', headers });
const byKey = () => scrape({ authorization: `Bearer ${key}` });

/** The value of a series by its name with labels, as it stands in the text. */
const seriesValue = (text: string, series: string): number | undefined => {
  const line = text.split('\n').find((one) => one.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.split(' ').at(-1));
};

describe('/metrics', () => {
  it('A75 is closed to everybody but administrators and keys made for it', async () => {
    expect((await scrape({})).statusCode).toBe(401);
    expect((await scrape({ 'x-forwarded-for': '127.0.0.1' })).statusCode).toBe(401);
    for (const role of roles) {
      const { statusCode } = await scrape({ cookie: given.cookies[role] });
      expect(statusCode, role).toBe(role === 'administrator' ? 200 : 403);
    }
    const other = await given.analyzer.apiKeys.create({
      name: 'other',
      scopes: ['call.list'],
      createdBy: 'x',
      expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
    });
    expect((await scrape({ authorization: `Bearer ${other.secret}` })).statusCode).toBe(403);
    expect((await byKey()).statusCode).toBe(200);
  });

  it('tells the calls by state, their faults, the queue, the outbox, the parts and the room', async () => {
    const answer = await byKey();
    expect(answer.headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
    const text = answer.body;
    expect(seriesValue(text, 'kamerton_calls{state="waiting"}')).toBe(1);
    expect(seriesValue(text, 'kamerton_calls{state="failed"}')).toBe(1);
    expect(seriesValue(text, 'kamerton_calls{state="done"}')).toBe(0);
    expect(seriesValue(text, 'kamerton_call_faults{code="store_unavailable"}')).toBe(1);
    expect(seriesValue(text, 'kamerton_queue_jobs')).toBe(0);
    expect(seriesValue(text, 'kamerton_outbox_rows{state="failed"}')).toBe(0);
    expect(seriesValue(text, 'kamerton_part_up{part="store"}')).toBe(1);
    expect(seriesValue(text, 'kamerton_part_up{part="clock"}')).toBe(1);
    expect(seriesValue(text, 'kamerton_server_restarts{part="store"}')).toBe(0);
    expect(seriesValue(text, 'kamerton_disk_free_bytes')).toBeGreaterThan(1_000_000);
    expect(seriesValue(text, 'kamerton_oldest_waiting_seconds')).toBeGreaterThan(0);
  });

  it('counts answers by the pattern of the route, unknown addresses as one', async () => {
    const cookie = given.cookies.supervisor;
    for (const id of ids) await given.app.inject({ url: `/api/calls/${id}`, headers: { cookie } });
    for (let i = 0; i < 3; i += 1) await given.app.inject({ url: `/nowhere/${i}/secret-word`, headers: { cookie } });
    const text = (await byKey()).body;
    const seconds = 'kamerton_http_request_seconds_count';
    expect(seriesValue(text, `${seconds}{method="GET",route="/api/calls/:id",status="200"}`)).toBe(2);
    expect(seriesValue(text, `${seconds}{method="GET",route="/*",status="404"}`)).toBe(3);
    expect(text).not.toContain('secret-word');
  });

  it('hears the stages of calls from every worker through the queue', async () => {
    const id = randomUUID();
    await given.analyzer.queue.add({ callId: id, run: 1 });
    const job = await given.analyzer.queue.bull.getJob(`${id}-1`);
    const move = (state: string, stage: string | null) => job?.progress({ id, state, stage, percent: 0 });
    await waitFor(async () => {
      await move('processing', 'sound');
      await move('processing', 'judge');
      await move('done', null);
      return (seriesValue((await byKey()).body, 'kamerton_call_attempts_total{outcome="done"}') ?? 0) > 0;
    });
    const text = (await byKey()).body;
    expect(seriesValue(text, 'kamerton_stage_seconds_count{stage="sound"}')).toBeGreaterThan(0);
    expect(seriesValue(text, 'kamerton_stage_seconds_count{stage="judge"}')).toBeGreaterThan(0);
  });

  it('holds nobody: no name, number, call or account', async () => {
    const text = (await byKey()).body;
    for (const secret of [
      ...ids,
      'Марина',
      'Секретова',
      '9991234567',
      'op-77',
      'договор',
      'prometheus',
      'хранилище ушло',
    ]) {
      expect(text, secret).not.toContain(secret);
    }
    expect(text).not.toMatch(/[\u0400-\u04ff]/);
  });
});
