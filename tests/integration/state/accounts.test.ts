/** Accounts and sessions on a real SQLite file. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Accounts, accounts } from '../../../analyzer/storage/state/accounts.ts';
import { openStateDatabase, type StateDatabase } from '../../../analyzer/storage/state/database.ts';
import { tempFolder } from '../../support/temp-folder.ts';

let database: StateDatabase;
let people: Accounts;
let now = Date.UTC(2026, 2, 11);

beforeAll(async () => {
  database = await openStateDatabase(join(tempFolder(), 'kamerton.sqlite'));
  people = accounts(database, () => new Date(now));
  await people.create({
    login: 'Irina',
    name: 'Ирина',
    role: 'supervisor',
    operatorId: null,
    password: 'верный пароль',
  });
});
afterAll(() => database.destroy());

it('accepts the right password whatever the case of the login, and nothing else', async () => {
  expect((await people.check('irina', 'верный пароль'))?.name).toBe('Ирина');
  expect((await people.check('IRINA', 'верный пароль'))?.role).toBe('supervisor');
  expect(await people.check('irina', 'Верный пароль')).toBeNull();
  expect(await people.check('nobody', 'верный пароль')).toBeNull();
});

it('refuses a second account with the same login', async () => {
  expect(await people.create({ login: 'iRiNa', name: 'x', role: 'manager', operatorId: null, password: 'y' })).toBe(
    false,
  );
});

it('opens sessions that end by sign-out, by idleness and by age', async () => {
  const account = await people.check('irina', 'верный пароль');
  const open = () => people.openSession(account?.id ?? '');
  const left = await open();
  await people.closeSession(left);
  expect(await people.accountOf(left)).toBeNull();

  const idle = await open();
  now += 12 * 3_600_000 + 1_000;
  expect(await people.accountOf(idle)).toBeNull();

  const used = await open();
  for (let hours = 0; hours < 7 * 24; hours += 11) {
    now += 11 * 3_600_000;
    const alive = (await people.accountOf(used)) !== null;
    expect(alive).toBe(hours + 11 <= 7 * 24);
  }
});

it('keeps no token and no password in the file', async () => {
  const account = await people.check('irina', 'верный пароль');
  const token = await people.openSession(account?.id ?? '');
  const rows = JSON.stringify([
    await database.selectFrom('users').selectAll().execute(),
    await database.selectFrom('sessions').selectAll().execute(),
  ]);
  expect(rows).not.toContain(token);
  expect(rows).not.toContain('верный пароль');
  expect(rows).toContain('$argon2id$');
});
