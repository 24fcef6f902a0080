/** Faults of the disk itself told for people: which folder, what is wrong with it, what to do. */
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { noRoomError } from './disk-room.ts';
import { KamertonError } from './errors.ts';

const readOnly = 'диск подключён только для чтения – посмотрите журнал ядра (dmesg) и подключите его на запись';
const broken = 'диск не отвечает на чтение или запись – посмотрите журнал ядра (dmesg) и проверьте диск';
const denied = 'нет прав – сделайте владельцем папки пользователя, под которым работает Kamerton (chown -R)';
const causes: Record<string, string> = {
  EROFS: readOnly,
  SQLITE_READONLY: readOnly,
  EIO: broken,
  ENXIO: broken,
  ESTALE: broken,
  SQLITE_IOERR: broken,
  EACCES: denied,
  EPERM: denied,
  SQLITE_CANTOPEN: denied,
};

/** Calls of the system that a file's own folder is the object of. */
const onFolders: ReadonlySet<unknown> = new Set(['access', 'mkdir', 'scandir', 'statfs']);

/**
 * The error for people when a file could not be read or written (files, SQLite): no room, a disk that is read-only or broken, rights that
 * are lacking; otherwise null. It names the last two folders of the path and never a file: those are called by what is private.
 */
export function diskError(error: unknown): KamertonError | null {
  const lack = noRoomError(error);
  if (lack !== null || error instanceof KamertonError) return lack;
  const { code, path, syscall } = (error ?? {}) as { code?: unknown; path?: unknown; syscall?: unknown };
  if (typeof code !== 'string') return null;
  const [, database] = /^(SQLITE_[A-Z]+)/.exec(code) ?? [];
  const cause = causes[database ?? code];
  // A program that may not be run, or an address that may not be asked, is no fault of the disk.
  if (cause === undefined || (database === undefined && typeof path !== 'string')) return null;
  if (String(syscall).startsWith('spawn')) return null;
  const folder =
    database === undefined ? shown(onFolders.has(syscall) ? String(path) : dirname(String(path))) : 'state';
  return new KamertonError('disk_fault', `папка ${folder} недоступна (${code}): ${cause}; дальше всё пойдёт само`, {
    cause: error,
  });
}

const shown = (folder: string) => `…/${basename(dirname(folder))}/${basename(folder)}`;

/** What keeps us from writing into the data folder or one of its own; null when they can be written (or are not made yet). */
export async function unwritable(dataFolder: string): Promise<KamertonError | null> {
  for (const folder of [dataFolder, ...['recordings', 'state', 'tmp'].map((name) => join(dataFolder, name))]) {
    const fault = await access(folder, constants.W_OK).then(() => null, diskError);
    if (fault !== null) return fault;
  }
  return null;
}
