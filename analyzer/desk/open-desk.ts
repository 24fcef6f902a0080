/** The review desk: its stores, the queue that follows the ledger, the week's sample, and how a call counts now. */

import { z } from 'zod';
import type { Scorecard } from '#lexicons';
import { hashOf, randomToken } from '#platform';
import type { CallScope } from '../domain/call-scope.ts';
import type { Effect } from '../domain/effect.ts';
import type { FactsReader } from '../storage/facts/client.ts';
import { readFaultyCalls } from '../storage/facts/faulty-calls.ts';
import { readJudgedCalls } from '../storage/facts/judged-calls.ts';
import { type CallScreens, callScreens } from '../storage/facts/screens/screens.ts';
import { type ReviewDesk, reviewDesk } from '../storage/review-desk.ts';
import type { CoachingNote } from '../storage/state/coaching.ts';
import type { StateDatabase } from '../storage/state/database.ts';
import { reviewFeed } from '../storage/state/review-feed.ts';
import { weekCalls } from '../storage/state/week-calls.ts';
import { effectOfCalls } from './coaching-effect.ts';
import { followLedger, type QueueFollower } from './follow-ledger.ts';
import type { Week } from './week.ts';
import { type WeeklySample, weeklySample } from './weekly-samples.ts';

export interface Desk extends ReviewDesk {
  screens: CallScreens;
  /** The one in force; it changes while the product runs. */
  readonly scorecard: Scorecard;
  follower: QueueFollower;
  /** What came of a coaching note: faults of its rules in so many days before and after it. */
  effectOf(
    note: Pick<CoachingNote, 'operatorId' | 'createdAt' | 'clips'>,
    days: number,
    scope: CallScope,
  ): Promise<Effect>;
  /** The audit sample of a week; drawn and kept when the week is over. */
  sample(
    week: Week,
    ask: { perOperator: number; timeZone: string; drawnBy: string; operators?: readonly string[] | undefined },
  ): Promise<WeeklySample>;
}

const dayMs = 86_400_000;
const seedName = 'desk.sample_seed';

/** Opens the desk; `clock` is for tests of expiry. */
export function openDesk(
  database: StateDatabase,
  reader: FactsReader,
  scorecard: () => Scorecard,
  clock: () => Date = () => new Date(),
): Desk {
  const stores = reviewDesk(database, clock);
  const calls = weekCalls(database);
  const effectOf: Desk['effectOf'] = async ({ operatorId, createdAt, clips }, days, scope) => {
    const note = Date.parse(createdAt);
    const from = new Date(note - days * dayMs);
    const to = new Date(note + days * dayMs);
    const rules = [...new Set(clips.map(({ rule }) => rule))];
    const found = await readFaultyCalls(reader, scope, { from, to, operatorId, rules });
    const drawn = new Set(await stores.samples.callsOfOperator(operatorId));
    return effectOfCalls(
      found.map(({ id, at, faulty }) => ({ faulty, after: Date.parse(at) >= note, drawn: drawn.has(id) })),
    );
  };
  const seedOf = async (week: Week): Promise<string> => {
    const secret = await stores.settings.readOrSet(seedName, z.string(), randomToken());
    return hashOf(secret, week.name).slice(0, 32);
  };
  return {
    ...stores,
    screens: callScreens(reader),
    get scorecard() {
      return scorecard();
    },
    follower: followLedger(
      reviewFeed(database, clock),
      (changed) => readJudgedCalls(reader, changed),
      () => database.versionOf(['calls']),
      clock,
    ),
    effectOf,
    sample: (week, { perOperator, timeZone, drawnBy, operators }) =>
      weeklySample({ seedOf, samples: stores.samples, calls, timeZone, clock }, week, perOperator, drawnBy, operators),
  };
}
