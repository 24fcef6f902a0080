/** Requests at a steady rate, whatever the answers take: a slow server must not slow its own measurement down. */
import { Agent, type IncomingMessage, request } from 'node:http';

export interface Ask {
  /** Requests of one kind are counted together. */
  kind: string;
  url: string;
  headers: Record<string, string>;
}

export interface KindTimes {
  /** Milliseconds from when a request was due to the end of its answer, sorted. */
  ms: number[];
  /** Bytes of all answers. */
  bytes: number;
  /** Answers by status; 0: none within the time. */
  statuses: Map<number, number>;
}

export interface Latencies {
  kinds: Map<string, KindTimes>;
  /** Milliseconds that requests were sent later than they were due, sorted: the generator's own fault. */
  lateMs: number[];
  /** Requests that were not sent: too many were unanswered already. */
  left: number;
}

/** With so many unanswered the server has lost: more would only measure the memory of this process. */
const mostUnanswered = 3_000;
const answerWithinMs = 30_000;

/** Asks `rate` times a second until `seconds` are over; ends `answerWithinMs` later at the latest. */
export async function steadyRequests(rate: number, seconds: number, next: (n: number) => Ask): Promise<Latencies> {
  const agent = new Agent({ keepAlive: true, maxSockets: 400, scheduling: 'lifo' });
  const result: Latencies = { kinds: new Map(), lateMs: [], left: 0 };
  const running = new Set<Promise<void>>();
  const begun = performance.now();
  await new Promise<void>((ended) => {
    let n = 0;
    const timer = setInterval(() => {
      const elapsed = performance.now() - begun;
      const due = Math.floor(Math.min(elapsed / 1_000, seconds) * rate);
      for (; n < due; n += 1) {
        if (running.size >= mostUnanswered) {
          result.left += 1;
          continue;
        }
        const dueAt = begun + (n / rate) * 1_000;
        const what = next(n);
        result.lateMs.push(performance.now() - dueAt);
        const one = ask(agent, what).then(({ status, bytes }) =>
          note(result, what.kind, status, bytes, performance.now() - dueAt),
        );
        running.add(one);
        void one.then(() => running.delete(one));
      }
      if (elapsed < seconds * 1_000) return;
      clearInterval(timer);
      ended();
    }, 5);
  });
  await Promise.all(running);
  agent.destroy();
  for (const { ms } of result.kinds.values()) ms.sort((a, b) => a - b);
  result.lateMs.sort((a, b) => a - b);
  return result;
}

/** The value below which a share of sorted values lies. */
export const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

/** Counts an answer among those of its kind. */
export function note(into: Pick<Latencies, 'kinds'>, kind: string, status: number, bytes: number, ms: number): void {
  const times = into.kinds.get(kind) ?? { ms: [], bytes: 0, statuses: new Map<number, number>() };
  into.kinds.set(kind, times);
  times.ms.push(ms);
  times.bytes += bytes;
  times.statuses.set(status, (times.statuses.get(status) ?? 0) + 1);
}

/** One request through the agent; status 0 when there was no whole answer. */
export function ask(
  agent: Agent,
  { url, headers }: Pick<Ask, 'url' | 'headers'>,
): Promise<{ status: number; bytes: number }> {
  return new Promise((answered) => {
    const give = (response: IncomingMessage) => {
      let bytes = 0;
      response.on('data', (part: Buffer) => {
        bytes += part.byteLength;
      });
      response.on('end', () => answered({ status: response.statusCode ?? 0, bytes }));
      response.on('error', () => answered({ status: 0, bytes }));
    };
    const sent = request(url, { agent, headers }, give);
    sent.on('error', () => answered({ status: 0, bytes: 0 }));
    sent.setTimeout(answerWithinMs, () => sent.destroy());
    sent.end();
  });
}
