/** Step: the dashboard's built pages. */
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runLogged } from './child.mjs';
import { fileFingerprint, folderFingerprint, readStamp } from './fingerprint.mjs';
import { root } from './places.mjs';

const folder = join(root, 'dashboard');
const built = join(folder, 'dist');
const building = join(folder, 'dist-building');

function wantedStamp() {
  const sources = folderFingerprint(folder, ['dist', 'dist-building', 'node_modules']);
  return `${sources} ${fileFingerprint(join(root, 'package-lock.json'))}`;
}

/** @type {import('./bring.mjs').Step} */
export const dashboard = {
  name: 'Страницы',
  essential: true,
  isReady: async () => readStamp(join(built, '.stamp')) === wantedStamp(),
  async bring() {
    const stamp = wantedStamp();
    const vite = join(root, 'node_modules/vite/bin/vite.js');
    try {
      await runLogged('dashboard', process.execPath, [vite, 'build', '--outDir', building, '--emptyOutDir'], {
        cwd: folder,
        env: { ...process.env, NODE_ENV: 'production' },
      });
      writeFileSync(join(building, '.stamp'), stamp);
      rmSync(built, { recursive: true, force: true });
      renameSync(building, built);
    } finally {
      rmSync(building, { recursive: true, force: true });
    }
  },
};
