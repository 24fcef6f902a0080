/** Accounts and sessions on a real SQLite file. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AccessStores, accessStores } from '../../../analyzer/storage/state/access-stores.ts';
import { openStateDatabase, type StateDatabase } from '../../../analyzer/storage/state/database.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const place = join(tempFolder(), 'kamerton.sqlite');
let database: StateDatabase;
let stores: AccessStores;
let now = Date.UTC(2026, 2, 11);

beforeAll(async () => {
  database = await openStateDatabase(place);
  stores = accessStores(database, () => new Date(now));
  await stores.accounts.create({
    login: 'Irina',
    name: 'Ирина',
    role: 'supervisor',
    operatorId: null,
    password: 'верный пароль',
  });
});
afterAll(() => database.destroy());

it('accepts the right password whatever the case of the login, and nothing else', async () => {
  expect((await stores.accounts.check('irina', 'верный пароль'))?.name).toBe('Ирина');
  expect((await stores.accounts.check('IRINA', 'верный пароль'))?.role).toBe('supervisor');
  expect(await stores.accounts.check('irina', 'Верный пароль')).toBeNull();
  expect(await stores.accounts.check('nobody', 'верный пароль')).toBeNull();
});

it('refuses a second account with the same login', async () => {
  expect(
    await stores.accounts.create({ login: 'iRiNa', name: 'x', role: 'manager', operatorId: null, password: 'y' }),
  ).toBeNull();
});

const from = { ip: '127.0.0.1', agent: 'проверка' };

it('opens sessions that end by sign-out, after 30 idle minutes and after 12 hours', async () => {
  const account = await stores.accounts.check('irina', 'верный пароль');
  const open = () => stores.sessions.open(account?.id ?? '', from);
  const left = await open();
  await stores.sessions.close(left);
  expect(await stores.sessions.find(left)).toBeNull();

  const idle = await open();
  now += 30 * 60_000;
  expect((await stores.sessions.find(idle, false))?.account.name).toBe('Ирина');
  now += 1_000;
  expect(await stores.sessions.find(idle)).toBeNull();

  const used = await open();
  for (let minutes = 20; minutes <= 12 * 60 + 40; minutes += 20) {
    now += 20 * 60_000;
    expect((await stores.sessions.find(used)) !== null, `${minutes} min`).toBe(minutes <= 12 * 60);
  }
});

it('ends the sessions of one person alone, and tells those who follow', async () => {
  await stores.accounts.create({ login: 'other', name: 'x', role: 'manager', operatorId: null, password: 'y' });
  const [irina, other] = await Promise.all(
    ['верный пароль', 'y'].map((password, i) => stores.accounts.check(i === 0 ? 'irina' : 'other', password)),
  );
  const told: string[] = [];
  stores.sessions.onChange((userId) => told.push(userId));
  const [first, second, foreign] = await Promise.all(
    [irina, irina, other].map((one) => stores.sessions.open(one?.id ?? '', from)),
  );
  const entries = await stores.sessions.list(irina?.id ?? '');
  expect(entries).toHaveLength(2);
  expect(await stores.sessions.revoke(other?.id ?? '', entries[0]?.id ?? '')).toBe(false);
  await stores.sessions.revokeAll(irina?.id ?? '');
  expect(await stores.sessions.find(first ?? '')).toBeNull();
  expect(await stores.sessions.find(second ?? '')).toBeNull();
  expect((await stores.sessions.find(foreign ?? ''))?.account.login).toBe('other');
  expect(told).toEqual([other?.id, irina?.id]);
});

it('keeps one local administrator whatever two of them do to each other', async () => {
  const make = (login: string) =>
    stores.accounts.create({ login, name: login, role: 'administrator', operatorId: null, password: 'x' });
  const [first, second] = [await make('root1'), await make('root2')];
  const ends = await Promise.allSettled([
    stores.accounts.change(first?.id ?? '', { disabled: true }),
    stores.accounts.change(second?.id ?? '', { role: 'manager' }),
  ]);
  expect(ends.map((end) => end.status).sort()).toEqual(['fulfilled', 'rejected']);
  const left = (await stores.accounts.list()).filter((one) => one.role === 'administrator' && !one.disabled);
  expect(left).toHaveLength(1);
});

it('gives a supervisor the operators of exactly the teams that are theirs', async () => {
  const [a, b] = [await stores.teams.create('А', ['op-1', 'op-2']), await stores.teams.create('Б', ['op-3'])];
  expect(await stores.teams.create('А', [])).toBeNull();
  const account = await stores.accounts.check('irina', 'верный пароль');
  const token = await stores.sessions.open(account?.id ?? '', from);
  const operators = async () => (await stores.sessions.find(token))?.account.teamOperatorIds.sort();
  expect(await operators()).toEqual([]);
  await stores.accounts.change(account?.id ?? '', { teamIds: [a ?? '', 'нет такой'] });
  expect(await operators()).toEqual(['op-1', 'op-2']);
  // An operator is in one team: taken into another, gone from here.
  await stores.teams.change(b ?? '', 'Б', ['op-2', 'op-3']);
  expect(await operators()).toEqual(['op-1']);
  await stores.teams.remove(a ?? '');
  expect(await operators()).toEqual([]);
});

it('knows at once what another process did to a session, its owner and the teams', async () => {
  const elsewhere = await openStateDatabase(place);
  try {
    const other = accessStores(elsewhere, () => new Date(now));
    const account = await stores.accounts.check('irina', 'верный пароль');
    const id = account?.id ?? '';
    const [token, kept] = [await stores.sessions.open(id, from), await stores.sessions.open(id, from)];
    const found = async () => (await stores.sessions.find(token))?.account;
    expect((await found())?.grants).toEqual([]);
    await other.accounts.change(id, { grants: ['call.every_team'] });
    expect((await found())?.grants).toEqual(['call.every_team']);
    const team = await other.teams.create('Чужая', ['op-9']);
    await other.accounts.change(id, { teamIds: [team ?? ''] });
    expect((await found())?.teamOperatorIds).toEqual(['op-9']);
    await other.sessions.close(token);
    expect(await found()).toBeUndefined();
    expect((await stores.sessions.find(kept))?.account.id).toBe(id);
    await other.accounts.change(id, { disabled: true });
    expect(await stores.sessions.find(kept)).toBeNull();
    await other.accounts.change(id, { disabled: false });
  } finally {
    await elsewhere.destroy();
  }
});

it('backs off after five failures, lets one try through a wait, and forgets after a success', async () => {
  const login = [{ kind: 'login', value: 'guessed' }] as const;
  for (let i = 0; i < 5; i++) expect(await stores.signInThrottle.take(login)).toHaveProperty('clear');
  // The sixth is let through and closes the door behind it for 15 s, the next for 30 s.
  expect(await stores.signInThrottle.take(login)).toHaveProperty('clear');
  expect(await stores.signInThrottle.take(login)).toEqual({ waitMs: 15_000 });
  now += 15_000;
  const racers = await Promise.all(Array.from({ length: 10 }, () => stores.signInThrottle.take(login)));
  expect(racers.filter((one) => 'clear' in one)).toHaveLength(1);
  expect(await stores.signInThrottle.take([{ kind: 'login', value: 'somebody else' }])).toHaveProperty('clear');
  // However long the guessing goes on, the wait is a quarter of an hour at most.
  for (let i = 0; i < 30; i++) {
    now += 15 * 60_000;
    const passed = await stores.signInThrottle.take(login);
    expect(passed).toHaveProperty('clear');
    if (i === 29 && 'clear' in passed) await passed.clear();
  }
  for (let i = 0; i < 5; i++) expect(await stores.signInThrottle.take(login)).toHaveProperty('clear');
});

it('knows keys of machines until they are revoked or too old', async () => {
  const expiresAt = new Date(now + 86_400_000).toISOString();
  const { key, secret } = await stores.apiKeys.create({
    name: 'АТС',
    scopes: ['call.upload'],
    expiresAt,
    createdBy: 'x',
  });
  expect((await stores.apiKeys.find(secret))?.scopes).toEqual(['call.upload']);
  expect(await stores.apiKeys.find(`${secret}x`)).toBeNull();
  expect(JSON.stringify(await database.selectFrom('api_keys').selectAll().execute())).not.toContain(secret);
  now += 86_400_000;
  expect(await stores.apiKeys.find(secret)).toBeNull();
  now -= 86_400_000;
  await stores.apiKeys.revoke(key.id);
  expect(await stores.apiKeys.find(secret)).toBeNull();
});

it('keeps no token and no password in the file', async () => {
  const account = await stores.accounts.check('irina', 'верный пароль');
  const token = await stores.sessions.open(account?.id ?? '', from);
  const rows = JSON.stringify([
    await database.selectFrom('users').selectAll().execute(),
    await database.selectFrom('sessions').selectAll().execute(),
  ]);
  expect(rows).not.toContain(token);
  expect(rows).not.toContain('верный пароль');
  expect(rows).toContain('$argon2id$');
});
