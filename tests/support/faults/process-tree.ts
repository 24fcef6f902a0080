/** The processes below one of ours, by /proc: to kill or to stop exactly them. */
import { readdirSync, readFileSync } from 'node:fs';

/** Everything that `pid` started, and what that started. */
function descendants(pid: number): number[] {
  const own = orNothing(() => readdirSync(`/proc/${pid}/task`), []).flatMap((task) =>
    orNothing(() => readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8'), '')
      .split(/\s+/)
      .filter(Boolean)
      .map(Number),
  );
  return own.flatMap((child) => [child, ...descendants(child)]);
}

const commandLine = (pid: number): string => orNothing(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8'), '');

/** Processes and threads end while they are looked at: what is gone holds nothing. */
function orNothing<T>(look: () => T, nothing: T): T {
  try {
    return look();
  } catch {
    return nothing;
  }
}

/** Processes below the owners whose command line holds `name`. */
export const processesOf = (owners: readonly number[], name: string): number[] =>
  owners.flatMap(descendants).filter((pid) => commandLine(pid).includes(name));

/** Sends a signal; false when the process has ended by itself. */
export function signalTo(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}
