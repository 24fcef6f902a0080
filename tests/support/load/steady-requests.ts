/** Requests at a steady rate, whatever the answers take: a slow server must not slow its own measurement down. */
import { Agent, request } from 'node:http';

export interface Latencies {
  /** Milliseconds from when a request was due, sorted. */
  ms: number[];
  /** Answers by status; 0: none. */
  statuses: Map<number, number>;
}

export interface Ask {
  url: string;
  headers: Record<string, string>;
}

/** Asks `rate` times a second until `seconds` are over. */
export async function steadyRequests(rate: number, seconds: number, next: (n: number) => Ask): Promise<Latencies> {
  const agent = new Agent({ keepAlive: true, maxSockets: 200 });
  const result: Latencies = { ms: [], statuses: new Map() };
  const begun = performance.now();
  const running = new Set<Promise<void>>();
  await new Promise<void>((ended) => {
    let sent = 0;
    const timer = setInterval(() => {
      const elapsed = performance.now() - begun;
      for (; sent < Math.min((elapsed / 1000) * rate, seconds * rate); sent += 1) {
        const dueAt = begun + (sent / rate) * 1000;
        const one = ask(agent, next(sent)).then((status) => {
          result.ms.push(performance.now() - dueAt);
          result.statuses.set(status, (result.statuses.get(status) ?? 0) + 1);
        });
        running.add(one);
        void one.then(() => running.delete(one));
      }
      if (elapsed >= seconds * 1000) {
        clearInterval(timer);
        ended();
      }
    }, 5);
  });
  await Promise.all(running);
  agent.destroy();
  result.ms.sort((a, b) => a - b);
  return result;
}

/** The value below which a share of sorted values lies. */
export const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

function ask(agent: Agent, { url, headers }: Ask): Promise<number> {
  return new Promise((answered) => {
    const sent = request(url, { agent, headers }, (response) => {
      response.resume();
      response.on('end', () => answered(response.statusCode ?? 0));
      response.on('error', () => answered(0));
    });
    sent.on('error', () => answered(0));
    sent.setTimeout(30_000, () => sent.destroy());
    sent.end();
  });
}
