/** `npm run bench:uploads [count]`: uploads cut at random bytes, 2,000 by default; prints what was left of them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cutUploads } from '../support/faults/cut-uploads.ts';

const folder = mkdtempSync(join(tmpdir(), 'kam-cut-'));
try {
  const { uploads, whole, calls, half, pieces, again, sentAgain } = await cutUploads(
    folder,
    Number(process.argv[2] ?? 2_000),
  );
  console.log(`uploads ${uploads}, of them sent whole ${whole}, calls ${calls}`);
  console.log(`half a call ${half}, pieces on the disk ${pieces}, sent again ${again} of ${sentAgain} went through`);
  process.exitCode = half + pieces === 0 && calls === whole && again === sentAgain ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
