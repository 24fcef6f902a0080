/** The recogniser's real binary; the same set-up step as in `npm test` builds it when a single test is run on a fresh checkout. */
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

/** Path of the binary; takes about 30 s the first time. */
export function builtWhisper(): string {
  execFileSync(process.execPath, ['scripts/prepare.mjs', 'recogniser'], { stdio: 'inherit' });
  return resolve(process.env.KAMERTON_DATA_DIR || 'data', 'engines/whisper/main');
}
