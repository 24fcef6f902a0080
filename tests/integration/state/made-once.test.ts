/** What a request makes is made once, sent again after a lost answer or twice at once; on both engines of the state. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { apiKeys } from '../../../analyzer/storage/state/api-keys.ts';
import { calibrations } from '../../../analyzer/storage/state/calibrations.ts';
import type { StateDatabase } from '../../../analyzer/storage/state/database.ts';
import { lexiconDrafts } from '../../../analyzer/storage/state/lexicon-drafts.ts';
import { type ReportPlan, reportSchedules } from '../../../analyzer/storage/state/report-schedules.ts';
import { webhooks } from '../../../analyzer/storage/state/webhooks.ts';
import { openTestState, stateEngines } from '../../support/state-engines.ts';

const conflict = { code: 'conflict' };
const plan: ReportPlan = {
  ...{ name: 'Неделя', recipients: ['boss@example.ru'], every: 'week', onDay: 1, atHour: 9 },
  ...{ format: 'both', query: { basis: 'all' }, enabled: true },
};

describe.each(stateEngines)('on $name', (engine) => {
  let one: StateDatabase;
  let two: StateDatabase;
  beforeAll(async () => {
    [one, two] = (await openTestState(engine, 2)) as [StateDatabase, StateDatabase];
    await one
      .insertInto('users')
      .values({
        ...{ id: 'anna', login: `anna ${engine.name}`, name: 'Анна', role: 'manager', password_hash: '' },
        ...{ disabled: 0, created_at: '2026-03-11T00:00:00.000Z' },
      } as never)
      .execute();
  });

  it('a calibration, whatever the lot draws by now', async () => {
    const session = { id: randomUUID(), title: 'Июнь', owner: 'irina', members: ['oleg', 'irina'] };
    const drawn = [1, 2].map((n) => ({ ...session, calls: [{ id: `call ${n}`, day: '2026-03-11' }] }));
    const ids = await Promise.all([one, two].map((state, n) => calibrations(state).create(drawn[n] ?? fail(), [])));
    expect(ids).toEqual([session.id, session.id]);
    expect(await calibrations(one).listOf('irina')).toMatchObject([{ id: session.id, calls: [{}] }]);
    for (const other of [{ title: 'Июль' }, { owner: 'vera' }, { members: ['irina'] }])
      await expect(calibrations(one).create({ ...session, calls: [], ...other }, [])).rejects.toMatchObject(conflict);
  });

  it('a webhook, with the key that was shown', async () => {
    const hook = { name: 'CRM', url: 'https://crm.example/', details: false, createdBy: 'anna' } as const;
    const asked = { ...hook, id: randomUUID(), events: ['call.scored' as const] };
    const [first, second] = await Promise.all([one, two].map((state) => webhooks(state).create(asked)));
    expect(first).toEqual(second);
    expect(await webhooks(one).list()).toHaveLength(1);
    await webhooks(two).setActive(asked.id, false);
    expect(await webhooks(one).create(asked)).toMatchObject({ salt: first?.salt, active: false });
    for (const other of [{ url: 'https://other.example/' }, { createdBy: 'boris' }])
      await expect(webhooks(one).create({ ...asked, ...other })).rejects.toMatchObject(conflict);
    await webhooks(one).remove(asked.id);
  });

  it('not more webhooks than may be, also when two servers make the last one at once', async () => {
    const make = (state: StateDatabase) =>
      webhooks(state).create({
        ...{ name: 'x', url: 'https://x.example/', details: false },
        ...{ createdBy: 'anna', events: ['call.scored' as const] },
      });
    for (let n = 0; n < 48; n += 1) await make(one);
    const last = await Promise.allSettled([one, two, one, two].map(make));
    expect(last.map(({ status }) => status).sort()).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected']);
    expect(last.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { message: /50/ } });
    expect(await webhooks(one).list()).toHaveLength(50);
  });

  it('a key, whose lost secret opens nothing; one that is used is not made again', async () => {
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
    const asked = { id: randomUUID(), name: 'АТС', scopes: ['call.upload'], expiresAt, createdBy: 'anna' };
    const lost = await apiKeys(one).create(asked);
    const again = await apiKeys(two).create({ ...asked, expiresAt: new Date(Date.now() + 90_000_000).toISOString() });
    expect([lost.again, again.again, again.key]).toEqual([false, true, lost.key]);
    expect(await apiKeys(one).list()).toHaveLength(1);
    expect(await apiKeys(one).find(lost.secret)).toBeNull();
    for (const other of [{ name: 'другое' }, { scopes: ['metrics.read'] }, { createdBy: 'boris' }])
      await expect(apiKeys(one).create({ ...asked, ...other })).rejects.toMatchObject(conflict);
    expect((await apiKeys(one).find(again.secret))?.id).toBe(asked.id);
    await expect(apiKeys(one).create(asked)).rejects.toMatchObject(conflict);
    expect((await apiKeys(one).find(again.secret))?.id).toBe(asked.id);
  });

  it('a report, while it is as it was asked for', async () => {
    const [id, nextAt] = [randomUUID(), '2026-03-16T06:00:00.000Z'];
    const made = await Promise.all([one, two].map((state) => reportSchedules(state).create('anna', plan, nextAt, id)));
    expect(made[0]).toEqual(made[1]);
    // A week later the next time of the same plan is another.
    expect(await reportSchedules(one).create('anna', plan, '2026-03-23T06:00:00.000Z', id)).toEqual(made[0]);
    expect(await reportSchedules(one).list('anna')).toHaveLength(1);
    await reportSchedules(one).change('anna', id, { ...plan, onDay: 2 }, nextAt);
    await expect(reportSchedules(one).create('anna', plan, nextAt, id)).rejects.toMatchObject(conflict);
  });

  it('a sending that was asked for, of its own schedule alone', async () => {
    const [schedule, other, asked] = [randomUUID(), randomUUID(), randomUUID()];
    for (const id of [schedule, other]) await reportSchedules(one).create('anna', plan, '2026-03-16T06:00:00.000Z', id);
    await Promise.all([one, two].map((state) => reportSchedules(state).planNow(schedule, asked)));
    const taken = await Promise.all([one, two].map((state) => reportSchedules(state).take(60_000, asked)));
    expect(taken.filter((delivery) => delivery !== null)).toMatchObject([{ id: asked, attempts: 1 }]);
    await reportSchedules(two).planNow(schedule, asked);
    expect(await reportSchedules(one).history(schedule)).toHaveLength(1);
    await expect(reportSchedules(one).planNow(other, asked)).rejects.toMatchObject(conflict);
  });

  it('a draft of lexicons, while nobody has written in it', async () => {
    const asked = { id: randomUUID(), base: 3, content: '{"a":1}', author: 'irina', comment: 'новые слова' };
    const [made, again] = await Promise.all([one, two].map((state) => lexiconDrafts(state).create(asked)));
    expect(made).toEqual(again);
    // Another version has come into force meanwhile: the draft that there is stands on the one before.
    expect(await lexiconDrafts(one).create({ ...asked, base: 4 })).toEqual(made);
    for (const other of [{ author: 'oleg' }, { comment: 'другое' }, { content: '{"a":2}' }])
      await expect(lexiconDrafts(one).create({ ...asked, ...other })).rejects.toMatchObject(conflict);
    await lexiconDrafts(one).discard(asked.id, 1, 'irina');
    await expect(lexiconDrafts(one).create(asked)).rejects.toMatchObject(conflict);
  });
});

const fail = () => expect.fail('nothing to make');
