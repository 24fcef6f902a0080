/** What becomes of files after they were dealt with: out of the way, with a word about why where they were refused. */
import { lstat, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { doneFolder, type OwnFolder, rejectedFolder } from '../place.ts';
import { targetName } from '../target-name.ts';

/** Moves files of a source to `done`, keeping their folders; a name that is taken there gets `mark` behind it. */
export async function moveToDone(root: string, paths: readonly string[], mark: string): Promise<void> {
  for (const path of paths) await move(root, doneFolder, path, mark);
}

/** Moves refused files to `rejected` and writes the reason beside the first of them. */
export async function moveToRejected(
  root: string,
  paths: readonly string[],
  reason: string,
  mark: string,
): Promise<void> {
  for (const [i, path] of paths.entries()) {
    const target = await move(root, rejectedFolder, path, mark);
    if (i === 0) await writeFile(`${target}.reason.txt`, `${reason}\n`, { mode: 0o640 });
  }
}

/** Removes files of a source. */
export async function removeFiles(root: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) await rm(join(root, path), { force: true });
}

/** Removes files that were moved to a folder of ours before `before`, milliseconds since 1970. Returns how many are left. */
export async function pruneOwn(root: string, own: OwnFolder, before: number): Promise<number> {
  let left = 0;
  const walk = async (folder: string): Promise<void> => {
    for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) await walk(path);
      // Moving a file sets the time of its change in the folder, not that of its content.
      else if ((await lstat(path)).ctimeMs < before) await rm(path, { force: true });
      else left += 1;
    }
  };
  await walk(join(root, own));
  return left;
}

async function move(root: string, folder: string, path: string, mark: string): Promise<string> {
  const isTaken = async (name: string) => (await lstat(name).catch(() => null)) !== null;
  const target = await targetName(join(root, folder, path), mark, isTaken);
  await mkdir(dirname(target), { recursive: true });
  await rename(join(root, path), target);
  return target;
}
