/** What one request of a kind costs each process, asked by itself a number of times: four at once, nothing beside them. */
import { Agent } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { type Part, usedBy } from './process-watch.ts';
import { type Ask, ask, quantile } from './steady-requests.ts';

export interface CostOfKind {
  kind: string;
  count: number;
  /** Milliseconds of processor a request. */
  cpu: Record<Part, number>;
  p50: number;
  p95: number;
  /** Answers that were not 200. */
  failed: number;
}

const atOnce = 4;
const longestMs = 20_000;

/** Asks `count` times, or for 20 seconds. */
export async function costOf(pid: number, kind: string, count: number, next: (n: number) => Ask): Promise<CostOfKind> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const ms: number[] = [];
  let failed = 0;
  let n = 0;
  const before = usedBy(pid);
  const begun = performance.now();
  const asker = async () => {
    while (n < count && performance.now() - begun < longestMs) {
      const at = performance.now();
      const { status } = await ask(agent, next(n++));
      ms.push(performance.now() - at);
      if (status !== 200) failed += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, asker));
  // What the answer left to be done (statements that end, memory that is swept) is its cost too.
  await pause(100);
  const after = usedBy(pid);
  agent.destroy();
  ms.sort((a, b) => a - b);
  const each = (part: Part) => ((after[part].cpu - before[part].cpu) * 1_000) / Math.max(1, ms.length);
  const cpu = { server: each('server'), store: each('store'), redis: each('redis'), other: each('other') };
  return { kind, count: ms.length, cpu, p50: quantile(ms, 0.5), p95: quantile(ms, 0.95), failed };
}
