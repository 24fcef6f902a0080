/** One Postgres for all tests of a run: on a unix socket in a temporary folder, ended with the run. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Folder of the server's socket. */
    postgres: string;
  }
}

/** Debian keeps the programs of each version apart from the PATH. */
const versions = '/usr/lib/postgresql';

/** Called by vitest once a run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'kam-pg-'));
  const start = asOrdinaryUser(folder);
  const data = join(folder, 'data');
  const made = spawnSync(...start('initdb', ['-D', data, '--no-sync', '-A', 'trust', '-U', 'kamerton', '-E', 'UTF8']));
  if (made.status !== 0) throw new Error(`initdb: ${made.error?.message ?? made.stderr}`);
  const options = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200'];
  const server = spawn(
    ...start('postgres', ['-D', data, '-k', folder, '-h', '', ...options.flatMap((option) => ['-c', option])]),
  );
  const ended = once(server, 'close');
  await ready(join(folder, '.s.PGSQL.5432'), server);
  project.provide('postgres', folder);
  return async () => {
    server.kill('SIGQUIT');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
}

async function ready(socket: string, server: ChildProcess): Promise<void> {
  let words = '';
  server.stderr?.on('data', (chunk: Buffer) => {
    words = (words + chunk).slice(-2_000);
  });
  while (!words.includes('ready to accept connections') || !existsSync(socket)) {
    if (server.exitCode !== null) throw new Error(`postgres: ${words}`);
    await pause(10);
  }
}

/** How programs of Postgres are started: it refuses to run as root, and it must not outlive a killed test run. */
function asOrdinaryUser(folder: string) {
  const programs = join(versions, newest(existsSync(versions) ? readdirSync(versions) : []), 'bin');
  const person = ['postgres', 'nobody'].map(idsOf).find((ids) => ids !== null);
  const root = process.getuid?.() === 0;
  if (root && person) chownSync(folder, person.uid, person.gid);
  const identity =
    root && person ? ['--reuid', String(person.uid), '--regid', String(person.gid), '--clear-groups'] : [];
  return (program: string, args: string[]): [string, string[], { encoding: 'utf8'; cwd: string }] => [
    'setpriv',
    [...identity, '--pdeathsig', 'QUIT', join(programs, program), ...args],
    { encoding: 'utf8', cwd: folder },
  ];
}

function newest(names: readonly string[]): string {
  const [best] = names.toSorted((a, b) => Number(b) - Number(a));
  if (best === undefined) throw new Error('the tests of the state need Postgres: apt-get install postgresql');
  return best;
}

function idsOf(name: string): { uid: number; gid: number } | null {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((one) => one.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined || gid === undefined ? null : { uid: Number(uid), gid: Number(gid) };
}
