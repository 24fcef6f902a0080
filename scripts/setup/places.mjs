/** Where things lie: the checkout, the data folder and what the set-up keeps in them. */
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Settings of the checkout; what is already in the environment wins. */
export function readDotEnv() {
  const file = join(root, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
}

/** The data folder: KAMERTON_DATA_DIR (relative to the checkout) or data/. */
export function dataFolder() {
  return resolve(root, process.env.KAMERTON_DATA_DIR || 'data');
}

/** Lock and logs of the set-up: outside of node_modules, which `npm ci` removes. */
export function setupFolder() {
  return join(dataFolder(), 'setup');
}
