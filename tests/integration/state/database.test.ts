/** Opening the state database and writing batches to it, on both engines. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Kysely } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AtomicStep } from '../../../analyzer/storage/state/atomic-steps.ts';
import { openStateDatabase, type StateDatabase } from '../../../analyzer/storage/state/database.ts';
import { openTestState, stateEngines } from '../../support/state-engines.ts';

const program = `
  import { openStateDatabase } from './analyzer/storage/state/database.ts';
  const database = await openStateDatabase(process.argv[1]);
  const rows = await database.selectFrom('users').selectAll().execute();
  await database.destroy();
  process.stdout.write(String(rows.length));
`;

/** A table of these tests alone. */
const things = (database: StateDatabase) => database as unknown as Kysely<{ things: { id: string; name: string } }>;

async function openInProcess(place: string): Promise<string> {
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program, place]);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  await once(child, 'close');
  return output;
}

describe.each(stateEngines)('the state database on $name', (engine) => {
  let one: StateDatabase;
  let two: StateDatabase;
  beforeAll(async () => {
    [one, two] = (await openTestState(engine, 2)) as [StateDatabase, StateDatabase];
    await one.schema
      .createTable('things')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('name', 'text')
      .execute();
  });

  const addThing = (database: StateDatabase, id: string, name = 'Анна'): AtomicStep => ({
    query: things(database).insertInto('things').values({ id, name }),
  });
  const rename = (database: StateDatabase, id: string, from: string, to: string): AtomicStep => ({
    query: things(database).updateTable('things').set({ name: to }).where('id', '=', id).where('name', '=', from),
    mustChange: true,
  });
  const nameOf = async (id: string) =>
    (await things(one).selectFrom('things').select('name').where('id', '=', id).executeTakeFirst())?.name;

  it('is made once by three processes and four openings at the same moment', async () => {
    const place = await engine.newPlace();
    const [counts, databases] = await Promise.all([
      Promise.all([openInProcess(place), openInProcess(place), openInProcess(place)]),
      Promise.all(Array.from({ length: 4 }, () => openStateDatabase(place))),
    ]);
    expect(counts).toEqual(['0', '0', '0']);
    for (const database of databases) {
      expect(await database.selectFrom('users').selectAll().execute()).toEqual([]);
      await database.destroy();
    }
  });

  it('refuses a database that a newer program has changed', async () => {
    const place = await engine.newPlace();
    const database = await openStateDatabase(place);
    await database
      .insertInto('kysely_migration' as 'users')
      .values({ name: '9999_later', timestamp: '2027-01-01' } as never)
      .execute();
    await database.destroy();
    await expect(openStateDatabase(place)).rejects.toMatchObject({
      code: 'store_unavailable',
      message: 'база состояния новее программы; обновите Kamerton',
    });
  });

  it('writes a batch whole', async () => {
    expect(await one.atomically([addThing(one, 'a'), rename(one, 'a', 'Анна', 'Вера'), addThing(one, 'b')])).toBe(true);
    expect([await nameOf('a'), await nameOf('b')]).toEqual(['Вера', 'Анна']);
  });

  it('writes nothing of a batch whose guard changes no row', async () => {
    expect(await one.atomically([addThing(one, 'c'), rename(one, 'c', 'Ольга', 'Вера')])).toBe(false);
    expect(await nameOf('c')).toBeUndefined();
    expect(await one.atomically([addThing(one, 'c')])).toBe(true);
  });

  it('writes nothing of a batch with a statement that fails, and goes on working', async () => {
    await expect(one.atomically([addThing(one, 'd'), addThing(one, 'd')])).rejects.toThrow(/unique|UNIQUE/i);
    expect(await nameOf('d')).toBeUndefined();
    expect(await one.atomically([addThing(one, 'd')])).toBe(true);
  });

  it('lets exactly one of two connections win a compare-and-set, whatever runs beside', async () => {
    await one.atomically([addThing(one, 'e', '0')]);
    for (let round = 0; round < 50; round += 1) {
      const racers = [one, two, one, two].map((database) =>
        database.atomically([rename(database, 'e', String(round), String(round + 1))], { inOrderOf: 'e' }),
      );
      const outcomes = await Promise.all([...racers, one.selectFrom('users').selectAll().execute()]);
      expect(outcomes.filter((outcome) => outcome === true)).toHaveLength(1);
    }
    expect(await nameOf('e')).toBe('50');
  });

  it('waits for a transaction that is open on the same connection', async () => {
    const transaction = things(one)
      .transaction()
      .execute(async (open) => {
        await open.updateTable('things').set({ name: 'внутри' }).where('id', '=', 'a').execute();
        await new Promise((resume) => setImmediate(resume));
        await open.updateTable('things').set({ name: 'конец' }).where('id', '=', 'a').execute();
      });
    const batch = one.atomically([addThing(one, 'f')]);
    await Promise.all([transaction, batch]);
    expect([await nameOf('a'), await nameOf('f')]).toEqual(['конец', 'Анна']);
  });

  it('answers a list of nothing with nothing', async () => {
    expect(await one.selectFrom('users').selectAll().where('id', 'in', []).execute()).toEqual([]);
  });
});

describe('Postgres that is not there', () => {
  it('is told in one line without the password', async () => {
    const opening = openStateDatabase('postgres://kamerton:секрет@127.0.0.1:1/kamerton');
    await expect(opening).rejects.toMatchObject({ code: 'store_unavailable' });
    await expect(opening).rejects.toThrow(/DATABASE_URL не готов/);
    await expect(opening).rejects.not.toThrow(/секрет/);
  });
});
