/**
 * Keeps the facts of people's work flowing from the state database to the facts store, and what is made of the facts up to date, in
 * one process at a time.
 */
import { randomUUID } from 'node:crypto';
import { errorLine, type Logger } from '#platform';
import { deliverOutbox } from './deliver-outbox.ts';
import { copyAudit } from './facts/audit-copy.ts';
import type { FactsClient } from './facts/client.ts';
import { dayRoller } from './facts/day-rolls.ts';
import { wordsByCall } from './facts/words-by-call.ts';
import type { StateDatabase } from './state/database.ts';
import { copyingLease, copyingMs, leases } from './state/leases.ts';
import { outbox } from './state/outbox.ts';

const leaseMs = 60_000;
const pauseMs = 1_000;
const longestPauseMs = 60_000;
const rollEveryMs = 30_000;
/** The log tells of the days without words by call so often. */
const toldDays = 20;

export interface OutboxLoop {
  /** Waits for the round that is running; what is left is delivered after the next start. */
  stop(): Promise<void>;
}

/** Starts delivering, and runs `keepOutcomes` with every round; with a store that is away the pauses grow to a minute. */
export function startOutboxLoop(
  database: StateDatabase,
  client: FactsClient,
  logger: Logger,
  timeZone: string,
  keepOutcomes: () => Promise<number>,
): OutboxLoop {
  const holder = randomUUID();
  const lease = leases(database);
  const rows = outbox(database);
  const rollDays = dayRoller(client, timeZone);
  let rolledAt = 0;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let pause = pauseMs;
  let round: Promise<void> = Promise.resolve();

  const words = wordsByCall(client);
  /** Stands back while calls are erased: what is taken away must not come back from what was read before. */
  const copy = async (work: () => Promise<unknown>) => {
    const copier = `${holder} copies`;
    try {
      await lease.whileHeld(copyingLease, copier, copyingMs, work);
    } finally {
      await lease.release(copyingLease, copier);
    }
  };
  const fillWords = async () => {
    const days = await words.daysLeft();
    const [day] = days;
    if (day === undefined) return;
    if (days.length % toldDays === 0) logger.info({ days: days.length }, 'days without words by call');
    await copy(() => words.fill(day));
  };

  const deliver = async () => {
    try {
      await lease.whileHeld('outbox', holder, leaseMs, async (lost) => {
        const { laidAside } = await deliverOutbox(rows, client, lost);
        if (laidAside > 0) logger.error({ laidAside }, 'facts refused by the store');
        if (!lost.aborted) await keepOutcomes();
        if (!lost.aborted) await copyAudit(database, client);
        if (!lost.aborted && Date.now() - rolledAt > rollEveryMs) {
          await copy(rollDays);
          rolledAt = Date.now();
        }
        if (!lost.aborted) await fillWords();
      });
      pause = pauseMs;
    } catch (error) {
      pause = Math.min(pause * 2, longestPauseMs);
      logger.warn({ reason: errorLine(error) }, 'facts not delivered, will be tried again');
    }
    if (!stopped) timer = setTimeout(() => (round = deliver()), pause);
  };
  round = deliver();

  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await round;
      await lease.release('outbox', holder).catch(() => {});
    },
  };
}
