/** Reports by e-mail against a real mail server: sent when due, tried again, never more than their owner may see. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLogger } from '../../../analyzer/platform/logger.ts';
import { openStateDatabase, type StateDatabase } from '../../../analyzer/storage/state/database.ts';
import { reportSchedules } from '../../../analyzer/storage/state/report-schedules.ts';
import { type Letter, mailerOf } from '../../../api/mail/mailer.ts';
import { drawFinishedWeeks } from '../../../api/trends/keep-up.ts';
import { reportSender } from '../../../api/trends/report-sender.ts';
import { addJudgedCall } from '../../support/judged-call.ts';
import { signedInAs } from '../../support/sign-in.ts';
import { testApp } from '../../support/test-app.ts';
import { waitFor } from '../../support/wait-for.ts';

const mailUrl = { current: '' };
const given = testApp({
  mailer: {
    send: (letter) => mailer().send(letter),
    faultOf: (address) => mailer().faultOf(address),
  },
});
const letters: { to: string[]; source: string }[] = [];
let refusals = 0;
const server = new SMTPServer({
  disabledCommands: ['STARTTLS'],
  authOptional: true,
  onData(stream, session, done) {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      if (refusals > 0) {
        refusals -= 1;
        done(Object.assign(new Error('ящик занят'), { responseCode: 451 }));
        return;
      }
      letters.push({
        to: session.envelope.rcptTo.map(({ address }) => address),
        source: Buffer.concat(chunks).toString('utf8'),
      });
      done();
    });
  },
});

const mailer = () => {
  const made = mailerOf({
    SMTP_URL: mailUrl.current,
    SMTP_FROM: 'Камертон <kamerton@example.ru>',
    SMTP_TLS: 'off',
    SMTP_DOMAINS: ['example.ru'],
  });
  if (made === null) throw new Error('no mailer');
  return made;
};

const plan = {
  name: 'Неделя',
  recipients: ['boss@example.ru'],
  every: 'week',
  onDay: 1,
  atHour: 9,
  format: 'both',
  query: { basis: 'all' },
  enabled: true,
};
const as = (cookie: string, method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) =>
  given.app.inject({ method, url, headers: { cookie }, ...(payload === undefined ? {} : { payload }) });
const manager = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) =>
  as(given.cookies.manager, method, url, payload);
const clock = { now: new Date() };
let database: StateDatabase;
/** The sender at an instant, over the same state; the mail server is the real one. */
const at = (instant: string | number, more: Partial<Parameters<typeof reportSender>[0]> = {}) => {
  clock.now = new Date(instant);
  const reports = reportSchedules(database, () => clock.now);
  const deps = {
    ...given.analyzer,
    reports,
    mailer: mailer(),
    timeZone: 'Europe/Moscow',
    logger: createLogger('silent'),
    ...more,
  };
  return reportSender(deps, () => clock.now);
};

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  mailUrl.current = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  database = await openStateDatabase(join(given.folder, 'state', 'kamerton.sqlite'));
  for (const operatorId of ['op-1', 'op-2'])
    for (let i = 0; i < 3; i += 1)
      await addJudgedCall(given.analyzer, { operatorId, startedAt: `2026-11-1${i}T10:00:00+03:00` });
});
afterAll(async () => {
  await database?.destroy();
  await new Promise<void>((closed) => server.close(() => closed()));
});
beforeEach(() => {
  letters.length = 0;
  refusals = 0;
});

describe('a report', () => {
  it('is kept, changed and removed by its owner and seen by nobody else', async () => {
    const request = { ...plan, id: randomUUID() };
    const made = await manager('POST', '/api/reports', request);
    expect(made.statusCode, made.body).toBe(201);
    const { id, nextAt } = made.json();
    // The answer was lost: the same request again.
    expect((await manager('POST', '/api/reports', request)).json()).toEqual(made.json());
    expect((await manager('GET', '/api/reports')).json().items).toHaveLength(1);
    expect(new Date(nextAt).getTime()).toBeGreaterThan(Date.now());
    expect((await as(given.cookies.supervisor, 'GET', '/api/reports')).json().items).toEqual([]);
    for (const method of ['PUT', 'DELETE'] as const)
      expect(
        (await as(given.cookies.supervisor, method, `/api/reports/${id}`, method === 'PUT' ? plan : undefined))
          .statusCode,
      ).toBe(404);
    const changed = await manager('PUT', `/api/reports/${id}`, { ...plan, name: 'Месяц', every: 'month', onDay: 31 });
    expect(changed.json()).toMatchObject({ name: 'Месяц', every: 'month' });
    expect((await manager('DELETE', `/api/reports/${id}`)).statusCode).toBe(204);
    expect((await manager('GET', '/api/reports')).json()).toEqual({ configured: true, items: [] });
  });

  it('goes only to addresses of the allowed domains', async () => {
    const answer = await manager('POST', '/api/reports', {
      ...plan,
      id: randomUUID(),
      recipients: ['thief@elsewhere.com'],
    });
    expect([answer.statusCode, answer.json().message]).toEqual([400, expect.stringContaining('разрешены: example.ru')]);
    expect(
      (await manager('POST', '/api/reports', { ...plan, id: randomUUID(), recipients: ['no address'] })).statusCode,
    ).toBe(400);
    expect((await manager('POST', '/api/reports', { ...plan, id: randomUUID(), onDay: 9 })).statusCode).toBe(400);
  });

  it('is sent now with the workbook and the paper, and the history tells', async () => {
    const { id } = (await manager('POST', '/api/reports', { ...plan, id: randomUUID() })).json();
    const asked = { id: randomUUID() };
    // A double click: the same request twice at once. Then once more, because both answers were lost.
    const send = () => manager('POST', `/api/reports/${id}/send`, asked);
    expect((await Promise.all([send(), send()])).map(({ statusCode }) => statusCode)).toEqual([204, 204]);
    expect((await send()).statusCode).toBe(204);
    expect(letters.map(({ to }) => to)).toEqual([['boss@example.ru']]);
    const source = letters[0]?.source ?? '';
    const attachments = [...source.matchAll(/filename=(\S+)/g)].map(([, name]) => name);
    expect(attachments).toEqual([
      expect.stringMatching(/^kamerton-.*\.xlsx$/),
      expect.stringMatching(/^kamerton-.*\.pdf$/),
    ]);
    // The paper and the workbook begin as such files do, in base64.
    expect(source).toMatch(/\r\n\r\nUEsDB/);
    expect(source).toMatch(/\r\n\r\nJVBERi0/);
    const { items } = (await manager('GET', `/api/reports/${id}/history`)).json();
    expect(items).toMatchObject([{ id: asked.id, state: 'sent', attempts: 1, error: null }]);
    // Sending once more on purpose is another request.
    expect((await manager('POST', `/api/reports/${id}/send`, { id: randomUUID() })).statusCode).toBe(204);
    expect(letters).toHaveLength(2);
    const preview = await manager('GET', `/api/reports/${id}/preview?format=pdf`);
    expect(preview.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
    await manager('DELETE', `/api/reports/${id}`);
  });

  it('that is due is sent once, tried again after a refusal, and moved on', async () => {
    const { id, nextAt } = (
      await manager('POST', '/api/reports', { ...plan, id: randomUUID(), format: 'xlsx' })
    ).json();
    const due = Date.parse(nextAt);
    refusals = 1;
    expect(await at(due - 60_000).tick()).toBe(0);
    expect(await at(due).tick()).toBe(1);
    expect(letters).toHaveLength(0);
    const history = async () => (await manager('GET', `/api/reports/${id}/history`)).json().items;
    expect(await history()).toMatchObject([
      { state: 'waiting', attempts: 1, error: expect.stringContaining('ящик занят') },
    ]);
    expect(await at(due + 4 * 60_000).tick()).toBe(0);
    expect(await at(due + 5 * 60_000).tick()).toBe(1);
    expect(letters).toHaveLength(1);
    expect(await history()).toMatchObject([{ state: 'sent', attempts: 2, error: null, dueAt: nextAt }]);
    expect(await at(due + 6 * 60_000).tick()).toBe(0);
    const [moved] = (await manager('GET', '/api/reports')).json().items;
    expect(Date.parse(moved.nextAt)).toBe(due + 7 * 86_400_000);
    await manager('DELETE', `/api/reports/${id}`);
  });

  it('that takes longer than it is kept for goes out once all the same', async () => {
    const { id, nextAt } = (
      await manager('POST', '/api/reports', { ...plan, id: randomUUID(), format: 'xlsx' })
    ).json();
    const due = Date.parse(nextAt);
    const nextTry = async () => {
      const [row] = await database
        .selectFrom('report_deliveries')
        .select('next_at')
        .where('schedule_id', '=', id)
        .execute();
      return row?.next_at;
    };
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      const slow = {
        ...mailer(),
        send: async (letter: Letter) => {
          for (let minutes = 0; minutes < 30; minutes += 5) {
            clock.now = new Date(clock.now.getTime() + 5 * 60_000);
            vi.advanceTimersByTime(5 * 60_000);
            await waitFor(async () => (await nextTry()) === new Date(clock.now.getTime() + 10 * 60_000).toISOString());
            expect(await at(clock.now.getTime()).tick()).toBe(0);
          }
          await mailer().send(letter);
        },
      };
      expect(await at(due, { mailer: slow }).tick()).toBe(1);
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
    expect(letters).toHaveLength(1);
    await manager('DELETE', `/api/reports/${id}`);
  });

  it('whose process stood still while it was made goes out by the one that took it over, and by it alone', async () => {
    const { id, nextAt } = (
      await manager('POST', '/api/reports', { ...plan, id: randomUUID(), format: 'xlsx' })
    ).json();
    const due = Date.parse(nextAt);
    const { audit } = given.analyzer;
    const record: typeof audit.record = async (event) => {
      expect(await at(due + 11 * 60_000).tick()).toBe(1);
      return audit.record(event);
    };
    expect(await at(due, { audit: { ...audit, record } }).tick()).toBe(1);
    expect(letters).toHaveLength(1);
    const { items } = (await manager('GET', `/api/reports/${id}/history`)).json();
    expect(items).toMatchObject([{ state: 'sent', attempts: 2, error: null }]);
    await manager('DELETE', `/api/reports/${id}`);
  });

  it('of an owner who may no longer see trends is given up', async () => {
    const password = 'семь зелёных черепах у озера';
    const made = await given.analyzer.accounts.create({
      login: 'leaver',
      name: 'Бывший',
      role: 'manager',
      operatorId: null,
      password,
    });
    const cookie = await signedInAs(given.app, 'leaver', password);
    const { id } = (await as(cookie, 'POST', '/api/reports', { ...plan, id: randomUUID() })).json();
    await given.analyzer.accounts.change(made?.id ?? '', { role: 'trainer' });
    await at(Date.now()).sendNow(id, randomUUID());
    expect(letters).toHaveLength(0);
    const [givenUp] = await given.analyzer.reports.history(id);
    expect(givenUp).toMatchObject({ state: 'failed', error: expect.stringContaining('нет права') });
  });
});

describe('samples of finished weeks', () => {
  it('are drawn by themselves, once, and trends then count over them', async () => {
    const deps = { ...given.analyzer, timeZone: 'Europe/Moscow', logger: createLogger('silent') };
    expect(await drawFinishedWeeks(deps, '2026-11-23')).toEqual(['2026-11-09']);
    await waitFor(async () => {
      const answer = await manager('GET', '/api/trends?from=2026-11-09&to=2026-11-15');
      return answer.json().sampled === 6;
    });
    expect(await drawFinishedWeeks(deps, '2026-11-23')).toEqual([]);
  });
});
