/** Looks for bytes in every file of a folder as they lie on the disk, and for a call's id also as ClickHouse writes it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Paths of the files (relative to `folder`) that hold one of the needles. */
export function filesWith(folder: string, ...needles: (string | Buffer)[]): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    let bytes: Buffer;
    try {
      bytes = readFileSync(path);
    } catch {
      continue;
    }
    if (needles.some((needle) => bytes.includes(needle))) found.push(path.slice(folder.length + 1));
  }
  return found;
}

/** The sixteen bytes of a UUID in a ClickHouse column: each half turned round. */
export function uuidBytes(id: string): Buffer {
  const bytes = Buffer.from(id.replaceAll('-', ''), 'hex');
  return Buffer.concat([Buffer.from(bytes.subarray(0, 8)).reverse(), Buffer.from(bytes.subarray(8)).reverse()]);
}
