/** Processor time and memory of the product's processes, read from /proc (Linux). */
import { readdirSync, readFileSync } from 'node:fs';

/** The parts that are told apart; whatever else the product starts is `other`. */
export type Part = 'server' | 'store' | 'redis' | 'other';

export interface PartUse {
  /** Seconds of processor since the process began. */
  cpu: number;
  /** Resident megabytes. */
  megabytes: number;
}

/** Kernel ticks are hundredths of a second on every Linux that Node runs on. */
const ticksASecond = 100;

/** What the process and its children have used by now; those that ended count with their parent. */
export function usedBy(pid: number): Record<Part, PartUse> {
  const used: Record<Part, PartUse> = {
    server: nothing(),
    store: nothing(),
    redis: nothing(),
    other: nothing(),
  };
  for (const one of treeOf(pid)) {
    const part = used[one === pid ? 'server' : partOf(one)];
    const { cpu, ended, megabytes } = readProcess(one);
    part.cpu += cpu;
    part.megabytes += megabytes;
    used.other.cpu += ended;
  }
  return used;
}

const nothing = (): PartUse => ({ cpu: 0, megabytes: 0 });

function treeOf(pid: number): number[] {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    read(`/proc/${pid}/task/${task}/children`).split(' ').filter(Boolean).map(Number),
  );
  return [pid, ...children.flatMap(treeOfLiving)];
}

function treeOfLiving(pid: number): number[] {
  try {
    return treeOf(pid);
  } catch {
    return [];
  }
}

function partOf(pid: number): Part {
  const command = read(`/proc/${pid}/cmdline`);
  if (command.includes('embedded-server')) return 'store';
  return command.includes('redis-server') ? 'redis' : 'other';
}

function readProcess(pid: number) {
  // The name in brackets may hold spaces: fields are counted from its end.
  const fields = read(`/proc/${pid}/stat`)
    .replace(/^.*\) /s, '')
    .split(' ')
    .map(Number);
  const [user = 0, system = 0, userOfEnded = 0, systemOfEnded = 0] = fields.slice(11, 15);
  const resident = Number(/^VmRSS:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0);
  return {
    cpu: (user + system) / ticksASecond,
    ended: (userOfEnded + systemOfEnded) / ticksASecond,
    megabytes: resident / 1_024,
  };
}

/** A process may end while it is looked at. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
