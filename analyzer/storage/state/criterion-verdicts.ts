/** Outcomes that people give to criteria beside the machine's: append-only, the highest version counts. */
import { type Outcome, outcomeSchema } from '../../domain/criterion.ts';
import type { StateDatabase } from './database.ts';
import { outcomeDueStep } from './outcomes-due.ts';
import { prepared } from './prepared.ts';
import type { CriterionVerdictsTable } from './tables/verdict-tables.ts';

export interface CriterionVerdict {
  id: string;
  callId: string;
  criterion: string;
  version: number;
  /** Null: back to the machine's answer. */
  outcome: Outcome | null;
  text: string;
  actor: string;
  at: string;
}

export interface NewCriterionVerdict extends Omit<CriterionVerdict, 'version' | 'at'> {
  day: string;
  /** Version that the author saw; 0 when nobody had decided. */
  seenVersion: number;
}

export type CriterionVerdicts = ReturnType<typeof criterionVerdicts>;

/** Verdicts over an open state database. */
export function criterionVerdicts(database: StateDatabase, clock: () => Date = () => new Date()) {
  const verdictsOf = prepared(database, ['call'], ({ call }) =>
    database.selectFrom('criterion_verdicts').selectAll().where('call_id', '=', call).orderBy('at').orderBy('version'),
  );

  return {
    /** Writes one. False when somebody else was first; the same id again is true and changes nothing. */
    async give(verdict: NewCriterionVerdict): Promise<boolean> {
      const { callId, seenVersion, ...row } = verdict;
      const added = await database.atomically([
        {
          query: database
            .insertInto('criterion_verdicts')
            .values({ ...row, call_id: callId, version: seenVersion + 1, at: clock().toISOString() })
            .onConflict((conflict) => conflict.doNothing()),
          mustChange: true,
        },
        outcomeDueStep(database, { id: callId, day: row.day }),
      ]);
      if (added) return true;
      const same = await database
        .selectFrom('criterion_verdicts')
        .select('id')
        .where('id', '=', verdict.id)
        .where('call_id', '=', callId)
        .executeTakeFirst();
      return same !== undefined;
    },

    /** Everything said about a call's criteria, oldest first. */
    async ofCall(callId: string): Promise<CriterionVerdict[]> {
      return (await verdictsOf({ call: callId })).map(toVerdict);
    },

    /** The same for many calls; those nobody spoke about are missing. */
    async ofCalls(callIds: readonly string[]): Promise<Map<string, CriterionVerdict[]>> {
      const rows = await database
        .selectFrom('criterion_verdicts')
        .selectAll()
        .where('call_id', 'in', callIds)
        .orderBy('at')
        .orderBy('version')
        .execute();
      const byCall = new Map<string, CriterionVerdict[]>();
      for (const verdict of rows.map(toVerdict)) {
        byCall.set(verdict.callId, [...(byCall.get(verdict.callId) ?? []), verdict]);
      }
      return byCall;
    },
  };
}

const toVerdict = (row: CriterionVerdictsTable): CriterionVerdict => ({
  id: row.id,
  callId: row.call_id,
  criterion: row.criterion,
  version: Number(row.version),
  outcome: outcomeSchema.nullable().parse(row.outcome),
  text: row.text,
  actor: row.actor,
  at: row.at,
});
