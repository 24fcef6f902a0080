/** Room on a disk: how much there is, and errors that say there is none. */
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { KamertonError } from './errors.ts';

/** Bytes that we may still write to the disk of `folder` (or of the folder that it will be made in). */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder).catch(() => statfs(dirname(folder)));
  return bavail * bsize;
}

const fullDisk = new Set(['ENOSPC', 'EDQUOT', 'SQLITE_FULL', 'SQLITE_IOERR_WRITE', '53100']);

/** The error for people when something could not be written for want of room (files, SQLite, Postgres); otherwise null. */
export function noRoomError(error: unknown): KamertonError | null {
  if (error instanceof KamertonError) return error.code === 'no_room' ? error : null;
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== 'string' || !fullDisk.has(code)) return null;
  return new KamertonError('no_room', 'кончилось место на диске: освободите его, работа продолжится сама', {
    cause: error,
  });
}
