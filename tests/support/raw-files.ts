/** Looks for bytes in every file of a folder as they lie on the disk, and for a call's id also as ClickHouse writes it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Paths of the files (relative to `folder`) that hold one of the needles. A running store writes, renames and merges
 * its parts meanwhile: where something went away under the look, bytes may have moved past it, and it looks again.
 */
export function filesWith(folder: string, ...needles: (string | Buffer)[]): string[] {
  for (let look = 1; ; look += 1) {
    try {
      return oneLook(folder, needles);
    } catch (cause) {
      if (look === 100 || !(cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')) throw cause;
    }
  }
}

function oneLook(folder: string, needles: (string | Buffer)[]): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => {
      const bytes = readFileSync(path);
      return needles.some((needle) => bytes.includes(needle));
    })
    .map((path) => path.slice(folder.length + 1));
}

/** The sixteen bytes of a UUID in a ClickHouse column: each half turned round. */
export function uuidBytes(id: string): Buffer {
  const bytes = Buffer.from(id.replaceAll('-', ''), 'hex');
  return Buffer.concat([Buffer.from(bytes.subarray(0, 8)).reverse(), Buffer.from(bytes.subarray(8)).reverse()]);
}
