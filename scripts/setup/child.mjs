/** Runs outside programs of the set-up: argument lists, output into a log file, the last lines on failure. */
import { spawn } from 'node:child_process';
import { accessSync, closeSync, constants, mkdirSync, openSync, readFileSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { setupFolder } from './places.mjs';
import { SetupError } from './setup-error.mjs';

const LIMIT_MS = 15 * 60_000;
const running = new Set();

/** True when a program of that name is on the PATH, or stands at that full path. */
export function hasProgram(name) {
  const folders = isAbsolute(name) ? [''] : (process.env.PATH ?? '').split(delimiter);
  return folders.some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/**
 * Runs a program to its end with its output in `<data>/setup/<log>.log`.
 * @param {string} log name of the log file, without the ending
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @throws {SetupError} with the last lines of the log when the program cannot start, fails or needs more than 15 minutes
 */
export async function runLogged(log, command, args, options = {}) {
  mkdirSync(setupFolder(), { recursive: true });
  const file = join(setupFolder(), `${log}.log`);
  const output = openSync(file, 'w');
  const reason = await new Promise((resolve) => {
    // Its own group, so that an interrupted set-up can end everything that the program started.
    const child = spawn(command, args, { ...options, stdio: ['ignore', output, output], detached: true });
    running.add(child);
    const timer = setTimeout(() => endGroup(child), LIMIT_MS);
    const done = (answer) => {
      clearTimeout(timer);
      running.delete(child);
      resolve(answer);
    };
    child.on('error', (error) => done(error.code === 'ENOENT' ? 'нет такой программы' : error.message));
    child.on('close', (code, signal) => done(code === 0 ? '' : signal ? `прервана (${signal})` : `код ${code}`));
  });
  closeSync(output);
  if (reason === '') return;
  const tail = readFileSync(file, 'utf8').trimEnd().split('\n').slice(-12).join('\n');
  throw new SetupError(`${[command, ...args].join(' ')}: ${reason}\n${tail}\nВесь вывод: ${file}`);
}

function endGroup(child) {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** Ends what is still running; called when the set-up itself is interrupted. */
export function endRunning() {
  for (const child of running) endGroup(child);
}
