/** What people decided about findings of drawn calls and in disputes: the material of the trust figures. */
import { deterministicUuid } from '#platform';
import { findingAnchorSchema } from '../../domain/review.ts';
import type { TrustFigures } from '../../domain/trust.ts';
import type { AtomicStep } from './atomic-steps.ts';
import type { StateDatabase } from './database.ts';

export interface DecidedInSample {
  callId: string;
  day: string;
  operatorId: string | null;
  rule: string;
  /** «rule/entry»; empty for a finding that a person added. */
  entry: string;
  confirmed: boolean;
  /** Dismissal's reason. */
  reason: string | null;
  at: string;
  lexiconVersion: string;
  /** Seconds, and the words there. */
  start: number;
  text: string;
}

export interface TrustEvent {
  entry: string;
  kind: 'demoted' | 'lifted';
  mark: string;
  figures: TrustFigures | null;
  reason: string;
  /** Version of the lexicons that it came into force with. */
  version: number;
  actor: string;
  at: string;
}

export type TrustMaterialStore = ReturnType<typeof trustMaterial>;

/** Newest decisions that are looked at. */
const mostDecisions = 100_000;

/** Over an open state database. */
export function trustMaterial(database: StateDatabase, clock: () => Date = () => new Date()) {
  const noteStep = ({ figures, version, ...row }: Omit<TrustEvent, 'at'>): AtomicStep => ({
    query: database
      .insertInto('trust_events')
      .values({
        ...row,
        id: deterministicUuid('trust', row.entry, row.kind, String(version)),
        version_number: version,
        at: clock().toISOString(),
        figures: figures === null ? null : JSON.stringify(figures),
      })
      .onConflict((conflict) => conflict.column('id').doNothing()),
  });

  return {
    /** Decisions about findings of calls that the lot drew; `since`: first day of the calls. Newest first. */
    async decided(
      since: string,
      only: { entry?: string; rule?: string; operators?: readonly string[] | undefined; limit?: number } = {},
    ): Promise<DecidedInSample[]> {
      let query = database
        .selectFrom('finding_reviews')
        .selectAll('finding_reviews')
        .where('finding_reviews.day', '>=', since)
        .where('verdict', 'in', ['confirmed', 'dismissed'])
        .where((e) =>
          e.exists(
            e
              .selectFrom('review_items')
              .select('review_items.id')
              .whereRef('review_items.call_id', '=', 'finding_reviews.call_id')
              .where('review_items.kind', '=', 'audit'),
          ),
        );
      if (only.entry !== undefined) query = query.where('entry', '=', only.entry);
      if (only.rule !== undefined) query = query.where('rule', '=', only.rule);
      if (only.operators !== undefined) query = query.where('operator_id', 'in', only.operators);
      const rows = await query
        .orderBy('at', 'desc')
        .orderBy('id')
        .limit(only.limit ?? mostDecisions)
        .execute();
      return rows.map((row) => {
        const anchor = findingAnchorSchema.parse(JSON.parse(row.anchor));
        return {
          callId: row.call_id,
          day: row.day,
          operatorId: row.operator_id,
          rule: row.rule,
          entry: row.entry,
          confirmed: row.verdict === 'confirmed',
          reason: row.reason,
          at: row.at,
          lexiconVersion: row.lexicon_version,
          start: anchor.start,
          text: anchor.text,
        };
      });
    },

    /** Decided disputes about calls from the day on. */
    async disputes(since: string): Promise<{ rule: string; entry: string; accepted: boolean; at: string }[]> {
      const rows = await database
        .selectFrom('disputes')
        .select(['anchor', 'entry', 'state', 'resolved_at'])
        .where('day', '>=', since)
        .where('state', '!=', 'open')
        .orderBy('opened_at', 'desc')
        .limit(mostDecisions)
        .execute();
      return rows.map(({ anchor, entry, state, resolved_at }) => ({
        rule: findingAnchorSchema.parse(JSON.parse(anchor)).rule,
        entry,
        accepted: state === 'accepted',
        at: resolved_at ?? '',
      }));
    },

    /** What happened to entries, newest first. */
    async events(): Promise<TrustEvent[]> {
      const rows = await database
        .selectFrom('trust_events')
        .selectAll()
        .orderBy('at', 'desc')
        .orderBy('id')
        .limit(2_000)
        .execute();
      return rows.map(({ figures, version_number, id: _, ...row }) => ({
        ...row,
        figures: figures === null ? null : (JSON.parse(figures) as TrustFigures),
        version: Number(version_number),
      }));
    },

    /** The step that notes it in the batch of the version; the same of a version twice is once. */
    noteStep,

    async note(event: Omit<TrustEvent, 'at'>): Promise<void> {
      await database.atomically([noteStep(event)]);
    },
  };
}
