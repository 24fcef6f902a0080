/** What the parts of `npm run bench:store` share: the stores of one run, and how a figure is printed. */
import { readFileSync } from 'node:fs';
import type { Judge, JudgeSource } from '../../../analyzer/scoring/judge-call.ts';
import type { TestHistory } from '../../support/history.ts';

export interface StoreBench {
  history: TestHistory;
  judge: Judge;
  source: JudgeSource;
  /** Folder of the stores. */
  folder: string;
  /** Calls that were asked for: so many are judged, and copied inside the server until there are as many as `calls`. */
  calls: number;
  judged: number;
  months: number;
  /** The history ends the day before, YYYY-MM-DD. */
  today: string;
  /** Only the questions of this name; all without it. */
  asked: RegExp | undefined;
  /** How often a screen’s question is asked: the figures of 40 rounds are as steady as those of more. */
  rounds: number;
}

export function say(what: string, value: string): void {
  console.log(`${what.padEnd(40)} ${value}`);
}

/** How often a second. */
export function rate(count: number, seconds: number): string {
  return String(Math.round(count / seconds));
}

/** What a piece of work took: wall time, and time of processors in this process with its threads and in the engine. */
export interface Cost {
  seconds: number;
  cpu: number;
}

export async function costOf(work: () => Promise<unknown>): Promise<Cost> {
  const before = cpuSeconds();
  const seconds = await secondsOf(work);
  return { seconds, cpu: cpuSeconds() - before };
}

/** «12.3 s, 20.1 s CPU»: on a machine that others use too only the second figure says something. */
export const sayCost = ({ seconds, cpu }: Cost) => `${seconds.toFixed(1)} s, ${cpu.toFixed(1)} s CPU`;

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  const engine = enginePid();
  if (engine === null) return (user + system) / 1e6;
  const fields = readFileSync(`/proc/${engine}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  // utime and stime, in ticks of 10 ms
  return (user + system) / 1e6 + (Number(fields[11]) + Number(fields[12])) / 100;
}

/** The engine is a child of this process. */
export function enginePid(): string | null {
  for (const pid of readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(/\s+/)) {
    if (pid !== '' && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('embedded-server')) return pid;
  }
  return null;
}

export async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

export async function rowsOf<T>({ history }: StoreBench, query: string): Promise<T[]> {
  return (await history.client.query({ query, format: 'JSONEachRow' })).json<T>();
}

/** What slow questions may cost at most, milliseconds; the fewest rounds that a p95 can be told of. */
const longestMs = 10_000;
const fewestRounds = 20;

/**
 * Runs `work` once unmeasured and `rounds` times measured (slow work less often); prints p50 and p95, and time of processors a
 * round, in this process and the engine: on a machine that others use too only that says something.
 */
export async function sayTimes(what: string, rounds: number, work: (round: number) => Promise<void>): Promise<void> {
  await work(0);
  const times: number[] = [];
  const before = cpuSeconds();
  const spent = () => times.reduce((sum, time) => sum + time, 0);
  for (let round = 0; round < rounds && (round < fewestRounds || spent() < longestMs); round += 1) {
    times.push((await secondsOf(() => work(round))) * 1000);
  }
  const cpu = ((cpuSeconds() - before) * 1000) / times.length;
  times.sort((a, b) => a - b);
  const at = (share: number) => `${(times[Math.floor(times.length * share)] ?? 0).toFixed(1)} ms`;
  say(what, `p50 ${at(0.5)}, p95 ${at(0.95)}, CPU ${cpu.toFixed(0)} ms`);
}
