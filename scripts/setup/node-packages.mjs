/** Step: node_modules as package-lock.json says. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runLogged } from './child.mjs';
import { fileFingerprint, readStamp } from './fingerprint.mjs';
import { root } from './places.mjs';

const lockFile = join(root, 'package-lock.json');
const stampFile = join(root, 'node_modules/.kamerton/installed');

const wantedStamp = () => `${fileFingerprint(lockFile)} ${process.version} ${process.platform}-${process.arch}`;

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  } catch {
    return {};
  }
}

/** True when npm's own record of node_modules (written at the end of an install) has every package that the lock file demands. */
function installedByHand() {
  const installed = packagesOf(join(root, 'node_modules/.package-lock.json'));
  return Object.entries(packagesOf(lockFile)).every(([path, wanted]) => {
    if (path === '') return true;
    const found = installed[path];
    if (found === undefined) return wanted.optional === true || wanted.peer === true;
    return found.version === wanted.version && existsSync(join(root, path));
  });
}

function writeStamp() {
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, wantedStamp());
}

function npm(...args) {
  // Development and optional packages whatever NODE_ENV says: tests, Vite and ClickHouse's engine are among them.
  const all = [...args, '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
  const cli = process.env.npm_execpath;
  const [command, first] = cli?.endsWith('.js') ? [process.execPath, [cli]] : ['npm', []];
  return runLogged('node-packages', command, [...first, ...all], { cwd: root });
}

/** @type {import('./bring.mjs').Step} */
export const nodePackages = {
  name: 'Пакеты npm',
  essential: true,
  async isReady() {
    const [lock, ...machine] = readStamp(stampFile).split(' ');
    const [wantedLock, ...wantedMachine] = wantedStamp().split(' ');
    // Prebuilt parts of another Node or machine are never trusted; no stamp at all is what a plain `npm install` leaves.
    if (lock !== '' && machine.join(' ') !== wantedMachine.join(' ')) return false;
    return lock === wantedLock || installedByHand();
  },
  async bring() {
    // Removed first, as `npm ci` does: an interrupted install is never taken for a whole one.
    rmSync(join(root, 'node_modules/.package-lock.json'), { force: true });
    rmSync(stampFile, { force: true });
    try {
      await npm('ci');
    } catch {
      // npm 11 refuses a lock file that lacks packages of other platforms (a partial mirror leaves them out); this installs
      // the same locked versions, and is the second attempt when the network failed.
      await npm('install', '--no-save');
    }
    writeStamp();
  },
};
