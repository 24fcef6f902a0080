/** Uploads cut at random bytes (`npm run bench:uploads`: 2,000). */
import { expect, it } from 'vitest';
import { randomOf } from '../../../analyzer/demo/seed/random.ts';
import { cutUploads } from '../../support/faults/cut-uploads.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const folder = tempFolder();

it('leave the whole call or nothing of it; sent again they go through', async () => {
  // The same places in every run.
  const random = randomOf('cut uploads');
  const report = await cutUploads(folder, 80, random.next);
  expect(report).toMatchObject({ uploads: 80, half: 0, pieces: 0 });
  expect(report.calls).toBe(report.whole);
  expect(report.again).toBe(report.sentAgain);
});
