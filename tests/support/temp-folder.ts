/** A temporary folder of one test, removed when the test file ends. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** Creates the folder; short paths only, since unix sockets allow about 100 characters. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kam-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
