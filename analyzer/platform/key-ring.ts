/** Keys in a file of their own: created once with mode 0600, the newest encrypts, the older ones still open what they closed. */
import { randomBytes, randomUUID } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { KamertonError } from './errors.ts';

const keyBytes = 32;
const fileSchema = z.strictObject({
  current: z.string(),
  keys: z.record(
    z.string().regex(/^[0-9a-f]{8}$/),
    z.base64().refine((text) => Buffer.from(text, 'base64').length === keyBytes),
  ),
});
type KeyFile = z.infer<typeof fileSchema>;

export interface KeyRing {
  path: string;
  /** The key that encrypts now. */
  current(): { id: string; key: Buffer };
  /** The key of this id, or null when the file does not have it. */
  get(id: string): Buffer | null;
  /** Ids of all keys of the file. */
  ids(): string[];
  /** Puts a new key in front; what the older ones closed still opens. Returns its id. */
  add(): string;
  /** Forgets every key but the newest. */
  forgetOld(): void;
}

/**
 * The ring of the file at `path`; the file is made when there is none. Other processes may add keys at any moment: the
 * file is read again when it has changed.
 * @throws KamertonError `bad_configuration` when the file is there and is not ours, or others may read it
 */
export function openKeyRing(path: string): KeyRing {
  let read: { keys: KeyFile; stamp: string } | null = null;
  const load = (): KeyFile => {
    const found = statSync(path);
    const stamp = `${found.mtimeMs} ${found.size} ${found.ino}`;
    if (read?.stamp !== stamp) read = { keys: readKeys(path, found.mode), stamp };
    return read.keys;
  };
  const keyOf = (keys: KeyFile, id: string): Buffer | null => {
    const text = keys.keys[id];
    return text === undefined ? null : Buffer.from(text, 'base64');
  };
  createIfMissing(path);
  load();
  return {
    path,
    current() {
      const keys = load();
      const key = keyOf(keys, keys.current);
      if (key === null) throw broken(path);
      return { id: keys.current, key };
    },
    get: (id) => keyOf(load(), id),
    ids: () => Object.keys(load().keys),
    add() {
      const keys = load();
      const id = newId();
      writeWhole(path, { current: id, keys: { ...keys.keys, [id]: newKey() } });
      return id;
    },
    forgetOld() {
      const { current, keys } = load();
      const key = keys[current];
      if (key !== undefined) writeWhole(path, { current, keys: { [current]: key } });
    },
  };
}

const newId = () => randomBytes(4).toString('hex');
const newKey = () => randomBytes(keyBytes).toString('base64');
const broken = (path: string) =>
  new KamertonError(
    'bad_configuration',
    `файл ключей ${path} не читается как файл ключей Kamerton; верните его из копии`,
  );

function readKeys(path: string, mode: number): KeyFile {
  if ((mode & 0o077) !== 0) {
    throw new KamertonError(
      'bad_configuration',
      `файл ключей ${path} могут читать другие; выполните chmod 600 ${path}`,
    );
  }
  try {
    return fileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    // The cause would carry pieces of the keys into logs.
    throw broken(path);
  }
}

/** Two processes may start at once: the file appears whole and only once (a link fails when the name is taken). */
function createIfMissing(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })) return;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const id = newId();
  const part = writePart(path, { current: id, keys: { [id]: newKey() } });
  try {
    linkSync(part, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(part, { force: true });
  }
}

function writeWhole(path: string, keys: KeyFile): void {
  renameSync(writePart(path, keys), path);
}

function writePart(path: string, keys: KeyFile): string {
  const part = `${path}.${randomUUID()}`;
  const file = openSync(part, 'wx', 0o600);
  try {
    writeSync(file, JSON.stringify(keys));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return part;
}
