/** Disputes: an operator's answer to one finding, and what a supervisor decides about it. */
import { deterministicUuid, KamertonError } from '#platform';
import { type FindingAnchor, findingAnchorSchema } from '../../domain/review.ts';
import type { AtomicStep } from './atomic-steps.ts';
import type { StateDatabase } from './database.ts';
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
  verdict: 'accepted' | 'rejected';
  /** Account of the supervisor. */
  actor: string;
  reason: string;
  /** Lexicon that the call is judged by now: an accepted dispute dismisses the finding. */
  lexiconVersion: string;
  tell?: readonly NewNotification[];
}

/** Accepting writes a decision about the finding; when another decision comes in between, it is tried again. */
const attempts = 5;

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
      if (!opened) throw new KamertonError('conflict', 'эта находка уже оспорена; ответ – в её истории');
      return dispute;
    },

    /**
     * Decides a dispute. An accepted one dismisses the finding in the same batch.
     * @throws KamertonError `not_found`, or `conflict` when it is decided already.
     */
    async resolve(input: Resolution): Promise<Dispute> {
      for (let attempt = 1; attempt <= attempts; attempt += 1) {
        const dispute = await find(input.id);
        if (!dispute) throw new KamertonError('not_found', 'такого возражения нет');
        if (dispute.state !== 'open') {
          throw new KamertonError('conflict', 'по этому возражению уже принято решение; обновите страницу');
        }
        const now = clock();
        const resolved: Dispute = {
          ...dispute,
          state: input.verdict,
          resolvedBy: input.actor,
          resolvedAt: now.toISOString(),
          resolution: input.reason,
        };
        const steps: AtomicStep[] = [
          {
            query: database
              .updateTable('disputes')
              .set(toRow(resolved))
              .where('id', '=', dispute.id)
              .where('state', '=', 'open'),
            mustChange: true,
          },
          ...(input.verdict === 'accepted' ? await dismissal(dispute, input, now) : []),
          factStep(database, resolved),
          ...tellSteps(input.tell, now.toISOString()),
        ];
        if (await database.atomically(steps, { inOrderOf: dispute.callId })) return resolved;
      }
      throw new KamertonError('conflict', 'находку в этот момент решает кто-то ещё; повторите');
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

  async function dismissal(dispute: Dispute, input: Resolution, now: Date): Promise<AtomicStep[]> {
    const current = await reviews(database).find(dispute.findingId);
    const planned = planDecision(
      database,
      {
        call: { id: dispute.callId, day: dispute.day, operatorId: dispute.operatorId },
        findingId: dispute.findingId,
        anchor: dispute.anchor,
        seenVersion: current?.version ?? 0,
        decision: { kind: 'dismiss', reason: 'dispute_accepted', text: input.reason },
        actor: input.actor,
        lexiconVersion: input.lexiconVersion,
      },
      current,
      now,
    );
    return planned?.steps ?? [];
  }
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
});
