/** What has happened that webhooks tell of, by its time: scored calls, confirmed findings, opened disputes. */
import { decisionSchema } from '../../domain/review.ts';
import type { WebhookEvent } from '../../domain/webhook.ts';
import type { StateDatabase } from './database.ts';

export interface Happening {
  event: WebhookEvent;
  /** Makes it one, however often it is looked at. */
  key: string;
  at: string;
  callId: string;
  findingId?: string;
  disputeId?: string;
}

export type WebhookFeed = ReturnType<typeof webhookFeed>;

const most = 1_000;

export interface Happenings {
  found: Happening[];
  /** Where a kind had more than could be taken: looking goes on from there. */
  until: string | null;
}

/** The feed over an open state database. */
export function webhookFeed(database: StateDatabase) {
  return {
    /** Happenings of the kinds asked for at or after an instant (ISO 8601, UTC), oldest first of each kind; at most 1,000 a kind. */
    async since(at: string, events: ReadonlySet<WebhookEvent>): Promise<Happenings> {
      const found: Happening[] = [];
      const ends: string[] = [];
      const endAt = (times: readonly string[]) => {
        if (times.length === most) ends.push(times.at(-1) ?? at);
      };
      if (events.has('call.scored')) {
        const calls = await database
          .selectFrom('calls')
          .select(['id', 'run', 'updated_at'])
          .where('state', '=', 'done')
          .where('updated_at', '>=', at)
          .orderBy('updated_at')
          .limit(most)
          .execute();
        endAt(calls.map(({ updated_at }) => updated_at));
        for (const { id, run, updated_at } of calls)
          found.push({ event: 'call.scored', key: `${id} ${run}`, at: updated_at, callId: id });
      }
      if (events.has('finding.confirmed')) {
        const decisions = await database
          .selectFrom('review_events')
          .select(['id', 'finding_id', 'call_id', 'decision', 'at'])
          .where('at', '>=', at)
          .orderBy('at')
          .limit(most)
          .execute();
        endAt(decisions.map((row) => row.at));
        for (const row of decisions) {
          if (decisionSchema.parse(JSON.parse(row.decision)).kind !== 'confirm') continue;
          found.push({
            event: 'finding.confirmed',
            key: row.id,
            at: row.at,
            callId: row.call_id,
            findingId: row.finding_id,
          });
        }
      }
      if (events.has('dispute.opened')) {
        const disputes = await database
          .selectFrom('disputes')
          .select(['id', 'finding_id', 'call_id', 'opened_at'])
          .where('opened_at', '>=', at)
          .orderBy('opened_at')
          .limit(most)
          .execute();
        endAt(disputes.map((row) => row.opened_at));
        for (const row of disputes)
          found.push({
            event: 'dispute.opened',
            key: row.id,
            at: row.opened_at,
            callId: row.call_id,
            findingId: row.finding_id,
            disputeId: row.id,
          });
      }
      return { found, until: ends.sort()[0] ?? null };
    },
  };
}
