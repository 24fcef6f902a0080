/** Finding recordings named on the command line: files as they are, folders walked. */
import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** What a recorder may call its files; in a folder everything else is passed over. */
const extensions = new Set(
  ['wav', 'mp3', 'ogg', 'opus', 'oga', 'flac', 'm4a', 'mp4', 'aac', 'webm', 'amr', 'gsm', 'spx'].map(
    (name) => `.${name}`,
  ),
);

export type FoundRecording = { path: string } | { path: string; error: string };

/** Recordings of one argument, in the order of their names; a missing one is an error of its own. */
export async function findRecordings(path: string): Promise<FoundRecording[]> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => error);
  if (found instanceof Error) {
    return [{ path, error: found.code === 'ENOENT' ? 'нет такого файла' : `не читается (${found.code})` }];
  }
  if (!found.isDirectory()) return [{ path }];
  const entries = await readdir(path, { withFileTypes: true, recursive: true });
  const files = entries
    .filter((entry) => entry.isFile() && extensions.has(extname(entry.name).toLowerCase()))
    .map((entry) => ({ path: join(entry.parentPath, entry.name) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  return files.length > 0 ? files : [{ path, error: 'в папке нет записей' }];
}
