/** Work of people over a made-up history: the audit sample of every week, and decisions on what was found in it. */
import { type Desk, openDesk } from '../../desk/open-desk.ts';
import { weekOf } from '../../desk/week.ts';
import { anchorOf, type Decision, identifyFindings } from '../../domain/review.ts';
import type { ScoredCall } from '../../domain/scored-call.ts';
import { deterministicUuid } from '../../platform/index.ts';
import { readJudgeSource } from '../../scoring/judge-call.ts';
import { type CallFacts, callFacts } from '../../storage/facts/call-facts.ts';
import type { FactsClient } from '../../storage/facts/client.ts';
import { type CallLedger, callLedger } from '../../storage/state/call-ledger.ts';
import type { StateDatabase } from '../../storage/state/database.ts';
import { type Random, randomOf } from './random.ts';

export interface ReviewedWeeks {
  /** The last day of the history is the day before, YYYY-MM-DD. */
  today: string;
  weeks: number;
  /** Newest weeks whose sample people have worked through. */
  reviewedWeeks: number;
  /** Calls drawn of each operator a week. */
  perOperator: number;
  timeZone: string;
  seed: string;
  /** Accounts of those who decided; each call is one's. */
  reviewers: readonly [string, ...string[]];
  onProgress?: ((done: number, total: number) => void) | undefined;
}

const dayMs = 86_400_000;
/** A call is worked through some days after its week. */
const delayMs = 3 * dayMs;

/**
 * Draws the samples and decides about their findings, each as of its own time; what is decided already is left alone, so that
 * an interrupted run is taken up again. Returns the number of decisions made now.
 */
export async function seedReviews(
  stores: { database: StateDatabase; client: FactsClient },
  options: ReviewedWeeks,
): Promise<number> {
  const { today, weeks, reviewedWeeks, perOperator, timeZone, reviewers } = options;
  const now = { at: new Date() };
  const { scorecard } = readJudgeSource();
  const desk = openDesk(
    stores.database,
    stores.client,
    () => scorecard,
    () => now.at,
  );
  const parts = { desk, facts: callFacts(stores.client), ledger: callLedger(stores.database), options };
  // The queue flags what is risky first: what people went through must not wait there afterwards.
  await desk.follower.catchUp();
  let made = 0;
  // Oldest first; the newest is the last that is over.
  for (let back = weeks; back >= 1; back -= 1) {
    const week = weekOf(new Date(Date.parse(`${today}T00:00:00Z`) - back * 7 * dayMs).toISOString().slice(0, 10));
    const weekEnd = Date.parse(`${week.to}T23:00:00Z`);
    now.at = new Date(Math.min(weekEnd + dayMs, Date.now()));
    const { operators } = await desk.sample(week, { perOperator, timeZone, drawnBy: reviewers[0] });
    now.at = new Date(Math.min(weekEnd + delayMs, Date.now()));
    if (back <= reviewedWeeks) for (const { callIds } of operators) made += await reviewCalls(callIds, parts);
    options.onProgress?.(weeks - back + 1, weeks);
  }
  return made;
}

interface Parts {
  desk: Desk;
  facts: CallFacts;
  ledger: CallLedger;
  options: ReviewedWeeks;
}

async function reviewCalls(callIds: readonly string[], { desk, facts, ledger, options }: Parts): Promise<number> {
  const decided = await desk.reviews.ofCalls(callIds);
  const calls = await ledger.findMany(callIds);
  const analyses = await facts.readMany(calls);
  let made = 0;
  for (const call of calls) {
    const judged = analyses.get(call.id);
    if (judged === undefined) continue;
    const operatorId = call.metadata.operator?.id ?? null;
    const actor =
      decided.get(call.id)?.[0]?.actor ?? randomOf('reviewer', options.seed, call.id).pick(options.reviewers);
    for (const finding of identifyFindings(call.id, judged.findings)) {
      if (decided.get(call.id)?.some(({ id }) => id === finding.id)) continue;
      await desk.reviews.decide({
        call: { id: call.id, day: call.day, operatorId },
        findingId: finding.id,
        anchor: anchorOf(finding),
        seenVersion: 0,
        decision: decisionAbout(finding, randomOf('decision', options.seed, finding.id)),
        actor,
        lexiconVersion: judged.versions.lexicon,
        requestId: deterministicUuid('demo decision', finding.id),
      });
      made += 1;
    }
    const id = deterministicUuid('demo submitted', call.id, actor);
    await desk.submissions.submit({ id, call, actor });
  }
  return made;
}

/** Most of what is certain is right; of what is doubtful a third is not; a few rules are dismissed more often than others. */
function decisionAbout(finding: ScoredCall['findings'][number], random: Random): Decision {
  const disputed = finding.rule === 'jargon' || finding.rule === 'colloquial';
  const right = (finding.certain ? 0.96 : 0.66) - (disputed ? 0.2 : 0);
  if (random.chance(right)) return { kind: 'confirm', text: '' };
  return {
    kind: 'dismiss',
    reason: random.pick(finding.certain ? ['allowed', 'wrong_entry', 'quoted'] : ['misheard', 'wrong_speaker']),
    text: '',
  };
}
