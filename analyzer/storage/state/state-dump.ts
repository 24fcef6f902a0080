/** The state database as one file and back: a consistent copy of a SQLite file in use, or Postgres's own dump. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { findProgram, KamertonError } from '#platform';
import { isPostgres, type StateDatabase } from './database.ts';

/**
 * Writes a copy of the database as it is at one instant; those who use it go on.
 * @throws KamertonError `missing_program` without pg_dump, `store_unavailable` when the copy cannot be made
 */
export async function dumpState(database: StateDatabase, place: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  if (!isPostgres(place)) {
    await sql`vacuum into ${target}`.execute(database);
    return;
  }
  await runPostgresProgram('pg_dump', place, ['--format=custom', '--no-owner', '--no-privileges', `--file=${target}`]);
}

/** Puts the copy where there is no database yet. Made in one step: a killed restore leaves none. */
export async function loadState(source: string, place: string): Promise<void> {
  if (!isPostgres(place)) {
    await rename(source, place);
    return;
  }
  const options = ['--no-owner', '--no-privileges', '--exit-on-error', '--single-transaction'];
  await runPostgresProgram('pg_restore', place, [...options, source]);
  await rm(source, { force: true });
}

/** True when there is a state database at `place` already. */
export async function stateExists(place: string): Promise<boolean> {
  if (!isPostgres(place)) {
    return access(place).then(
      () => true,
      () => false,
    );
  }
  const client = new pg.Client({ connectionString: place });
  try {
    await client.connect();
    const found = await client.query(`SELECT to_regclass('calls') IS NOT NULL AS there`);
    return (found.rows as { there: boolean }[])[0]?.there === true;
  } catch (cause) {
    throw new KamertonError(
      'store_unavailable',
      'Postgres по адресу DATABASE_URL не отвечает; проверьте адрес и пароль',
      {
        cause,
      },
    );
  } finally {
    await client.end().catch(() => {});
  }
}

/** The password goes by the environment: arguments are seen by everyone on the machine. */
async function runPostgresProgram(name: 'pg_dump' | 'pg_restore', place: string, args: string[]): Promise<void> {
  const program = await findProgram(name);
  if (program === null) {
    const message = `нет программы ${name}; установите: apt-get install postgresql-client (версии не ниже сервера)`;
    throw new KamertonError('missing_program', message);
  }
  const address = new URL(place);
  const password = decodeURIComponent(address.password);
  address.password = '';
  const child = spawn(program, [`--dbname=${address}`, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', PGPASSWORD: password, PGCONNECT_TIMEOUT: '10' },
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString('utf8')).slice(-500);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code === 0) return;
  const reason = said.trim().split('\n').at(-1) ?? '';
  throw new KamertonError('store_unavailable', `${name} закончил с ошибкой: ${reason || `код ${code}`}`);
}
