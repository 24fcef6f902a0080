/** Copying for a backup: a file that is gone is no fault, one that cannot be read is. */
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { copyMetered } from '../../../analyzer/backup/copy-file.ts';
import { tempFolder } from '../../support/temp-folder.ts';

it('copies and counts a file, and passes over one that has gone', async () => {
  const folder = tempFolder();
  await writeFile(join(folder, 'one'), 'abc');
  expect(await copyMetered(join(folder, 'one'), join(folder, 'to', 'one'))).toMatchObject({
    bytes: 3,
    sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  });
  expect(await copyMetered(join(folder, 'gone'), join(folder, 'to', 'gone'))).toBeNull();
});

it('does not take a file that cannot be read for one that has gone', async () => {
  const folder = tempFolder();
  const circle = join(folder, 'circle');
  await symlink(circle, circle);
  await expect(copyMetered(circle, join(folder, 'copy'))).rejects.toMatchObject({ code: 'ELOOP' });
});
