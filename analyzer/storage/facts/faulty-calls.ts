/** Calls of one operator in a stretch of time, and which of them have certain findings of the given rules. */
import { z } from 'zod';
import type { CallScope } from '../../domain/call-scope.ts';
import type { FactsReader } from './client.ts';
import { inScope, runScopedQuery, scopedQuery } from './query.ts';

const faultyCalls = scopedQuery({
  name: 'faulty_calls',
  sql: `SELECT toString(call_id) AS id, started_at,
      arrayExists((rule, sure) -> sure AND has({rules:Array(String)}, rule), found_rules, found_certain) AS faulty
    FROM calls FINAL
    WHERE day >= toDate({from:DateTime64(3, 'UTC')}) AND day <= toDate({to:DateTime64(3, 'UTC')})
      AND started_at >= {from:DateTime64(3, 'UTC')} AND started_at < {to:DateTime64(3, 'UTC')}
      AND operator_id = {operator:String} AND ${inScope}
    ORDER BY started_at DESC LIMIT 20000`,
  params: z.object({ from: z.string(), to: z.string(), operator: z.string(), rules: z.array(z.string()) }),
  row: z
    .object({ id: z.string(), started_at: z.string(), faulty: z.union([z.boolean(), z.number()]) })
    .transform((row) => ({
      id: row.id,
      at: `${row.started_at.replace(' ', 'T')}Z`,
      faulty: row.faulty === true || row.faulty === 1,
    })),
  limit: 20_000,
});

const asBound = (at: Date) => at.toISOString().slice(0, 23).replace('T', ' ');

/** Newest first, 20,000 at most. */
export function readFaultyCalls(
  reader: FactsReader,
  scope: CallScope,
  ask: { from: Date; to: Date; operatorId: string; rules: readonly string[] },
): Promise<z.output<typeof faultyCalls.row>[]> {
  const { from, to, operatorId: operator, rules } = ask;
  return runScopedQuery(reader, faultyCalls, scope, {
    from: asBound(from),
    to: asBound(to),
    operator,
    rules: [...rules],
  });
}
