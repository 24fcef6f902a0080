/** The two legs of a call that were recorded apart are one recording; the mono mix beside them is not needed then. */
import { extname } from 'node:path';
import { baseName } from '../file-name-pattern.ts';
import type { FoundFile } from '../place.ts';

/** What is taken as one call. */
export interface RecordingGroup {
  /** Path without the leg's ending and without the extension: what sidecars are named after. */
  stem: string;
  /** One file, or the two legs: the left channel's first. */
  files: [FoundFile] | [FoundFile, FoundFile];
  /** The mix of the same call, put aside together with the legs. */
  mix: FoundFile | null;
}

const stemOf = (path: string) =>
  `${path.slice(0, path.length - (path.split('/').at(-1) ?? '').length)}${baseName(path)}`;

export interface Grouped {
  groups: RecordingGroup[];
  /** Legs whose other half is not there yet. */
  halves: RecordingGroup[];
}

/** Groups files by the endings of `pairs`. */
export function groupLegs(files: readonly FoundFile[], pairs: readonly (readonly [string, string])[]): Grouped {
  const byName = new Map(files.map((file) => [`${stemOf(file.path)}\0${extname(file.path).toLowerCase()}`, file]));
  const used = new Set<FoundFile>();
  const grouped: Grouped = { groups: [], halves: [] };
  for (const file of files) {
    const stem = stemOf(file.path);
    const extension = extname(file.path).toLowerCase();
    const at = (name: string) => byName.get(`${name}\0${extension}`);
    for (const [left, right] of pairs) {
      if (!stem.endsWith(left) && !stem.endsWith(right)) continue;
      const whole = stem.slice(0, -(stem.endsWith(left) ? left : right).length);
      const [first, second, mix] = [at(`${whole}${left}`), at(`${whole}${right}`), at(whole) ?? null];
      if (whole.endsWith('/') || whole === '') continue;
      if (first && second && !used.has(first)) {
        for (const one of [first, second, mix]) if (one) used.add(one);
        grouped.groups.push({ stem: whole, files: [first, second], mix });
      } else if (!used.has(file)) {
        used.add(file);
        grouped.halves.push({ stem: whole, files: [file], mix });
        // The mix waits for both legs too.
        if (mix) used.add(mix);
      }
      break;
    }
  }
  for (const file of files) {
    if (!used.has(file)) grouped.groups.push({ stem: stemOf(file.path), files: [file], mix: null });
  }
  return grouped;
}
