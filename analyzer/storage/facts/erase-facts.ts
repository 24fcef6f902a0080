/**
 * Erasing calls from ClickHouse so that the disk no longer holds them: rewritten parts, and the old ones gone. A lightweight
 * DELETE only hides rows. Everything may be repeated: a killed run leaves `erasing` as it was and goes on from there.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { KamertonError } from '#platform';
import type { DeletionLevel } from '../../domain/retention.ts';
import type { FactsClient } from './client.ts';
import { forgetRolls, isRolled, rolledTables } from './day-rolls.ts';
import { blanksOf, type FactTable, survivors } from './erase-plan.ts';
import { factsQuery, runFactsQuery } from './query.ts';
import type { StoredParts } from './stored-parts.ts';

export interface ErasedCall {
  callId: string;
  day: string;
  /** The sound is no fact: `recording` is not for this store. */
  level: Exclude<DeletionLevel, 'recording'>;
  newId: string;
}

export type FactsEraser = ReturnType<typeof factsEraser>;

/** Tables that hold calls, whoever made them. */
const tablesOfCalls = factsQuery({
  name: 'tables_of_calls',
  sql: `SELECT table, groupArray((name, type)) AS columns FROM system.columns
        WHERE database = currentDatabase() AND table != 'erasing' AND table IN (
          SELECT table FROM system.columns WHERE database = currentDatabase() AND name = 'call_id')
        AND table IN (SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE {engine:String})
        AND default_kind NOT IN ('ALIAS', 'MATERIALIZED')
        GROUP BY table ORDER BY table`,
  params: z.object({ engine: z.string() }),
  row: z.object({
    table: z.string().regex(/^[a-z_][a-z0-9_]*$/),
    columns: z.array(z.tuple([z.string().regex(/^[a-z_][a-z0-9_]*$/), z.string()])),
  }),
  limit: 1_000,
});

const mutationsFrom = (source: string) => `SELECT table, latest_fail_reason != '' AS failing FROM ${source}
  WHERE database = currentDatabase() AND table IN {tables:Array(String)} AND NOT is_done`;
const partsFrom = (source: string) => `SELECT concat(hostName(), '/', table, '/', name) AS part FROM ${source}
  WHERE database = currentDatabase() AND table IN {tables:Array(String)} AND NOT active`;
const everywhere = (table: string) => `clusterAllReplicas({cluster:String}, system.${table})`;

const tablesParams = z.object({ tables: z.array(z.string()) });
const clusterParams = tablesParams.extend({ cluster: z.string() });
const mutationRow = z.object({ table: z.string(), failing: z.union([z.boolean(), z.number()]) });
const partRow = z.object({ part: z.string() }).transform(({ part }) => part);

const unfinishedMutations = factsQuery({
  name: 'unfinished_mutations',
  sql: mutationsFrom('system.mutations'),
  params: tablesParams,
  row: mutationRow,
  limit: 10_000,
});
const unfinishedOnCluster = factsQuery({
  name: 'unfinished_mutations_of_cluster',
  sql: mutationsFrom(everywhere('mutations')),
  params: clusterParams,
  row: mutationRow,
  limit: 100_000,
});
const oldParts = factsQuery({
  name: 'old_parts',
  sql: partsFrom('system.parts'),
  params: tablesParams,
  row: partRow,
  limit: 1_000_000,
});
const oldPartsOnCluster = factsQuery({
  name: 'old_parts_of_cluster',
  sql: partsFrom(everywhere('parts')),
  params: clusterParams,
  row: partRow,
  limit: 1_000_000,
});

/** Rewriting the parts of a big store takes minutes; longer than this and the deletion goes on at its next run. */
const longestWaitMs = 3_600_000;

/** The eraser over an open client. One at a time over a store: hold a lease. */
export function factsEraser(client: FactsClient, parts: StoredParts) {
  const { cluster } = parts;
  const mutationsOf = (names: readonly string[]) => {
    const tables = names.map((name) => parts.local(name));
    return cluster === undefined
      ? runFactsQuery(client, unfinishedMutations, { tables })
      : runFactsQuery(client, unfinishedOnCluster, { tables, cluster });
  };
  const oldPartsOf = (names: readonly string[]) => {
    const tables = names.map((name) => parts.local(name));
    return cluster === undefined
      ? runFactsQuery(client, oldParts, { tables })
      : runFactsQuery(client, oldPartsOnCluster, { tables, cluster });
  };
  const copy = (query: string) => client.command({ query, clickhouse_settings: { log_queries: 0 } });

  const touched = async (table: string, levels: readonly string[]): Promise<boolean> => {
    const result = await client.query({
      query: `SELECT count() AS n FROM ${table} WHERE call_id IN (SELECT call_id FROM erasing WHERE level IN {levels:Array(String)})`,
      query_params: { levels },
      format: 'JSONEachRow',
      clickhouse_settings: { log_queries: 0 },
    });
    return z.array(z.object({ n: z.coerce.number() })).parse(await result.json())[0]?.n !== 0;
  };

  const until = async (what: string, reached: () => Promise<boolean>) => {
    const deadline = Date.now() + longestWaitMs;
    while (!(await reached())) {
      if (Date.now() > deadline) throw new KamertonError('store_unavailable', `${what}: хранилище не успело за час`);
      await pause(250);
    }
  };

  return {
    /** Erases the calls and returns when no file of the store holds them any more. */
    async erase(calls: readonly ErasedCall[]): Promise<void> {
      await parts.empty('erasing');
      if (calls.length === 0) return;
      await client.insert({
        table: 'erasing',
        values: calls.map(({ callId, day, level, newId }) => ({ call_id: callId, day, level, new_id: newId })),
        format: 'JSONEachRow',
      });
      await parts.replicated('erasing');
      const tables: FactTable[] = (await runFactsQuery(client, tablesOfCalls, { engine: parts.engine })).flatMap(
        // Copies of days are dropped as a whole.
        ({ table, columns }) => (isRolled(table) ? [] : [{ table, columns: new Map(columns) }]),
      );
      const changed = new Set<string>(['erasing']);
      for (const table of tables) {
        if (await touched(table.table, ['everything'])) {
          const statement = survivors(table);
          if (statement !== null) await copy(statement);
        }
      }
      for (const table of tables) {
        const statements: string[] = [];
        if (await touched(table.table, ['words', 'everything'])) {
          const blanks = blanksOf(table);
          const erasing = parts.beside('erasing');
          const of = (level: string) => `call_id IN (SELECT call_id FROM ${erasing} WHERE level IN (${level}))`;
          if (blanks === 'all') {
            statements.push(`DELETE WHERE ${of("'words', 'everything'")}`);
          } else {
            if (blanks.length > 0 && (await touched(table.table, ['words'])))
              statements.push(`UPDATE ${blanks.join(', ')} WHERE ${of("'words'")}`);
            if (await touched(table.table, ['everything'])) statements.push(`DELETE WHERE ${of("'everything'")}`);
          }
        }
        for (const statement of statements) await parts.change(table.table, statement);
        if (statements.length > 0) changed.add(table.table);
      }
      if (tables.some(({ table }) => table === 'call_words') && changed.has('call_words')) {
        await this.settle(['call_words']);
        // Forms that no call holds any more: a rare surname must not live on in the index.
        await parts.change(
          'vocabulary',
          `DELETE WHERE bitAnd(CRC32(word), 16777215) NOT IN (SELECT arrayJoin(words) FROM ${parts.everywhere('call_words')})`,
        );
        changed.add('vocabulary');
      }
      await this.settle([...changed].filter((table) => table !== 'erasing'));
      await forgetRolls(parts);
      for (const table of rolledTables) changed.add(table);
      await parts.empty('erasing');
      await this.sweep([...changed]);
    },

    /** Waits until the mutations of these tables are through. */
    async settle(tables: string[]): Promise<void> {
      await until('удаление строк', async () => {
        const left = await mutationsOf(tables);
        if (left.some(({ failing }) => Number(failing) === 1)) {
          throw new KamertonError(
            'store_unavailable',
            'хранилище не смогло переписать части таблиц; проверьте место на диске',
          );
        }
        return left.length === 0;
      });
    },

    /** Waits until the parts that were replaced so far have left the disk. */
    async sweep(tables: string[]): Promise<void> {
      // Not at once by itself: a merged part is not synced, and the old ones are its insurance for eight minutes.
      for (const table of tables) await parts.change(table, 'MODIFY SETTING old_parts_lifetime = 1');
      try {
        const replaced = new Set(await oldPartsOf(tables));
        await until('очистка диска', async () => {
          const left = await oldPartsOf(tables);
          return !left.some((part) => replaced.has(part));
        });
      } finally {
        for (const table of tables) await parts.change(table, 'RESET SETTING old_parts_lifetime');
      }
    },
  };
}
