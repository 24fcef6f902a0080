import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { lockFolder } from '../../../analyzer/platform/folder-lock.ts';
import { tempFolder } from '../../support/temp-folder.ts';

it('has one owner at a time and is free again after a release', async () => {
  const path = join(tempFolder(), 'run', 'lock');
  const first = await lockFolder(path, 'занято');
  await expect(lockFolder(path, 'занято')).rejects.toThrow('занято');
  await first.release();
  await (await lockFolder(path, 'занято')).release();
});

it('is not kept by a process that was killed', async () => {
  const path = join(tempFolder(), 'lock');
  const program = `require('node:net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 'SIGKILL'))`;
  expect(spawnSync(process.execPath, ['-e', program]).signal).toBe('SIGKILL');
  expect(existsSync(path)).toBe(true);
  await (await lockFolder(path, 'занято')).release();
});
