/** Disputes: an operator's answer to one finding, and what a supervisor decides about it. */
import { deterministicUuid, KamertonError } from '#platform';
import { type FindingAnchor, findingAnchorSchema } from '../../domain/review.ts';
import type { AtomicStep } from './atomic-steps.ts';
import type { StateDatabase } from './database.ts';
import { exceptionProposalStep, type NewExceptionProposal } from './exception-proposals.ts';
import { type NewNotification, notificationStep } from './notifications.ts';
import { outboxStep } from './outbox.ts';
import { prepared } from './prepared.ts';
import { planDecision, reviews } from './reviews.ts';
import type { DisputesTable } from './tables/answer-tables.ts';

export interface Dispute {
  id: string;
  findingId: string;
  callId: string;
  day: string;
  operatorId: string;
  anchor: FindingAnchor;
  openedBy: string;
  openedAt: string;
  text: string;
  state: 'open' | 'accepted' | 'rejected';
  resolvedBy: string | null;
  resolvedAt: string | null;
  resolution: string | null;
  /** Request that decided it. */
  resolutionId: string | null;
}

export interface NewDispute
  extends Pick<Dispute, 'findingId' | 'callId' | 'day' | 'operatorId' | 'anchor' | 'openedBy' | 'text'> {
  /** Until when the finding may be disputed; ISO 8601. */
  until: string;
  /** Whom to tell. */
  tell?: readonly NewNotification[];
}

export interface Resolution {
  id: string;
  /** UUID of the supervisor's request: sent again after a lost answer, it is the same decision. */
  requestId: string;
  verdict: 'accepted' | 'rejected';
  /** Account of the supervisor. */
  actor: string;
  reason: string;
  /** Version of the finding's review that the supervisor saw; 0 when there was none. An accepted dispute dismisses the finding. */
  seenVersion: number;
  /** Lexicon that the call is judged by now. */
  lexiconVersion: string;
  /** With an accepted dispute: tell the trainer that the entry needs an exception. */
  exception?: NewExceptionProposal | undefined;
  tell?: readonly NewNotification[];
}

export type Disputes = ReturnType<typeof disputes>;

/** Disputes over an open state database. */
export function disputes(database: StateDatabase, clock: () => Date = () => new Date()) {
  const disputesOf = prepared(database, ['call'], ({ call }) =>
    database.selectFrom('disputes').selectAll().where('call_id', '=', call).orderBy('opened_at'),
  );

  const find = async (id: string): Promise<Dispute | null> => {
    const row = await database.selectFrom('disputes').selectAll().where('id', '=', id).executeTakeFirst();
    return row ? toDispute(row) : null;
  };
  const tellSteps = (news: readonly NewNotification[] = [], at: string) =>
    news.map((one) => notificationStep(database, one, at));

  return {
    find,

    /**
     * Opens a dispute; a finding is disputed once.
     * @throws KamertonError `conflict` when the time is over or the finding has a dispute already.
     */
    async open(input: NewDispute): Promise<Dispute> {
      const at = clock().toISOString();
      if (Date.parse(at) > Date.parse(input.until)) {
        throw new KamertonError(
          'conflict',
          'время, когда эту находку можно было оспорить, прошло; обратитесь к руководителю',
        );
      }
      const dispute: Dispute = {
        id: deterministicUuid('dispute', input.findingId),
        findingId: input.findingId,
        callId: input.callId,
        day: input.day,
        operatorId: input.operatorId,
        anchor: findingAnchorSchema.parse(input.anchor),
        openedBy: input.openedBy,
        openedAt: at,
        text: input.text,
        state: 'open',
        resolvedBy: null,
        resolvedAt: null,
        resolution: null,
        resolutionId: null,
      };
      const opened = await database.atomically(
        [
          {
            query: database
              .insertInto('disputes')
              .values(toRow(dispute))
              .onConflict((conflict) => conflict.column('finding_id').doNothing()),
            mustChange: true,
          },
          factStep(database, dispute),
          ...tellSteps(input.tell, at),
        ],
        { inOrderOf: dispute.callId },
      );
      if (opened) return dispute;
      const known = await find(dispute.id);
      // The same request again, while the first one was on its way.
      if (known?.openedBy === dispute.openedBy && known.text === dispute.text) return known;
      throw new KamertonError('conflict', 'эта находка уже оспорена; ответ – в её истории');
    },

    /**
     * Decides a dispute, once a request. An accepted one dismisses the finding and proposes the exception in the same batch.
     * @throws KamertonError `not_found`, or `conflict` when it is decided already, or the finding has a newer decision.
     */
    async resolve(input: Resolution): Promise<Dispute> {
      const dispute = await find(input.id);
      if (dispute === null) throw new KamertonError('not_found', 'такого возражения нет');
      if (dispute.state !== 'open') return repeated(dispute, input);
      const now = clock();
      const at = now.toISOString();
      const resolved: Dispute = {
        ...dispute,
        state: input.verdict,
        resolvedBy: input.actor,
        resolvedAt: at,
        resolution: input.reason,
        resolutionId: input.requestId,
      };
      const isAccepted = input.verdict === 'accepted';
      const dismissing = isAccepted ? await dismissal(dispute, input, now) : [];
      const steps = dismissing && [
        {
          query: database
            .updateTable('disputes')
            .set(toRow(resolved))
            .where('id', '=', dispute.id)
            .where('state', '=', 'open'),
          mustChange: true,
        },
        ...dismissing,
        factStep(database, resolved),
        ...(isAccepted && input.exception ? [exceptionProposalStep(database, input.exception, at)] : []),
        ...tellSteps(input.tell, at),
      ];
      if (steps && (await database.atomically(steps, { inOrderOf: dispute.callId }))) return resolved;
      // The newer decision may be that of this very request, sent twice at once.
      const newer = await find(input.id);
      if (newer !== null && newer.state !== 'open') return repeated(newer, input);
      throw new KamertonError('conflict', 'по этой находке уже есть более новое решение; обновите страницу');
    },

    ofCall: async (callId: string): Promise<Dispute[]> => (await disputesOf({ call: callId })).map(toDispute),

    /** Oldest first unless told; of the given operators when given; `after` is the last one of the page before. */
    async list(
      filter: {
        state?: Dispute['state'] | undefined;
        operators?: readonly string[] | undefined;
        order?: 'oldest' | 'newest';
        after?: { at: string; id: string } | undefined;
      },
      limit: number,
    ): Promise<Dispute[]> {
      let query = database.selectFrom('disputes').selectAll();
      if (filter.state !== undefined) query = query.where('state', '=', filter.state);
      if (filter.operators !== undefined) query = query.where('operator_id', 'in', filter.operators);
      const { after, order = 'oldest' } = filter;
      const [beyond, direction] = order === 'oldest' ? (['>', 'asc'] as const) : (['<', 'desc'] as const);
      if (after !== undefined) {
        query = query.where((e) =>
          e.or([e('opened_at', beyond, after.at), e.and([e('opened_at', '=', after.at), e('id', beyond, after.id)])]),
        );
      }
      const rows = await query.orderBy('opened_at', direction).orderBy('id', direction).limit(limit).execute();
      return rows.map(toDispute);
    },
  };

  /** Steps of a decision about the finding; null: somebody has decided since the supervisor looked, who is not overruled unseen. */
  async function dismissal(dispute: Dispute, input: Resolution, now: Date): Promise<AtomicStep[] | null> {
    const current = await reviews(database).find(dispute.findingId);
    const planned = planDecision(
      database,
      {
        call: { id: dispute.callId, day: dispute.day, operatorId: dispute.operatorId },
        findingId: dispute.findingId,
        anchor: dispute.anchor,
        seenVersion: input.seenVersion,
        decision: { kind: 'dismiss', reason: 'dispute_accepted', text: input.reason },
        actor: input.actor,
        lexiconVersion: input.lexiconVersion,
      },
      current,
      now,
    );
    return planned === null ? null : planned.steps;
  }
}

/** A decided dispute, when it was this very request that decided it. */
function repeated(dispute: Dispute, { requestId, verdict, actor }: Resolution): Dispute {
  const isSame = dispute.resolutionId === requestId && dispute.state === verdict && dispute.resolvedBy === actor;
  if (isSame) return dispute;
  throw new KamertonError('conflict', 'по этому возражению уже принято решение; обновите страницу');
}

function factStep(database: StateDatabase, dispute: Dispute): AtomicStep {
  const sequence = dispute.state === 'open' ? 1 : 2;
  return outboxStep(database, 'disputes', dispute.callId, {
    day: dispute.day,
    call_id: dispute.callId,
    dispute_id: dispute.id,
    event_id: deterministicUuid('dispute event', dispute.id, String(sequence)),
    sequence,
    at: dispute.resolvedAt ?? dispute.openedAt,
    state: dispute.state,
    finding_id: dispute.findingId,
    rule: dispute.anchor.rule,
    entry: dispute.anchor.entry,
    operator_id: dispute.operatorId,
    actor: dispute.resolvedBy ?? dispute.openedBy,
    text: dispute.resolution ?? dispute.text,
  });
}

const toRow = (dispute: Dispute): DisputesTable => ({
  id: dispute.id,
  finding_id: dispute.findingId,
  call_id: dispute.callId,
  day: dispute.day,
  operator_id: dispute.operatorId,
  anchor: JSON.stringify(dispute.anchor),
  entry: dispute.anchor.entry,
  opened_by: dispute.openedBy,
  opened_at: dispute.openedAt,
  text: dispute.text,
  state: dispute.state,
  resolved_by: dispute.resolvedBy,
  resolved_at: dispute.resolvedAt,
  resolution: dispute.resolution,
  resolution_id: dispute.resolutionId,
});

const toDispute = (row: DisputesTable): Dispute => ({
  id: row.id,
  findingId: row.finding_id,
  callId: row.call_id,
  day: row.day,
  operatorId: row.operator_id,
  anchor: findingAnchorSchema.parse(JSON.parse(row.anchor)),
  openedBy: row.opened_by,
  openedAt: row.opened_at,
  text: row.text,
  state: row.state,
  resolvedBy: row.resolved_by,
  resolvedAt: row.resolved_at,
  resolution: row.resolution,
  resolutionId: row.resolution_id,
});
