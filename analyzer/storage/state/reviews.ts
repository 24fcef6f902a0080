/** Decisions on findings: append-only events, and where each finding stands now, changed by compare-and-set. */
import { deterministicUuid, KamertonError } from '#platform';
import {
  type Decision,
  decisionSchema,
  type FindingAnchor,
  type FindingReview,
  findingAnchorSchema,
} from '../../domain/review.ts';
import type { OutboxFact } from '../facts/people-rows.ts';
import type { AtomicStep } from './atomic-steps.ts';
import type { StateDatabase } from './database.ts';
import { outboxStep } from './outbox.ts';
import { outcomeDueStep } from './outcomes-due.ts';
import { prepared } from './prepared.ts';
import { toReview, toReviewRow } from './review-rows.ts';

/** A decision as it is handed in. */
export interface NewDecision {
  call: { id: string; day: string; operatorId: string | null };
  /** Identity by `identifyFindings`, or the id of the review that was attached to the finding. */
  findingId: string;
  /** The finding itself; kept with the first decision and not read afterwards. */
  anchor: FindingAnchor;
  /** `version` of the review that the author saw; 0 when there was none. */
  seenVersion: number;
  decision: Decision;
  /** Account of the author. */
  actor: string;
  /** Lexicon that the call was judged by. */
  lexiconVersion: string;
  /** UUID of the author's request: sent again after a lost answer, it is not a second decision. */
  requestId?: string | undefined;
}

/** A past decision. */
export interface ReviewEvent {
  id: string;
  findingId: string;
  version: number;
  decision: Decision;
  actor: string;
  at: string;
  lexiconVersion: string;
}

/** Somebody else was first: what they decided goes with the error, so that the page can show it. */
export class DecisionConflict extends KamertonError {
  readonly current: FindingReview;
  /** Name of the account that holds the newer decision. */
  readonly holder: string;
  constructor(current: FindingReview, holder: string) {
    super('conflict', `по этой находке уже есть более новое решение (${holder}); посмотрите его и решите ещё раз`);
    this.name = 'DecisionConflict';
    this.current = current;
    this.holder = holder;
  }
}

export type Reviews = ReturnType<typeof reviews>;

/** Reviews over an open state database. */
export function reviews(database: StateDatabase, clock: () => Date = () => new Date()) {
  const find = async (id: string): Promise<FindingReview | null> => {
    const row = await database.selectFrom('finding_reviews').selectAll().where('id', '=', id).executeTakeFirst();
    return row ? toReview(row) : null;
  };

  const reviewsOf = prepared(database, ['call'], ({ call }) =>
    database.selectFrom('finding_reviews').selectAll().where('call_id', '=', call).orderBy('id'),
  );
  const historyOf = prepared(database, ['call'], ({ call }) =>
    database
      .selectFrom('review_events')
      .selectAll()
      .where('call_id', '=', call)
      .orderBy('at')
      .orderBy('finding_id')
      .orderBy('version'),
  );

  return {
    find,

    /**
     * Writes a decision: the event, the finding's new state and the fact on its way to ClickHouse, all or nothing.
     * @throws DecisionConflict when the finding has a newer decision than the author saw.
     * @throws KamertonError `bad_input` for a decision that does not fit (the first one about a missing finding must add it).
     */
    async decide(input: NewDecision): Promise<FindingReview> {
      const current = await find(input.findingId);
      const planned = planDecision(database, input, current, clock());
      if (planned && (await database.atomically(planned.steps, { inOrderOf: input.call.id }))) return planned.review;
      const newer = await find(input.findingId);
      if (newer && input.requestId !== undefined) {
        const same = await database
          .selectFrom('review_events')
          .select('id')
          .where('id', '=', input.requestId)
          .where('finding_id', '=', input.findingId)
          .executeTakeFirst();
        if (same) return newer;
      }
      if (!newer) throw new KamertonError('not_found', 'находки с таким решением нет; обновите страницу');
      const holder = await database.selectFrom('users').select('name').where('id', '=', newer.actor).executeTakeFirst();
      throw new DecisionConflict(newer, holder?.name ?? newer.actor);
    },

    /** Everything decided about the findings of a call, orphans included. */
    async ofCall(callId: string): Promise<FindingReview[]> {
      return (await reviewsOf({ call: callId })).map(toReview);
    },

    async ofCalls(callIds: readonly string[]): Promise<Map<string, FindingReview[]>> {
      const rows = await database
        .selectFrom('finding_reviews')
        .selectAll()
        .where('call_id', 'in', callIds)
        .orderBy('id')
        .execute();
      const byCall = new Map<string, FindingReview[]>();
      for (const review of rows.map(toReview)) {
        byCall.set(review.callId, [...(byCall.get(review.callId) ?? []), review]);
      }
      return byCall;
    },

    /** Decided findings of one lexicon entry, newest first: the siblings that an accepted dispute may repair. */
    async ofEntry(entry: string, limit: number): Promise<FindingReview[]> {
      const rows = await database
        .selectFrom('finding_reviews')
        .selectAll()
        .where('entry', '=', entry)
        .orderBy('at', 'desc')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(toReview);
    },

    /** Every decision about a call's findings, oldest first. */
    async history(callId: string): Promise<ReviewEvent[]> {
      return (await historyOf({ call: callId })).map((row) => ({
        id: row.id,
        findingId: row.finding_id,
        version: Number(row.version),
        decision: decisionSchema.parse(JSON.parse(row.decision)),
        actor: row.actor,
        at: row.at,
        lexiconVersion: row.lexicon_version,
      }));
    },
  };
}

/**
 * What a decision writes and what comes of it, for a batch of its own or a larger one (a dispute is accepted together with
 * its decision). Null when the author saw another version than `current`.
 */
export function planDecision(
  database: StateDatabase,
  input: NewDecision,
  current: FindingReview | null,
  now: Date,
): { review: FindingReview; steps: AtomicStep[] } | null {
  if (input.seenVersion !== (current?.version ?? 0)) return null;
  const decision = decisionSchema.parse(input.decision);
  if ((decision.kind === 'add') !== (input.seenVersion === 0 && input.anchor.entry === '')) {
    throw new KamertonError(
      'bad_input',
      'добавить можно только новую находку без записи словаря, решить – только найденную',
    );
  }
  const review = reviewAfter(input, decision, current, now.toISOString());
  const eventId = input.requestId ?? deterministicUuid('decision', review.id, String(review.version));
  const row = toReviewRow(review);
  const state: AtomicStep =
    current === null
      ? {
          query: database
            .insertInto('finding_reviews')
            .values(row)
            .onConflict((c) => c.column('id').doNothing()),
          mustChange: true,
        }
      : {
          query: database
            .updateTable('finding_reviews')
            .set(row)
            .where('id', '=', review.id)
            .where('version', '=', current.version),
          mustChange: true,
        };
  const event: AtomicStep = {
    query: database.insertInto('review_events').values({
      id: eventId,
      finding_id: review.id,
      version: review.version,
      call_id: review.callId,
      decision: JSON.stringify(decision),
      actor: review.actor,
      at: review.at,
      lexicon_version: review.lexiconVersion,
    }),
  };
  const fact = outboxStep(database, 'decisions', review.callId, factOf(review, decision, eventId));
  const due = outcomeDueStep(database, { id: review.callId, day: review.day });
  return { review, steps: [state, event, fact, due] };
}

const verdictAfter = { confirm: 'confirmed', dismiss: 'dismissed', add: 'confirmed', reopen: 'open' } as const;

function reviewAfter(input: NewDecision, decision: Decision, current: FindingReview | null, at: string): FindingReview {
  const { kind } = decision;
  return {
    id: input.findingId,
    callId: current?.callId ?? input.call.id,
    day: current?.day ?? input.call.day,
    operatorId: current?.operatorId ?? input.call.operatorId,
    origin: current?.origin ?? (kind === 'add' ? 'person' : 'machine'),
    anchor: current?.anchor ?? findingAnchorSchema.parse(input.anchor),
    // Whoever puts a finding right says that it is one.
    verdict: kind === 'change_range' ? 'confirmed' : verdictAfter[kind],
    range:
      kind === 'change_range'
        ? { start: decision.start, end: decision.end, quote: decision.quote }
        : kind === 'reopen'
          ? null
          : (current?.range ?? null),
    reason: kind === 'dismiss' ? decision.reason : null,
    text: decision.text,
    version: (current?.version ?? 0) + 1,
    actor: input.actor,
    at,
    lexiconVersion: input.lexiconVersion,
  };
}

const toMs = (seconds: number) => Math.round(seconds * 1000);

function factOf(review: FindingReview, decision: Decision, eventId: string): OutboxFact<'decisions'> {
  const { anchor, range } = review;
  return {
    day: review.day,
    call_id: review.callId,
    finding_id: review.id,
    event_id: eventId,
    sequence: review.version,
    at: review.at,
    kind: decision.kind,
    verdict: review.verdict,
    origin: review.origin,
    rule: anchor.rule,
    entry: anchor.entry,
    operator_id: review.operatorId ?? '',
    speaker: anchor.speaker,
    start_ms: toMs(anchor.start),
    end_ms: toMs(anchor.end),
    range_start_ms: toMs(range?.start ?? anchor.start),
    range_end_ms: toMs(range?.end ?? anchor.end),
    quote: range?.quote ?? anchor.text,
    reason_code: review.reason ?? '',
    reason_text: review.text,
    actor: review.actor,
    lexicon_version: review.lexiconVersion,
  };
}
