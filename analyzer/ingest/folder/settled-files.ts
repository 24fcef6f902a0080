/** Telling finished files from those that are still being written: size and time must stand still between two looks. */
import type { FoundFile } from '../place.ts';

interface Seen {
  size: number;
  mtimeMs: number;
  since: number;
}

export interface SettledFiles {
  /** Those of the files that have not changed for `settleMs`, and forgets all that are not there any more. */
  settled(files: readonly FoundFile[], settleMs: number): FoundFile[];
}

/** Remembers what it saw; `now` is a clock that never goes back, milliseconds. */
export function settledFiles(now: () => number = () => performance.now()): SettledFiles {
  let seen = new Map<string, Seen>();
  return {
    settled(files, settleMs) {
      const at = now();
      const next = new Map<string, Seen>();
      const still = files.filter((file) => {
        const before = seen.get(file.path);
        const same = before !== undefined && before.size === file.size && before.mtimeMs === file.mtimeMs;
        const since = same ? before.since : at;
        next.set(file.path, { size: file.size, mtimeMs: file.mtimeMs, since });
        return (same || settleMs === 0) && at - since >= settleMs;
      });
      seen = next;
      return still;
    },
  };
}
