/** The store of recordings: a folder that cannot be read is not an empty one. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openKeyRing } from '../../../analyzer/platform/index.ts';
import { recordings } from '../../../analyzer/storage/recordings.ts';
import { rotateRecordings } from '../../../analyzer/upkeep/rotate-keys.ts';
import { tempFolder } from '../../support/temp-folder.ts';

it('keeps the old keys when the recordings cannot be listed', async () => {
  const folder = tempFolder();
  const ring = openKeyRing(join(folder, 'keys.json'));
  const [old] = ring.ids();
  await mkdir(join(folder, 'recordings'));
  await writeFile(join(folder, 'recordings', 'whole'), 'a file where the folder should be');
  await expect(rotateRecordings(recordings(join(folder, 'recordings'), 1e9, ring), ring)).rejects.toThrow('ENOTDIR');
  expect(ring.ids()).toContain(old);
});

it('rotates over a store that nothing was ever put in', async () => {
  const folder = tempFolder();
  const ring = openKeyRing(join(folder, 'keys.json'));
  const [old] = ring.ids();
  expect(await rotateRecordings(recordings(join(folder, 'recordings'), 1e9, ring), ring)).toBe(0);
  expect(ring.ids()).toHaveLength(1);
  expect(ring.ids()).not.toContain(old);
});
