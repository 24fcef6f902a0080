/** Putting lexicon files in place: written aside, flushed to disk and renamed, so that a reader sees the old file or the new one. */
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

const subfolders: readonly [string, string][] = [
  ['words', '.csv'],
  ['rules', '.yaml'],
  ['phrases', '.yaml'],
];

/** Lexicon files of a folder, relative to it; anything else in the folder is no lexicon. */
export function lexiconFiles(folder: string): string[] {
  const names = (path: string) => {
    try {
      return readdirSync(path, { withFileTypes: true }).filter((item) => item.isFile());
    } catch {
      return [];
    }
  };
  const own = names(folder).filter(({ name }) => name === 'lists.yaml');
  const inside = subfolders.flatMap(([subfolder, extension]) =>
    names(join(folder, subfolder))
      .filter(({ name }) => name.endsWith(extension) && !name.startsWith('.'))
      .map(({ name }) => `${subfolder}/${name}`),
  );
  return [...own.map(({ name }) => name), ...inside.sort()];
}

/** Replaces files one by one: first all are written aside and flushed, then all are renamed. */
export function replaceFiles(source: string, target: string, files: readonly string[]): void {
  const pairs = files.map((file) => {
    const place = join(target, file);
    const aside = `${place}.new`;
    mkdirSync(dirname(place), { recursive: true });
    const handle = openSync(aside, 'w');
    try {
      writeFileSync(handle, readFileSync(join(source, file)));
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    return [aside, place] as const;
  });
  for (const [aside, place] of pairs) renameSync(aside, place);
  for (const folder of new Set(pairs.map(([, place]) => dirname(place)))) syncFolder(folder);
}

/** Makes the renames themselves last. */
function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
