/** Runs the command that the set-up was for: in the foreground, with its signals and its exit code. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { root } from './places.mjs';

/**
 * @param {string[]} args arguments of node
 * @returns {Promise<number>} exit code, 128 + number when a signal ended it
 */
export function runInForeground(args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
    const pass = (signal) => {
      // A terminal has already sent these two to the whole group; twice would look like impatience.
      if (signal !== 'SIGTERM' && process.stdin.isTTY) return;
      child.kill(signal);
    };
    for (const signal of ['SIGINT', 'SIGHUP', 'SIGTERM']) process.on(signal, pass);
    child.on('close', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}
