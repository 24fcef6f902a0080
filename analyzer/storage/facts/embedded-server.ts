/** Launcher of the embedded ClickHouse server: found, started, identified by our own password, stopped with the parent. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { KamertonError, randomToken } from '#platform';
import type { FactsAddress } from './address.ts';
import { openFactsClient } from './client.ts';
import { type EmbeddedAccounts, writeEmbeddedConfig } from './embedded-config.ts';

/** Where the server is, with its own reading account. */
type EmbeddedAddress = FactsAddress & EmbeddedAccounts;

export interface EmbeddedServer {
  address: EmbeddedAddress;
  pid: number;
  /** Resolves with the cause (exit code or signal, last words) when the server process has ended. */
  ended: Promise<string>;
  stop(): Promise<void>;
}

const program = fileURLToPath(new URL('./embedded-server.cjs', import.meta.url));
/** A server of this product that was killed a moment ago holds the folder for up to 2 s: keep trying a while. */
const attempts = 8;
const readyWithinMs = 30_000;

/**
 * Starts the engine over `folder` on a free loopback port with random passwords; `former` starts it again at the address it
 * had, so that open clients find it.
 * @throws KamertonError `store_unavailable` with the engine's own last words when it does not come up.
 */
export async function startEmbeddedServer(
  folder: string,
  database: string,
  former?: EmbeddedAddress,
): Promise<EmbeddedServer> {
  const reader = { user: 'kamerton_reader', password: randomToken() };
  const account = former ?? { user: 'kamerton', password: randomToken(), database, reader };
  await mkdir(join(folder, 'store'), { recursive: true, mode: 0o700 });
  const config = await writeEmbeddedConfig(join(folder, 'config'), account);
  let lastWords = '';
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const port = former === undefined ? await freePort() : Number(new URL(former.url).port);
    const address = { ...account, url: `http://127.0.0.1:${port}` };
    const started = await tryStart(join(folder, 'store'), port, config, address);
    if ('server' in started) return started.server;
    lastWords = started.lastWords;
    await pause(500);
  }
  throw new KamertonError('store_unavailable', `встроенный ClickHouse не запустился: ${lastWords || 'нет вывода'}`);
}

async function tryStart(
  store: string,
  port: number,
  config: string,
  address: EmbeddedAddress,
): Promise<{ server: EmbeddedServer } | { lastWords: string }> {
  const child = spawn(process.execPath, [program, store, String(port), config], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // Own process group: Ctrl+C in the terminal must reach the parent only, which stops the store last.
    detached: true,
  });
  let tail = '';
  const keep = (chunk: Buffer) => {
    tail = (tail + chunk.toString('utf8')).slice(-500);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const ended = once(child, 'close').then(([code, signal]) => `${signal ?? `код ${code}`} ${lastWordsOf(tail)}`.trim());
  if (await answers(address, child)) {
    return { server: { address, pid: child.pid ?? 0, ended, stop: () => stop(child, ended) } };
  }
  await stop(child, ended);
  return { lastWords: lastWordsOf(tail) };
}

const lastWordsOf = (tail: string) => tail.trim().split('\n').slice(-2).join(' ');

/** Identity is proven under our own password: on a port taken by somebody else a bare /ping answers too. */
async function answers(address: FactsAddress, child: ChildProcess): Promise<boolean> {
  const client = openFactsClient({ ...address, database: 'system' });
  try {
    for (const deadline = Date.now() + readyWithinMs; Date.now() < deadline && child.exitCode === null; ) {
      const ping = await client.ping({ select: true });
      if (ping.success) return true;
      await pause(20);
    }
    return false;
  } finally {
    await client.close();
  }
}

async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  child.stdin?.end();
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  await ended;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('the system gave no port');
  return address.port;
}
