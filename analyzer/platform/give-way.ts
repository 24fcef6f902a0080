/** Long work gives way to short answers: programs that decode and recognise run when nobody waits for the processor. */
import { setPriority } from 'node:os';

const niceness = 10;

/** Lowers the priority of a child that has just been started; one that has ended already needs none. */
export function giveWay(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, niceness);
  } catch {
    // It has ended, or the system does not let us: it runs as it is.
  }
}
