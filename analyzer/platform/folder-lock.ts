/** One owner of a folder at a time: a unix socket that only a living process can hold, so a killed one leaves no stale lock. */
import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { dirname } from 'node:path';
import { KamertonError } from './errors.ts';

export interface FolderLock {
  release(): Promise<void>;
}

/**
 * Takes the lock at `path`.
 * @throws KamertonError `conflict` with `busy` as its message when a living process holds it.
 */
export async function lockFolder(path: string, busy: string): Promise<FolderLock> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const server = createServer((socket) => socket.destroy());
    const refused = once(server, 'error').then(([error]: NodeJS.ErrnoException[]) => error);
    server.listen(path);
    const error = await Promise.race([once(server, 'listening').then(() => undefined), refused]);
    if (error === undefined) {
      server.unref();
      refused.catch(() => {});
      return { release: () => new Promise((done) => server.close(() => done())) };
    }
    if (error.code !== 'EADDRINUSE') throw error;
    if (await isHeld(path)) throw new KamertonError('conflict', busy);
    await rm(path, { force: true });
  }
  throw new KamertonError('conflict', busy);
}

function isHeld(path: string): Promise<boolean> {
  return new Promise((answer) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      answer(true);
    });
    socket.once('error', () => answer(false));
  });
}
