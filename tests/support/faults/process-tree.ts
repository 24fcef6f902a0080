/** The processes below one of ours, by /proc: to kill or to stop exactly them. */
import { readdirSync, readFileSync } from 'node:fs';

/** Everything that `pid` started, and what that started. */
function descendants(pid: number): number[] {
  try {
    const own = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(/\s+/).filter(Boolean).map(Number),
    );
    return own.flatMap((child) => [child, ...descendants(child)]);
  } catch {
    return [];
  }
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
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
