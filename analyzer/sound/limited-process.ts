/** Runs a decoder or encoder as a child process under limits of memory, CPU time and file size; never through a shell. */
import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { giveWay, KamertonError } from '#platform';
import { childEnvironment, programs } from './config.ts';

/** 1.5 GiB of address space held for every codec tried; 600 s of CPU decode more than four hours of any of them. */
const memoryBytes = 1.5 * 2 ** 30;
const cpuSeconds = 600;
const stderrBytes = 4096;

export interface LimitedProcess {
  child: ChildProcessByStdio<Writable, Readable, Readable>;
  /** Settles when the process is gone and its pipes are closed. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** Last 4 KB of what it said; for telling causes apart, never to be shown (it holds paths). */
  said: () => string;
  kill: () => void;
}

let prlimitWorks: boolean | undefined;

/** Starts `program` with `args`; `fileBytes` limits what it may write to one file. Throws KamertonError('missing_program'). */
export async function startLimited(program: string, args: readonly string[], fileBytes = 0): Promise<LimitedProcess> {
  prlimitWorks ??= spawnSync(programs.prlimit, ['--version'], { env: childEnvironment, timeout: 5000 }).status === 0;
  const bounds = [`--as=${memoryBytes}`, `--cpu=${cpuSeconds}`, `--fsize=${fileBytes}`, '--core=0'];
  const [command, list] = prlimitWorks ? [programs.prlimit, [...bounds, '--', program, ...args]] : [program, [...args]];
  const child = spawn(command, list, { env: childEnvironment, cwd: '/', stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('latin1');
  child.stderr.on('data', (text: string) => {
    said = (said + text).slice(-stderrBytes);
  });
  // A process that dies early breaks the pipes; its exit code tells the story, the pipe error adds nothing.
  child.stdin.on('error', () => undefined);
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (cause) => reject(missing(program, cause)));
  });
  giveWay(child.pid);
  return { child, ended, said: () => said, kill: () => void child.kill('SIGKILL') };
}

/** The refusal when a program that decodes is not installed; `prlimit` itself answers 127 for one it cannot find. */
export function missing(program: string, cause?: unknown): KamertonError {
  const name = program.split('/').at(-1) ?? program;
  return new KamertonError('missing_program', `нет программы ${name} – установите её (apt install ${name})`, { cause });
}
