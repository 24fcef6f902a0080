/** What the parts of `npm run bench:store` share: the stores of one run, and how a figure is printed. */
import type { Judge, JudgeSource } from '../../../analyzer/scoring/judge-call.ts';
import type { TestHistory } from '../../support/history.ts';

export interface StoreBench {
  history: TestHistory;
  judge: Judge;
  source: JudgeSource;
  /** Folder of the stores. */
  folder: string;
  /** Calls that were asked for. */
  calls: number;
  months: number;
  /** The history ends the day before, YYYY-MM-DD. */
  today: string;
}

export function say(what: string, value: string): void {
  console.log(`${what.padEnd(40)} ${value}`);
}

/** How often a second. */
export function rate(count: number, seconds: number): string {
  return String(Math.round(count / seconds));
}

export async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

export async function rowsOf<T>({ history }: StoreBench, query: string): Promise<T[]> {
  return (await history.client.query({ query, format: 'JSONEachRow' })).json<T>();
}

/** Runs `work` once unmeasured and `rounds` times measured; prints p50 and p95. */
export async function sayTimes(what: string, rounds: number, work: (round: number) => Promise<void>): Promise<void> {
  await work(0);
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) times.push((await secondsOf(() => work(round))) * 1000);
  times.sort((a, b) => a - b);
  const at = (share: number) => `${(times[Math.floor(times.length * share)] ?? 0).toFixed(1)} ms`;
  say(what, `p50 ${at(0.5)}, p95 ${at(0.95)}`);
}
