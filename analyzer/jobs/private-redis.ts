/** Launcher of the private redis-server: unix socket, append-only file, no network port; stopped with the parent. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { KamertonError } from '#platform';

export interface PrivateRedis {
  socket: string;
  /** Resolves with the cause (last words) when the server process has ended. */
  ended: Promise<string>;
  stop(): Promise<void>;
}

/** Linux ends the server with its parent, so that a killed product leaves no orphan behind. */
const setpriv = '/usr/bin/setpriv';
/** Longest path of a unix socket on Linux, less the closing zero. */
const longestSocketPath = 107;

/**
 * Starts redis-server over `folder`.
 * @throws KamertonError `missing_program` without redis-server, `queue_unavailable` when it does not come up.
 */
export async function startPrivateRedis(folder: string): Promise<PrivateRedis> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const socket = join(folder, 'redis.sock');
  if (Buffer.byteLength(socket) > longestSocketPath) {
    throw new KamertonError(
      'bad_configuration',
      `путь к папке данных слишком длинный для сокета очереди (${socket}); выберите путь короче в KAMERTON_DATA_DIR`,
    );
  }
  await endOrphan(socket);
  await rm(socket, { force: true });
  const options = [
    ...['--port', '0', '--unixsocket', socket, '--unixsocketperm', '700', '--dir', folder],
    ...['--appendonly', 'yes', '--appendfsync', 'everysec', '--save', '', '--maxmemory-policy', 'noeviction'],
    ...['--daemonize', 'no', '--loglevel', 'warning'],
  ];
  const [program, args] = existsSync(setpriv)
    ? [setpriv, ['--pdeathsig', 'TERM', 'redis-server', ...options]]
    : ['redis-server', options];
  // Own process group: Ctrl+C in the terminal must reach the parent only, which stops the queue last.
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let tail = '';
  const keep = (chunk: Buffer) => {
    tail = (tail + chunk.toString('utf8')).slice(-500);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const ended = once(child, 'close')
    // A program that is not there never closes: waiting for the end fails with the cause.
    .catch((error: Error) => {
      tail = error.message;
    })
    .then(() => tail.trim().split('\n').at(-1) ?? '');
  if (await answers(socket, child)) return { socket, ended, stop: () => stop(child, ended) };
  await stop(child, ended);
  if (/ENOENT|failed to execute/.test(tail)) {
    throw new KamertonError(
      'missing_program',
      'нет программы redis-server; установите её: apt-get install redis-server',
    );
  }
  throw new KamertonError('queue_unavailable', `redis-server не запустился: ${await ended}`);
}

async function answers(socket: string, child: ChildProcess): Promise<boolean> {
  for (let tries = 0; tries < 500; tries += 1) {
    if (child.exitCode !== null || child.pid === undefined) return false;
    if (existsSync(socket) && (await ask(socket, (redis) => redis.ping())) === 'PONG') return true;
    await pause(20);
  }
  return false;
}

/** A server that outlived a killed parent still holds the append-only file: it saves and ends before ours starts. */
async function endOrphan(socket: string): Promise<void> {
  for (let tries = 0; tries < 250 && existsSync(socket); tries += 1) {
    if ((await ask(socket, (redis) => redis.ping())) !== 'PONG') return;
    await ask(socket, (redis) => redis.shutdown());
    await pause(20);
  }
}

/** One command on a connection of its own; null when nobody answers. */
async function ask<T>(socket: string, command: (redis: Redis) => Promise<T>): Promise<T | null> {
  const redis = new Redis({ path: socket, lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 });
  redis.on('error', () => {});
  try {
    await redis.connect();
    return await command(redis);
  } catch {
    return null;
  } finally {
    redis.disconnect();
  }
}

async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
  await ended;
}
