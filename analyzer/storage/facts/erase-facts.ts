/**
 * Erasing calls from ClickHouse so that the disk no longer holds them: rewritten parts, and the old ones gone. A lightweight
 * DELETE only hides rows. Everything may be repeated: a killed run leaves `erasing` as it was and goes on from there.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { KamertonError } from '#platform';
import type { DeletionLevel } from '../../domain/retention.ts';
import type { FactsClient } from './client.ts';
import { forgetRolls } from './day-rolls.ts';
import { blanksOf, type FactTable, survivors } from './erase-plan.ts';
import { factsQuery, runFactsQuery } from './query.ts';

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
        AND table IN (SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree')
        AND default_kind NOT IN ('ALIAS', 'MATERIALIZED')
        GROUP BY table ORDER BY table`,
  params: z.object({}),
  row: z.object({
    table: z.string().regex(/^[a-z_][a-z0-9_]*$/),
    columns: z.array(z.tuple([z.string().regex(/^[a-z_][a-z0-9_]*$/), z.string()])),
  }),
  limit: 1_000,
});

const unfinishedMutations = factsQuery({
  name: 'unfinished_mutations',
  sql: `SELECT table, latest_fail_reason != '' AS failing FROM system.mutations
        WHERE database = currentDatabase() AND table IN {tables:Array(String)} AND NOT is_done`,
  params: z.object({ tables: z.array(z.string()) }),
  row: z.object({ table: z.string(), failing: z.union([z.boolean(), z.number()]) }),
  limit: 10_000,
});

const oldParts = factsQuery({
  name: 'old_parts',
  sql: `SELECT concat(table, '/', name) AS part FROM system.parts
        WHERE database = currentDatabase() AND table IN {tables:Array(String)} AND NOT active`,
  params: z.object({ tables: z.array(z.string()) }),
  row: z.object({ part: z.string() }).transform(({ part }) => part),
  limit: 1_000_000,
});

const settings = { mutations_sync: '0', allow_nondeterministic_mutations: 1, log_queries: 0 } as const;
/** Rewriting the parts of a big store takes minutes; longer than this and the deletion goes on at its next run. */
const longestWaitMs = 3_600_000;

/** The eraser over an open client. One at a time over a store: hold a lease. */
export function factsEraser(client: FactsClient) {
  const run = (query: string) => client.command({ query, clickhouse_settings: settings });

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
      await run('TRUNCATE TABLE erasing');
      if (calls.length === 0) return;
      await client.insert({
        table: 'erasing',
        values: calls.map(({ callId, day, level, newId }) => ({ call_id: callId, day, level, new_id: newId })),
        format: 'JSONEachRow',
      });
      const tables: FactTable[] = (await runFactsQuery(client, tablesOfCalls, {})).map(({ table, columns }) => ({
        table,
        columns: new Map(columns),
      }));
      const changed = new Set<string>(['erasing']);
      for (const table of tables) {
        if (await touched(table.table, ['everything'])) {
          const copy = survivors(table);
          if (copy !== null) await run(copy);
        }
      }
      for (const table of tables) {
        const statements: string[] = [];
        if (await touched(table.table, ['words', 'everything'])) {
          const blanks = blanksOf(table);
          const of = (level: string) => `call_id IN (SELECT call_id FROM erasing WHERE level IN (${level}))`;
          if (blanks === 'all') {
            statements.push(`ALTER TABLE ${table.table} DELETE WHERE ${of("'words', 'everything'")}`);
          } else {
            if (blanks.length > 0 && (await touched(table.table, ['words'])))
              statements.push(`ALTER TABLE ${table.table} UPDATE ${blanks.join(', ')} WHERE ${of("'words'")}`);
            if (await touched(table.table, ['everything']))
              statements.push(`ALTER TABLE ${table.table} DELETE WHERE ${of("'everything'")}`);
          }
        }
        for (const statement of statements) await run(statement);
        if (statements.length > 0) changed.add(table.table);
      }
      if (tables.some(({ table }) => table === 'call_words') && changed.has('call_words')) {
        await this.settle(['call_words']);
        // Forms that no call holds any more: a rare surname must not live on in the index.
        await run(
          'ALTER TABLE vocabulary DELETE WHERE bitAnd(CRC32(word), 16777215) NOT IN (SELECT arrayJoin(words) FROM call_words)',
        );
        changed.add('vocabulary');
      }
      await this.settle([...changed].filter((table) => table !== 'erasing'));
      await forgetRolls(client);
      changed.add('day_counts').add('day_rolls');
      await run('TRUNCATE TABLE erasing');
      await this.sweep([...changed]);
    },

    /** Waits until the mutations of these tables are through. */
    async settle(tables: string[]): Promise<void> {
      await until('удаление строк', async () => {
        const left = await runFactsQuery(client, unfinishedMutations, { tables });
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
      for (const table of tables) await run(`ALTER TABLE ${table} MODIFY SETTING old_parts_lifetime = 1`);
      try {
        const replaced = new Set(await runFactsQuery(client, oldParts, { tables }));
        await until('очистка диска', async () => {
          const left = await runFactsQuery(client, oldParts, { tables });
          return !left.some((part) => replaced.has(part));
        });
      } finally {
        for (const table of tables) await run(`ALTER TABLE ${table} RESET SETTING old_parts_lifetime`);
      }
    },
  };
}
