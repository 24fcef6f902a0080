/** A folder as the place of a source: what went away meanwhile is no fault of anybody. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderPlace } from '../../../analyzer/ingest/folder/folder-place.ts';
import { scanFolder } from '../../../analyzer/ingest/folder/scan-folder.ts';
import { StillChanging } from '../../../analyzer/ingest/place.ts';
import { sourceSchema } from '../../../analyzer/ingest/source.ts';
import { tempFolder } from '../../support/temp-folder.ts';

it('looks again later at a sidecar that was taken away between two looks', async () => {
  const folder = tempFolder();
  const source = sourceSchema.parse({ name: 'calls', folder });
  if (source.kind !== 'folder') throw new Error('no folder');
  const place = folderPlace(source, false);
  const file = { path: 'call.json', size: 2, mtimeMs: 0, version: '0', inode: '' };
  await expect(place.readSmall(file, 100)).rejects.toBeInstanceOf(StillChanging);
  await writeFile(join(folder, 'call.json'), '{}');
  expect((await place.readSmall(file, 100)).toString()).toBe('{}');
});

it('looks past a folder and a file whose names are no UTF-8, and says so', async () => {
  const folder = tempFolder();
  await writeFile(join(folder, 'a.wav'), 'a');
  const garbled = (end: string) =>
    Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xe4, 0xed]), Buffer.from(end)]);
  await mkdir(garbled(''));
  await writeFile(garbled('.wav'), 'b');
  const { recordings, refused, problem } = await scanFolder(folder, true);
  expect(recordings.map(({ path }) => path)).toEqual(['a.wav']);
  expect(refused).toEqual([]);
  expect(problem).toContain('не в UTF-8');
  await expect(scanFolder(join(folder, 'нет'), true)).rejects.toMatchObject({ code: 'ENOENT' });
});
