/** Keeps telling: looks at what has happened and delivers, in one process at a time. */
import { randomUUID } from 'node:crypto';
import { errorLine, type Guard, type Logger } from '../platform/index.ts';
import type { Leases } from '../storage/state/leases.ts';
import { deliverMessages } from './deliver-messages.ts';
import { type FollowParts, followEvents } from './follow-events.ts';

export interface WebhookParts extends FollowParts {
  leases: Leases;
  logger: Logger;
}

export interface WebhookLoop {
  stop(): Promise<void>;
}

const pauseMs = 2_000;
const leaseMs = 60_000;
const pruneEveryMs = 3_600_000;

/** Starts; the keys of the signatures are made of `secret`. */
export function startWebhooks(parts: WebhookParts, secret: Uint8Array, guard: Guard): WebhookLoop {
  const { webhooks, leases, logger, clock } = parts;
  const holder = randomUUID();
  const stopping = new AbortController();
  const { signal } = stopping;
  let timer: NodeJS.Timeout | undefined;
  let prunedAt = 0;

  const round = async () => {
    try {
      await leases.whileHeld('webhooks', holder, leaseMs, async (lost) => {
        await followEvents(parts);
        const goesOn = () => !signal.aborted && !lost.aborted;
        while (goesOn() && (await deliverMessages({ webhooks, secret, guard, clock, signal })) > 0);
        if (clock().getTime() - prunedAt > pruneEveryMs) {
          await webhooks.prune();
          prunedAt = clock().getTime();
        }
      });
    } catch (error) {
      logger.warn({ reason: errorLine(error) }, 'webhooks wait');
    }
    if (!signal.aborted) timer = setTimeout(() => (running = round()), pauseMs);
  };
  let running = round();

  return {
    async stop() {
      stopping.abort();
      clearTimeout(timer);
      await running;
      await leases.release('webhooks', holder).catch(() => {});
    },
  };
}
