/** All judged calls by one figure, page by page: ids alone, the ledger has the rest. */
import { z } from 'zod';
import { KamertonError } from '#platform';
import type { CallScope } from '../../../domain/call-scope.ts';
import type { FactsReader } from '../client.ts';
import { inScope, runScopedQuery, scopedQuery } from '../query.ts';
import { largestPage } from './call-list.ts';

/** What calls can be ranked by; each from its good or large end (`down`) or from the other (`up`). */
const rankings = {
  best: { figure: 'score', way: 'down' },
  worst: { figure: 'score', way: 'up' },
  longest: { figure: 'duration', way: 'down' },
  shortest: { figure: 'duration', way: 'up' },
  most_findings: { figure: 'findings', way: 'down' },
  fewest_findings: { figure: 'findings', way: 'up' },
} as const;
export type Ranking = keyof typeof rankings;
export const rankingNames = Object.keys(rankings) as Ranking[];

/** As people left the call; in the list a call without the figure stands last, whichever the way. */
const figures = {
  score: 'round(if(o.version > 0, o.score, c.score), 2)',
  duration: 'c.duration',
  findings: 'if(o.version > 0, o.findings, c.findings)',
};
/** Nobody decides how long a call is. A run is named by its `analysis_id` alone. */
const withOutcomes = (figure: keyof typeof figures) =>
  figure === 'duration'
    ? ''
    : `LEFT ANY JOIN (SELECT analysis_id, version, ${figure} FROM call_outcomes FINAL) AS o ON c.analysis_id = o.analysis_id`;
const ways = {
  up: {
    order: 'ASC',
    behind: '>',
    last: '1e12',
    start: { after_figure: -1e12, after_id: '00000000-0000-0000-0000-000000000000' },
  },
  down: {
    order: 'DESC',
    behind: '<',
    last: '-1',
    start: { after_figure: 1e12, after_id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' },
  },
};

const rankedParams = z.object({
  operators: z.array(z.string()).default([]),
  after_figure: z.number(),
  after_id: z.uuid(),
  size: z.number().int(),
});
const cursorSchema = rankedParams.pick({ after_figure: true, after_id: true });

const rankedQuery = (figure: keyof typeof figures, way: keyof typeof ways) => {
  const { order, behind, last } = ways[way];
  return scopedQuery({
    name: `calls_by_${figure}_${way}`,
    sql: `SELECT toString(call_id) AS id, figure FROM (
      SELECT c.call_id AS call_id, toFloat64(ifNull(${figures[figure]}, ${last})) AS figure
      FROM (SELECT call_id, analysis_id, ${figure} FROM calls FINAL
        WHERE NOT erased AND ${inScope} AND (empty({operators:Array(String)}) OR operator_id IN {operators:Array(String)})) AS c
      ${withOutcomes(figure)})
      WHERE (figure, call_id) ${behind} ({after_figure:Float64}, {after_id:UUID})
      ORDER BY figure ${order}, call_id ${order} LIMIT {size:UInt32}`,
    params: rankedParams,
    row: z.object({ id: z.string(), figure: z.number() }),
    limit: largestPage + 1,
    seconds: 10,
  });
};
const queries = {
  score: { up: rankedQuery('score', 'up'), down: rankedQuery('score', 'down') },
  duration: { up: rankedQuery('duration', 'up'), down: rankedQuery('duration', 'down') },
  findings: { up: rankedQuery('findings', 'up'), down: rankedQuery('findings', 'down') },
};

export interface RankedPageOptions {
  /** Calls of a page, 1…200. */
  limit: number;
  /** The value that the previous page gave. */
  cursor?: string | undefined;
  /** Only calls of this operator. */
  operator?: string | undefined;
}

/**
 * One page of ids. The cursor names the figure and the call it stands behind: what comes or goes meanwhile shifts nothing.
 * @throws KamertonError `bad_input` for a cursor that is not one of ours
 */
export async function rankedCalls(
  reader: FactsReader,
  scope: CallScope,
  ranking: Ranking,
  { limit, cursor, operator }: RankedPageOptions,
): Promise<{ ids: string[]; nextCursor: string | null }> {
  const { figure, way } = rankings[ranking];
  const size = Math.min(limit, largestPage);
  const rows = await runScopedQuery(reader, queries[figure][way], scope, {
    ...(cursor === undefined ? ways[way].start : readCursor(cursor)),
    size: size + 1,
    operators: operator === undefined ? [] : [operator],
  });
  const ids = rows.slice(0, size).map(({ id }) => id);
  const last = rows[size - 1];
  const more = rows.length > size && last !== undefined;
  return { ids, nextCursor: more ? writeCursor({ after_figure: last.figure, after_id: last.id }) : null };
}

const writeCursor = (place: z.output<typeof cursorSchema>): string =>
  Buffer.from(JSON.stringify(place)).toString('base64url');

function readCursor(cursor: string): z.output<typeof cursorSchema> {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch (cause) {
    throw new KamertonError('bad_input', 'место в списке не читается: откройте список сначала', { cause });
  }
}
