/** Drawings of calls by lot: written down with their seed, so that anybody can draw them again. */
import { deterministicUuid } from '#platform';
import type { StateDatabase } from './database.ts';
import { outboxStep } from './outbox.ts';
import { type NewReviewItem, toItemRow } from './review-items.ts';
import type { AuditSamplesTable } from './tables/desk-tables.ts';

export interface AuditSample {
  id: string;
  seed: string;
  operatorId: string;
  from: string;
  to: string;
  population: number;
  populationSha256: string;
  size: number;
  drawnBy: string;
  drawnAt: string;
}

export type AuditSamples = ReturnType<typeof auditSamples>;

/** Drawings over an open state database. */
export function auditSamples(database: StateDatabase, clock: () => Date = () => new Date()) {
  return {
    /**
     * Writes a drawing by lot down together with its calls, and these on their way to the facts store; the same drawing
     * twice is one: the first, whatever calls have come since.
     */
    async add(sample: Omit<AuditSample, 'id' | 'drawnAt'>, items: readonly NewReviewItem[]): Promise<AuditSample> {
      const now = clock();
      const id = deterministicUuid('sample', sample.seed, sample.operatorId, sample.from, sample.to);
      const drawn = { ...sample, id, drawnAt: now.toISOString() };
      const rows = items.map((item) => toItemRow({ ...item, kind: 'audit', sampleId: id }, now));
      const isFirst = await database.atomically([
        {
          query: database
            .insertInto('audit_samples')
            .values({
              id,
              seed: sample.seed,
              operator_id: sample.operatorId,
              period_from: sample.from,
              period_to: sample.to,
              population: sample.population,
              population_sha256: sample.populationSha256,
              size: sample.size,
              drawn_by: sample.drawnBy,
              drawn_at: drawn.drawnAt,
            })
            .onConflict((conflict) => conflict.column('id').doNothing()),
          mustChange: true,
        },
        ...(rows.length === 0
          ? []
          : [
              {
                query: database
                  .insertInto('review_items')
                  .values(rows)
                  .onConflict((conflict) => conflict.columns(['kind', 'call_id']).doNothing()),
              },
            ]),
        ...items.map(({ callId, day }) =>
          outboxStep(database, 'sampled_calls', callId, {
            day,
            call_id: callId,
            event_id: deterministicUuid('sampled', callId),
            sample_id: id,
            at: drawn.drawnAt,
            operator_id: sample.operatorId,
            period_from: sample.from,
            period_to: sample.to,
            population: sample.population,
            drawn: items.length,
          }),
        ),
      ]);
      if (isFirst) return drawn;
      return toSample(
        await database.selectFrom('audit_samples').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
      );
    },

    /** Drawings of a period, the oldest first. */
    async ofPeriod(from: string, to: string): Promise<AuditSample[]> {
      const rows = await database
        .selectFrom('audit_samples')
        .selectAll()
        .where('period_from', '=', from)
        .where('period_to', '=', to)
        .orderBy('drawn_at')
        .orderBy('id')
        .execute();
      return rows.map(toSample);
    },

    /** Calls of a drawing. */
    async callsOf(id: string): Promise<string[]> {
      const rows = await database
        .selectFrom('review_items')
        .select('call_id')
        .where('sample_id', '=', id)
        .orderBy('call_id')
        .execute();
      return rows.map((row) => row.call_id);
    },

    /** Calls of an operator that were ever drawn. */
    async callsOfOperator(operatorId: string): Promise<string[]> {
      const rows = await database
        .selectFrom('review_items')
        .select('call_id')
        .where('kind', '=', 'audit')
        .where('operator_id', '=', operatorId)
        .execute();
      return rows.map((row) => row.call_id);
    },

    /** Drawings of an operator, newest first; all operators when absent. */
    async list(operatorId?: string): Promise<AuditSample[]> {
      let query = database.selectFrom('audit_samples').selectAll();
      if (operatorId !== undefined) query = query.where('operator_id', '=', operatorId);
      const rows = await query.orderBy('drawn_at', 'desc').orderBy('id').limit(1_000).execute();
      return rows.map(toSample);
    },
  };
}

const toSample = (row: AuditSamplesTable): AuditSample => ({
  id: row.id,
  seed: row.seed,
  operatorId: row.operator_id,
  from: row.period_from,
  to: row.period_to,
  population: Number(row.population),
  populationSha256: row.population_sha256,
  size: Number(row.size),
  drawnBy: row.drawn_by,
  drawnAt: row.drawn_at,
});
