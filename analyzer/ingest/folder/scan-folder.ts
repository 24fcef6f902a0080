/** What lies in a watched folder. Nothing is opened here. */
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { addToScan, emptyScan, fileKindOf, isComing, isGarbled, noteGarbled, refusalOf } from '../file-kinds.ts';
import { doneFolder, type FoundFile, rejectedFolder, type Scan } from '../place.ts';

const deepest = 12;

/**
 * Walks the folder; with `rawSound` files without a header are recordings too. Links are never followed, neither to files nor to folders.
 * @throws the error of the file system when the folder itself is not there
 */
export async function scanFolder(folder: string, nested: boolean, rawSound = false): Promise<Scan> {
  const scan = emptyScan();
  await walk({ root: folder, rawSound }, '', nested ? deepest : 0, scan);
  return scan;
}

interface Walked {
  root: string;
  rawSound: boolean;
}

async function walk(walked: Walked, at: string, depth: number, scan: Scan): Promise<void> {
  const { root, rawSound } = walked;
  const entries = await readdir(join(root, at), { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    // Gone since the folder above was listed: it is only the source's own folder that has to be there.
    if (at !== '' && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return [];
    throw error;
  });
  for (const entry of entries) {
    const path = join(at, entry.name);
    if (isGarbled(entry.name)) {
      noteGarbled(scan, entry.name);
      continue;
    }
    if (entry.isDirectory()) {
      const ours = at === '' && (entry.name === doneFolder || entry.name === rejectedFolder);
      if (!ours && !isComing(entry.name) && depth > 0) await walk(walked, path, depth - 1, scan);
      continue;
    }
    const kind = fileKindOf(entry.name, rawSound);
    if (kind === null) continue;
    const found = await lstat(join(root, path)).catch(() => null);
    if (found === null) continue;
    if (!addToScan(scan, foundFile(path, found), kind, refusalOf(entry.name, kind, found.isFile()))) return;
  }
}

/** A file of a folder as its place in the file system tells. */
export const foundFile = (
  path: string,
  { size, mtimeMs, dev, ino }: { size: number; mtimeMs: number; dev: number; ino: number },
): FoundFile => ({ path, size, mtimeMs, version: String(Math.floor(mtimeMs)), inode: `${dev}:${ino}` });
