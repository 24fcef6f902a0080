/** What is done by itself while the product runs: the queue is compared with the ledger, what failed by an outage is taken up again, periods are kept. */
import { z } from 'zod';
import type { CallIntake } from '../jobs/call-intake.ts';
import { type ClockWatch, clockWatch, errorLine, type Logger } from '../platform/index.ts';
import type { Retention } from '../retention/daily-retention.ts';
import type { CallLedger } from '../storage/state/call-ledger.ts';
import type { Settings } from '../storage/state/settings.ts';

const reconcileEveryMs = 30_000;
const retainEveryMs = 60_000;
const lookAtClockEveryMs = 10_000;

/** Causes that pass without anybody doing anything to the call. */
const passingCauses = [
  ...['store_unavailable', 'queue_unavailable', 'no_room', 'disk_fault', 'recogniser_failed', 'missing_program'],
];
/** A call that failed by one of them rests for so long, and is taken up so many times in all. */
const restMs = 3_600_000;
const mostRuns = 6;

const seenName = 'clock.seen';

/** The latest instant that this product has written down; null when it never has. */
export async function readSeen(settings: Settings): Promise<Date | null> {
  const seen = await settings.read(seenName, z.iso.datetime());
  return seen === null ? null : new Date(seen);
}

/** Opens the watch over the clock. */
export const openClockWatch = async (settings: Settings): Promise<ClockWatch> => clockWatch(await readSeen(settings));

/** Starts it all; returns how to stop. */
export async function keepGoing(parts: {
  intake: CallIntake;
  ledger: CallLedger;
  retention: Retention;
  settings: Settings;
  clock: ClockWatch;
  hasModel: () => Promise<boolean>;
  logger: Logger;
}): Promise<() => void> {
  const { intake, ledger, retention, settings, clock, logger } = parts;

  const reconcile = async () => {
    try {
      for (const { id } of await ledger.failedBefore(new Date(Date.now() - restMs), passingCauses, mostRuns)) {
        await ledger.restart(id, ['failed']);
      }
      await intake.reconcile(await parts.hasModel());
    } catch (error) {
      logger.warn({ reason: errorLine(error) }, 'queue and ledger not compared');
    }
  };

  /** After a jump of the clock nothing is deleted for its age; what people asked for is. */
  const retain = async () => {
    const jump = clock.jumped();
    if (jump === null) {
      await settings
        .write(seenName, z.iso.datetime(), new Date().toISOString())
        .catch((error: unknown) => logger.warn({ reason: errorLine(error) }, 'time not written down'));
      return retention.tick();
    }
    await retention.runApproved().catch((error: unknown) => logger.error({ reason: errorLine(error) }, 'deletions'));
  };

  await reconcile();
  const timers = [
    setInterval(() => void reconcile(), reconcileEveryMs),
    setInterval(() => void retain(), retainEveryMs),
    setInterval(() => clock.look(), lookAtClockEveryMs),
  ];
  return () => {
    for (const timer of timers) clearInterval(timer);
  };
}
