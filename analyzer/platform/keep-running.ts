/** Keeps a child server running: when it ends by itself it is started again over the same folder, with growing pauses. */
import { setTimeout as pause } from 'node:timers/promises';
import { errorLine } from './errors.ts';

/** A server as its launcher gives it. */
interface Started {
  /** Resolves with the cause when the process has ended. */
  ended: Promise<string>;
  stop(): Promise<void>;
}

/** What happened to a server that is kept running. */
export interface Outages {
  /** False between its end and its next start. */
  up: boolean;
  /** Times it has been started again. */
  restarts: number;
  /** When it ended last and why; null when it never has. */
  last: { at: Date; cause: string } | null;
}

export interface KeptServer<T extends Started> {
  /** The first start: what it tells (address, socket) stays the same after each restart. */
  first: T;
  outages(): Outages;
  stop(): Promise<void>;
}

export interface KeepOptions<T extends Started> {
  /** Starts it again where the former one was reachable, so that open clients find it. */
  again: (former: T) => Promise<T>;
  onDown: (cause: string) => void;
  onUp: (restarts: number) => void;
  /** Called once with the cause when it does not come up any more. */
  onLost: (cause: string) => void;
  /** Pause before each attempt, milliseconds; after the last one it is given up. */
  pausesMs?: readonly number[];
}

/** About six minutes in all: a full disk or a taken port may be mended meanwhile. */
const usualPausesMs = [50, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000, 60_000, 60_000, 60_000, 60_000, 60_000];
/** A server that lived this long had recovered: its next outage begins with the shortest pause. Faster deaths are a loop. */
const steadyAfterMs = 1_000;

/** Watches over a server that has just been started. */
export function keepRunning<T extends Started>(first: T, options: KeepOptions<T>): KeptServer<T> {
  const pausesMs = options.pausesMs ?? usualPausesMs;
  const stopping = new AbortController();
  const outages: Outages = { up: true, restarts: 0, last: null };
  let current: T | null = first;
  let attempts = 0;

  const restart = async (former: T): Promise<T | null> => {
    for (; attempts < pausesMs.length; ) {
      await pause(pausesMs[attempts], undefined, { signal: stopping.signal });
      attempts += 1;
      try {
        return await options.again(former);
      } catch (error) {
        outages.last = { at: new Date(), cause: errorLine(error) };
      }
    }
    return null;
  };

  const watch = async () => {
    for (let running = first; ; ) {
      const since = Date.now();
      const cause = await running.ended;
      if (stopping.signal.aborted) return;
      if (Date.now() - since > steadyAfterMs) attempts = 0;
      current = null;
      outages.up = false;
      outages.last = { at: new Date(), cause };
      options.onDown(cause);
      const next = await restart(running);
      if (next === null) return options.onLost(outages.last.cause);
      if (stopping.signal.aborted) return next.stop();
      running = next;
      current = next;
      outages.up = true;
      outages.restarts += 1;
      options.onUp(outages.restarts);
    }
  };
  const watching = watch().catch((error: unknown) => {
    if (!stopping.signal.aborted) options.onLost(errorLine(error));
  });

  return {
    first,
    outages: () => ({ ...outages }),
    async stop() {
      stopping.abort();
      await current?.stop();
      await watching;
    },
  };
}
