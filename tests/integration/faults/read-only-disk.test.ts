/** The folder of recordings turns read-only under a running product: clear lines everywhere, calls wait, and it goes on by itself. */
import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { samplesFolder } from '../../../analyzer/demo/demo.ts';
import { multipart } from '../../support/multipart.ts';
import { testApp } from '../../support/test-app.ts';
import { waitFor } from '../../support/wait-for.ts';

const given = testApp();

/** Makes a folder read-only: by a mount where that is allowed (root is not bound by rights), by its rights elsewhere; null where neither works. */
function closeFolder(folder: string): (() => void) | null {
  const mount = (...args: string[]) => spawnSync('mount', args).status === 0;
  if (mount('--bind', folder, folder)) {
    const open = () => void spawnSync('umount', ['-l', folder]);
    if (mount('-o', 'remount,bind,ro', folder)) return open;
    open();
  }
  if (process.getuid?.() === 0) return null;
  chmodSync(folder, 0o500);
  return () => chmodSync(folder, 0o700);
}

const upload = async () => {
  const content = readFileSync(join(samplesFolder, '11_mono.mp3'));
  const { headers, payload } = multipart([{ name: 'recording', filename: 'a.mp3', content }]);
  const cookie = given.cookies.supervisor;
  return given.app.inject({ method: 'POST', url: '/api/calls', headers: { ...headers, cookie }, payload });
};
const disk = async () => {
  const answer = await given.app.inject({ url: '/api/health', headers: { cookie: given.cookies.administrator } });
  return answer.json().parts.find(({ name }: { name: string }) => name === 'disk');
};

it('says which folder and what to do; a waiting call loses no attempt; afterwards everything goes on', async ({
  skip,
}) => {
  const folder = join(given.folder, 'recordings');
  await mkdir(folder, { recursive: true });
  const before = await upload();
  expect(before.statusCode).toBe(202);
  const open = closeFolder(folder);
  if (open === null) return skip('neither mounts nor rights can close a folder here');
  const line = /^папка …\/[^/]+\/recordings недоступна \((EROFS|EACCES)\): .+ – .+; дальше всё пойдёт само$/;
  try {
    const refused = await upload();
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([503, '60']);
    expect(refused.json()).toMatchObject({ code: 'disk_fault', message: expect.stringMatching(line) });
    expect(await disk()).toMatchObject({ ok: false, detail: expect.stringMatching(line) });
    expect(await given.analyzer.surroundings.hindrance()).toMatchObject({ code: 'disk_fault' });
    await given.analyzer.startWorking();
    expect(await given.analyzer.ledger.find(before.json().id)).toMatchObject({ state: 'waiting', attempts: 0 });
  } finally {
    open();
  }
  expect(await disk()).toMatchObject({ ok: true });
  expect((await upload()).statusCode).toBe(202);
  // Without a speech model the sound is measured, and that needs the folder.
  const settled = async () => (await given.analyzer.ledger.find(before.json().id))?.state;
  await waitFor(async () => (await settled()) === 'no_model', 60);
});
