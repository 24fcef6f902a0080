/** Disputes over a reviewed made-up history. */
import type { FindingReview } from '../../domain/review.ts';
import { deterministicUuid } from '../../platform/index.ts';
import type { NewNotification } from '../../storage/state/notifications.ts';
import { type AnswerStores, confirmedOf, type DemoPeople, type DemoPerson, dayMs, hourMs } from './answered.ts';
import { type Random, randomOf } from './random.ts';
import { objectionTo } from './said-by-people.ts';

/** Disputes of each operator that wait for a decision, and that were decided. */
const open = 2;
const decided = 7;
/** A decision takes some days: younger findings are not disputed to an end yet. */
const decidedAfterMs = 5 * dayMs;

/**
 * Disputes of the operators, each about a confirmed finding of another call; the newest wait, the others are decided. An operator
 * who has some gets no more. Returns how many were made now.
 */
export async function seedDisputes(stores: AnswerStores, options: DemoPeople): Promise<number> {
  let made = 0;
  for (const operator of options.operators) {
    const operatorId = operator.operatorId ?? '';
    if ((await stores.desk.disputes.list({ operators: [operatorId] }, 1)).length > 0) continue;
    const newest = (await confirmedOf(stores.desk, operatorId)).sort(
      (a, b) => b.day.localeCompare(a.day) || drawOf(options.seed, a) - drawOf(options.seed, b),
    );
    const settled = newest.filter(({ at }) => Date.parse(at) < Date.now() - decidedAfterMs);
    const waiting = varied(newest, open, []);
    const answered = varied(settled, decided, waiting);
    for (const review of waiting) await dispute(stores, options, operator, review);
    for (const [place, review] of answered.entries()) {
      const id = await dispute(stores, options, operator, review);
      // One after the other, so that both answers are there to be seen.
      await resolve(stores, options, { id, review, wanted: place % 2 === 0 });
    }
    made += waiting.length + answered.length;
  }
  return made;
}

/** So many findings, each of another call, of the rules that were not taken yet before the others. */
function varied(findings: readonly FindingReview[], most: number, taken: readonly FindingReview[]): FindingReview[] {
  const chosen: FindingReview[] = [];
  const timesTaken = (rule: string) => [...taken, ...chosen].filter(({ anchor }) => anchor.rule === rule).length;
  const isFree = ({ callId }: FindingReview) => ![...taken, ...chosen].some((one) => one.callId === callId);
  while (chosen.length < most) {
    const free = findings.filter(isFree);
    const least = Math.min(...free.map(({ anchor }) => timesTaken(anchor.rule)));
    const next = free.find(({ anchor }) => timesTaken(anchor.rule) === least);
    if (next === undefined) break;
    chosen.push(next);
  }
  return chosen;
}

/** In the working hours of a day or two later, never in the future. */
function laterThan(time: number, random: Random): number {
  const day = (Math.floor(time / dayMs) + random.whole(1, 2)) * dayMs;
  return Math.min(day + random.between(6, 14) * hourMs, Date.now());
}
const openedAt = ({ id, at }: FindingReview, seed: string): number =>
  laterThan(Date.parse(at), randomOf('disputed at', seed, id));

async function dispute(
  { desk, ledger, setClock }: AnswerStores,
  { seed, supervisors }: DemoPeople,
  operator: DemoPerson,
  review: FindingReview,
): Promise<string> {
  const { id: findingId, callId, day, anchor } = review;
  const at = openedAt(review, seed);
  // What was long ago is told no more.
  const isNew = at > Date.now() - 7 * dayMs;
  const [call] = await ledger.findMany([callId]);
  const link = `/calls/${callId}?t=${Math.round(anchor.start * 10) / 10}&flag=${findingId}`;
  const values = { by: operator.name, call: call?.externalId ?? '' };
  setClock(at);
  const { id } = await desk.disputes.open({
    findingId,
    callId,
    day,
    operatorId: operator.operatorId ?? '',
    anchor,
    openedBy: operator.id,
    text: objectionTo(anchor.rule).text,
    until: new Date(at).toISOString(),
    tell: (isNew ? supervisors : []).map(({ id: recipient }): NewNotification => {
      return { recipient, kind: 'dispute_opened', subject: findingId, link, values };
    }),
  });
  return id;
}

async function resolve(
  { desk, setClock }: AnswerStores,
  { seed, supervisors }: DemoPeople,
  { id, review, wanted }: { id: string; review: FindingReview; wanted: boolean },
): Promise<void> {
  const { id: findingId, callId, anchor, version, lexiconVersion } = review;
  const { rule, entry, text: quote } = anchor;
  const random = randomOf('resolved', seed, findingId);
  const answers = objectionTo(rule);
  const accepted = wanted && answers.accepted !== undefined;
  const reason = (accepted ? answers.accepted : undefined) ?? answers.rejected;
  const actor = random.pick(supervisors).id;
  setClock(laterThan(openedAt(review, seed), random));
  await desk.disputes.resolve({
    id,
    requestId: deterministicUuid('demo resolution', findingId),
    verdict: accepted ? 'accepted' : 'rejected',
    actor,
    reason,
    seenVersion: version,
    lexiconVersion,
    exception:
      accepted && answers.isException ? { disputeId: id, callId, rule, entry, quote, text: reason, actor } : undefined,
  });
}

const drawOf = (seed: string, { id }: FindingReview): number => randomOf('disputed', seed, id).next();
