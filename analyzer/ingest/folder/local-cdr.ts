/** CDR files on this machine: files, or the newest ones of folders. */
import { constants } from 'node:fs';
import { lstat, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isCdrName } from '../file-kinds.ts';
import type { CdrFile, CdrShelf } from '../place.ts';

/** Of a folder the newest files count. */
const mostFiles = 5_000;

/** The CDR files at the paths; all of them have to be there. */
export const localCdr = (paths: readonly string[]): CdrShelf => ({
  label: `по пути ${paths.join(', ')}`,
  async list() {
    const found = await Promise.all(paths.map(filesAt));
    return found.some((files) => files === null) ? null : found.flatMap((files) => files ?? []);
  },
  async readTail({ path: file }, mostBytes) {
    const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const { size } = await handle.stat();
      const before = Math.max(0, size - mostBytes);
      const bytes = Buffer.alloc(size - before);
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, before);
      return { bytes: bytes.subarray(0, bytesRead), before };
    } finally {
      await handle.close();
    }
  },
});

async function filesAt(path: string): Promise<CdrFile[] | null> {
  const found = await stat(path).catch(() => null);
  if (found === null) return null;
  if (!found.isDirectory()) return [{ path, mark: `${found.size} ${found.mtimeMs}`, size: found.size }];
  const names = (await readdir(path)).filter(isCdrName);
  const files = await Promise.all(
    names.map(async (name) => {
      const one = await lstat(join(path, name)).catch(() => null);
      if (!one?.isFile()) return [];
      return [{ path: join(path, name), mark: `${one.size} ${one.mtimeMs}`, size: one.size, at: one.mtimeMs }];
    }),
  );
  return files
    .flat()
    .sort((a, b) => b.at - a.at)
    .slice(0, mostFiles);
}
