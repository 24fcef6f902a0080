/** Keeps what screens count in step with what people decide: after every decision, and after a call was judged anew. */
import type { Scorecard } from '#lexicons';
import type { CallFacts } from '../storage/facts/call-facts.ts';
import { type CallOutcome, callOutcomes } from '../storage/facts/call-outcomes.ts';
import type { FactsClient } from '../storage/facts/client.ts';
import { callEvents } from '../storage/state/call-events.ts';
import { criterionVerdicts } from '../storage/state/criterion-verdicts.ts';
import type { StateDatabase } from '../storage/state/database.ts';
import { outcomesDue } from '../storage/state/outcomes-due.ts';
import { reviews } from '../storage/state/reviews.ts';
import { callOutcome } from './call-outcome.ts';

interface Parts {
  database: StateDatabase;
  client: FactsClient;
  facts: Pick<CallFacts, 'readMany'>;
  /** By which decisions are weighed, as on the pages. */
  scorecard: () => Promise<Scorecard>;
  /** Milliseconds. */
  clock?: () => number;
}

/** Calls that are read whole at once. */
const callsAtOnce = 50;
/** Calls of one round: other facts must not wait long behind a history that was judged anew. */
const callsOfRound = 500;
/** How often it is asked whether calls were judged anew. */
const lookEveryMs = 10_000;

/** A round of it, to be run again and again, in one process at a time; returns how many calls were put together. */
export function outcomeKeeper({ database, client, facts, scorecard, clock = Date.now }: Parts): () => Promise<number> {
  const waiting = outcomesDue(database);
  const outcomes = callOutcomes(client);
  const [decided, verdicts, events] = [reviews(database), criterionVerdicts(database), callEvents(database)];
  let lookedAt = Number.NEGATIVE_INFINITY;

  return async () => {
    if (clock() - lookedAt >= lookEveryMs) {
      const stale = await outcomes.stale(callsOfRound);
      await waiting.note(stale);
      // A full page: there is more, which the next round takes.
      if (stale.length < callsOfRound) lookedAt = clock();
    }
    const due = await waiting.due(callsOfRound);
    if (due.length === 0) return 0;
    const card = await scorecard();
    for (let at = 0; at < due.length; at += callsAtOnce) {
      const calls = due.slice(at, at + callsAtOnce);
      const ids = calls.map(({ id }) => id);
      // The words of people first: what is decided after this is due again.
      const [ofFindings, ofCriteria, ofCalls, analyses] = await Promise.all([
        decided.ofCalls(ids),
        verdicts.ofCalls(ids),
        events.ofCalls(ids),
        facts.readMany(calls),
      ]);
      const rows = calls.flatMap((call): CallOutcome[] => {
        const stored = analyses.get(call.id);
        // Erased meanwhile.
        if (stored === undefined) return [];
        const submitted = ofCalls.filter(({ callId, kind }) => callId === call.id && kind === 'submitted').length;
        const work = { reviews: ofFindings.get(call.id) ?? [], verdicts: ofCriteria.get(call.id) ?? [], submitted };
        return [callOutcome(call, stored, work, card)];
      });
      await outcomes.write(rows);
      await waiting.settle(calls);
    }
    return due.length;
  };
}
