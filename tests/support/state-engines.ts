/** The engines of the state database: tests of the repositories run on each of them. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import { openStateDatabase, type StateDatabase } from '../../analyzer/storage/state/database.ts';
import { tempFolder } from './temp-folder.ts';

export interface StateEngine {
  name: string;
  /** A place of its own for one test file, empty; use it inside `describe`. */
  newPlace(): Promise<string>;
}

export const stateEngines: StateEngine[] = [
  { name: 'SQLite', newPlace: async () => join(tempFolder(), 'state', 'kamerton.sqlite') },
  { name: 'Postgres', newPlace: newPostgresDatabase },
];

async function newPostgresDatabase(): Promise<string> {
  const folder = inject('postgres');
  const name = `t${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ host: folder, user: 'kamerton', database: 'postgres' });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  return `postgres://kamerton@${encodeURIComponent(folder)}/${name}`;
}

/** A database of its own, open until the test file ends. */
export async function openTestState(
  engine: StateEngine,
  connections = 1,
): Promise<[StateDatabase, ...StateDatabase[]]> {
  const place = await engine.newPlace();
  const first = await openStateDatabase(place);
  const all: [StateDatabase, ...StateDatabase[]] = [first];
  while (all.length < connections) all.push(await openStateDatabase(place));
  afterAll(async () => {
    for (const database of all) await database.destroy();
  });
  return all;
}
