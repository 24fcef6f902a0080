/** Runs an engine's program: argument list, own process group, time limit, abort; nothing of it outlives us. */
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { giveWay } from '#platform';

const stderrBytes = 8192;
/** Ends the engine with us even when we are killed (Linux, util-linux); elsewhere it would run to its end unheard. */
const endWithUs = ['/usr/bin/setpriv', '--pdeathsig', 'KILL', '--'] as const;
/** Bounds what the engine may allocate (Linux, util-linux); reserved addresses and files do not count. */
const prlimit = '/usr/bin/prlimit';

export interface EngineEnd {
  code: number | null;
  signal: NodeJS.Signals | null;
  timedOut: boolean;
  /** The last 8 KB of standard error; holds paths, so it is for telling causes apart and not for showing. */
  said: string;
}

export interface EngineRun {
  program: string;
  args: readonly string[];
  cwd: string;
  env: Readonly<Record<string, string>>;
  limitMs: number;
  /** Most memory that the engine may take, bytes; not bounded where the machine has no prlimit. */
  memoryBytes?: number | undefined;
  signal?: AbortSignal | undefined;
  /** Called with each line of standard error. */
  onLine?: (line: string) => void;
}

/** What is said of an engine that somebody else killed: nearly always the kernel, for want of memory. */
export const killedLine =
  'остановлена снаружи (SIGKILL) – чаще всего машине не хватает памяти: возьмите модель меньше или уменьшите KAMERTON_CONCURRENCY';

const isThere = new Map<string, boolean>();

/** The program with what is put before it on this machine. */
function commandLine({ program, args, memoryBytes }: EngineRun): string[] {
  const has = (path: string) => {
    const found = isThere.get(path) ?? isExecutable(path);
    isThere.set(path, found);
    return found;
  };
  return [
    ...(has(endWithUs[0]) ? endWithUs : []),
    ...(memoryBytes !== undefined && has(prlimit) ? [prlimit, `--data=${memoryBytes}`, '--'] : []),
    program,
    ...args,
  ];
}

/**
 * Runs the program to its end.
 * @throws the spawn error when the program cannot be started; the signal's reason when aborted
 */
export async function runEngine(run: EngineRun): Promise<EngineEnd> {
  run.signal?.throwIfAborted();
  const [command = run.program, ...args] = commandLine(run);
  const child = spawn(command, args, {
    cwd: run.cwd,
    env: run.env,
    // Its own group: whatever the engine starts is ended with it.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  giveWay(child.pid);
  const kill = () => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  };
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    kill();
  }, run.limitMs);
  run.signal?.addEventListener('abort', kill, { once: true });
  let said = '';
  let rest = '';
  child.stderr.setEncoding('latin1');
  child.stderr.on('data', (text: string) => {
    said = (said + text).slice(-stderrBytes);
    const lines = (rest + text).split('\n');
    rest = (lines.pop() ?? '').slice(-stderrBytes);
    for (const line of lines) run.onLine?.(line);
  });
  try {
    const end = await new Promise<Pick<EngineEnd, 'code' | 'signal'>>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => resolve({ code, signal }));
    });
    run.signal?.throwIfAborted();
    return { ...end, timedOut, said };
  } finally {
    clearTimeout(timer);
    run.signal?.removeEventListener('abort', kill);
  }
}

/** True for a file that may be run. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
