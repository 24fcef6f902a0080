/** Reading the ledger for lists: pages of calls by their receipt, and whose calls there are. */
import { type SelectQueryBuilder, sql } from 'kysely';
import { boundedMap } from '#platform';
import type { CallScope } from '../../domain/call-scope.ts';
import type { CallState } from '../../domain/call-state.ts';
import type { StateDatabase } from './database.ts';
import { type LedgerCall, readCursor, writeCursor } from './ledger-call.ts';
import type { StateTables } from './tables/index.ts';

export interface LedgerPage {
  items: LedgerCall[];
  nextCursor: string | null;
  total: number;
}

export interface LedgerPageOptions {
  scope: CallScope;
  limit: number;
  /** The value that the previous page gave. */
  cursor?: string | undefined;
  state?: CallState | undefined;
  operator?: string | undefined;
  /** Oldest first. */
  oldestFirst?: boolean | undefined;
}

type Calls<O = object> = SelectQueryBuilder<StateTables, 'calls', O>;

/**
 * Calls of a scope. The query of several operators is one of each: an index holds an operator's calls in their order, those
 * of several would have to be sorted whole.
 */
function queriesOf(database: StateDatabase, { scope, operator, state }: LedgerPageOptions): Calls[] {
  const query = database.selectFrom('calls').$if(state !== undefined, (q) => q.where('state', '=', state ?? 'done'));
  const operators = operatorsOf(scope);
  if (operators === null) return [operator === undefined ? query : query.where('operator_id', '=', operator)];
  return operators
    .filter((id) => operator === undefined || id === operator)
    .map((id) => query.where('operator_id', '=', id));
}

/** Ids of the operators in scope; null: all calls, those without an operator too. */
export function operatorsOf(scope: CallScope): readonly string[] | null {
  if (scope.kind === 'all') return null;
  if (scope.kind === 'operator') return [scope.operatorId];
  return scope.kind === 'teams' ? [...new Set(scope.operatorIds)] : [];
}

/** Counting walks through an index: 30 ms for 360,000 calls. So many are shown as they were counted a moment ago. */
const manyCalls = 10_000;
const countedForMs = 10_000;
/** Counts that are remembered: one for each scope, operator and state that somebody looks at. */
const mostCounts = 200;

/** How many calls a selection has. */
function callCounts(database: StateDatabase): (options: LedgerPageOptions) => Promise<number> {
  const counted = boundedMap<{ calls: number; at: number }>(mostCounts);
  return async (options) => {
    const { scope, operator, state } = options;
    const key = JSON.stringify([scope, operator, state]);
    const known = counted.get(key);
    if (known !== undefined && performance.now() - known.at < countedForMs) return known.calls;
    const queries = queriesOf(database, options);
    const rows = await Promise.all(queries.map((query) => query.select(sql<number>`count(*)`.as('calls')).execute()));
    const calls = rows.reduce((sum, [row]) => sum + Number(row?.calls ?? 0), 0);
    if (calls > manyCalls) counted.set(key, { calls, at: performance.now() });
    return calls;
  };
}

/**
 * Pages of the calls, newest first unless told; `total` is counted for the first page and carried on by the cursor.
 * @param callsOf reads calls by id
 */
export function ledgerPages(
  database: StateDatabase,
  callsOf: (ids: readonly string[]) => Promise<LedgerCall[]>,
): (options: LedgerPageOptions) => Promise<LedgerPage> {
  const count = callCounts(database);
  return async (options) => {
    const queries = queriesOf(database, options);
    const after = options.cursor === undefined ? null : readCursor(options.cursor);
    const most = options.limit + 1;
    const way = options.oldestFirst === true ? 'asc' : 'desc';
    const behind = sql.raw(way === 'asc' ? '>' : '<');
    const inOrder = way === 'asc' ? (a: Place, b: Place) => newestFirst(b, a) : newestFirst;
    const total = after?.total ?? (await count(options));
    const keys = await Promise.all(
      queries.map((query) =>
        query
          .$if(after !== null, (q) =>
            q.where(sql<boolean>`(received_at, id) ${behind} (${after?.receivedAt}, ${after?.id})`),
          )
          .select(['id', 'received_at'])
          .orderBy('received_at', way)
          .orderBy('id', way)
          .limit(most)
          .execute(),
      ),
    );
    const ids = keys.flat().toSorted(inOrder).slice(0, most);
    const calls = await callsOf(ids.slice(0, options.limit).map(({ id }) => id));
    const byId = new Map(calls.map((call) => [call.id, call]));
    const items = ids.flatMap(({ id }) => byId.get(id) ?? []);
    const last = items.at(-1);
    return { items, nextCursor: ids.length > options.limit && last ? writeCursor(last, total) : null, total };
  };
}

interface Place {
  id: string;
  received_at: string;
}

/** Letters and digits of ids and moments: their order is that of both databases. */
const newestFirst = (a: Place, b: Place) => order(b.received_at, a.received_at) || order(b.id, a.id);
const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Every operator of the calls in scope once, by id, under the name that the newest call with a name gives. From one id the
 * index leads to the next: the calls between them are not read.
 */
export async function ledgerOperators(
  database: StateDatabase,
  scope: CallScope,
): Promise<{ id: string; name: string | null }[]> {
  const inScope = operatorsOf(scope);
  if (inScope?.length === 0) return [];
  const { rows } = await sql<{ id: string; name: string | null }>`
    WITH RECURSIVE people(id) AS (
      SELECT min(operator_id) FROM calls
      UNION ALL
      SELECT (SELECT min(operator_id) FROM calls WHERE operator_id > people.id) FROM people WHERE people.id IS NOT NULL
    )
    SELECT id, (SELECT operator_name FROM calls WHERE operator_id = people.id AND operator_name IS NOT NULL
      ORDER BY received_at DESC LIMIT 1) AS name
    FROM people WHERE id IS NOT NULL ORDER BY id`.execute(database);
  const seen = inScope === null ? null : new Set(inScope);
  return rows.filter(({ id }) => seen === null || seen.has(id));
}
