/** Every named query of the product, walked: its parameters are those of its SQL, and a real migrated store runs it. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { KamertonError } from '../../../analyzer/platform/errors.ts';
import { openFactsReader } from '../../../analyzer/storage/facts/client.ts';
import {
  factsQueries,
  factsQuery,
  inScope,
  runFactsQuery,
  runScopedQuery,
  scopedQuery,
} from '../../../analyzer/storage/facts/query.ts';
import { scoresByStep } from '../../../analyzer/storage/facts/screens/trends.ts';
import { embeddedStore } from '../../support/embedded-store.ts';
import { twoShards } from '../../support/two-shards.ts';

const folder = fileURLToPath(new URL('../../../analyzer/storage/facts', import.meta.url));
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
for (const file of files) await import(join(folder, file));
const queries = [...factsQueries.values()];

const store = embeddedStore();
const shards = twoShards();
const period = { from: '2026-03-01', to: '2026-03-31', zone: 'Europe/Moscow', step: 'week' as const };

const placeholdersOf = (sql: string) =>
  new Map([...sql.matchAll(/\{(\w+):([^}]+)\}/g)].map(([, name = '', type = '']) => [name, type]));
const scopeNames = ['scope_all', 'scope_operators'];

/** A value that fits the type of a placeholder; a few names allow only certain words. */
function sampleOf(name: string, type: string): unknown {
  if (name === 'step') return 'week';
  if (name === 'digits') return '123456';
  if (name === 'cluster') return 'main';
  // Counts that are gone are an error, which the reader expects.
  if (name === 'builds') return [];
  if (name === 'as_of') return '2026-03-11T00:00:00.000Z';
  if (name === 'these') return [{ day: '2026-03-11', callId: '00000000-0000-4000-8000-000000000000' }];
  if (name === 'flags') return ['fatal', 'findings'];
  if (/^Nullable/.test(type)) return null;
  const list = /^Array\((.*)\)$/.exec(type);
  if (list) return [sampleOf(name, list[1] ?? '')];
  if (/^(U?Int|Float)/.test(type)) return 1;
  if (type === 'Bool') return true;
  if (type === 'UUID') return '00000000-0000-4000-8000-000000000000';
  if (type === 'Date') return '2026-03-11';
  if (/^DateTime/.test(type)) return '2026-03-11 00:00:00.000';
  return 'UTC';
}

describe('every named query', () => {
  it('is there: the walk sees the product', () => {
    expect(queries.length).toBeGreaterThan(25);
  });

  it.each(queries.map((query) => [query.name, query] as const))('%s declares its parameters and limits', (_, query) => {
    const bound = [...placeholdersOf(query.sql).keys()].filter((name) => !scopeNames.includes(name)).sort();
    expect(Object.keys(query.params.shape).sort()).toEqual(bound);
    expect(query.limit).toBeGreaterThan(0);
    expect(query.seconds).toBeGreaterThan(0);
    expect(query.seconds).toBeLessThanOrEqual(3_600);
    expect('scoped' in query).toBe(query.sql.includes(inScope));
    expect(query.sql).not.toMatch(/;\s*\S|\b(INSERT|ALTER|DROP|CREATE|TRUNCATE|DELETE)\b/);
  });

  it.each(queries.map((query) => [query.name, query] as const))('%s runs on a migrated store', async (_, query) => {
    const types = placeholdersOf(query.sql);
    // What asks every server of a cluster is run where there is one.
    const client = types.has('cluster') ? shards.cluster : store.client;
    const params = Object.fromEntries([...types].map(([name, type]) => [name, sampleOf(name, type)]));
    const own = Object.fromEntries(Object.entries(params).filter(([name]) => !scopeNames.includes(name)));
    const bound = query.params.safeParse(own);
    expect(bound.error?.issues ?? []).toEqual([]);
    const query_params = { ...params, ...bound.data };
    const readonly = { readonly: '2' } as const;
    const plan = await client.query({
      query: `EXPLAIN ${query.sql}`,
      query_params,
      clickhouse_settings: readonly,
    });
    expect((await plan.text()).length).toBeGreaterThan(0);
    const answer = await client.query({
      query: query.sql,
      query_params,
      format: 'JSONEachRow',
      clickhouse_settings: readonly,
    });
    expect(z.array(query.row).safeParse(await answer.json()).error?.issues ?? []).toEqual([]);
  });

  it('refuses a parameter that it does not know', async () => {
    const more = { ...period, limit: 5 };
    await expect(runScopedQuery(store.client, scoresByStep, { kind: 'all' }, more)).rejects.toThrow(z.ZodError);
  });
});

describe('the runner', () => {
  const numbers = factsQuery({
    name: 'test_numbers',
    sql: 'SELECT number AS n FROM numbers({count:UInt32})',
    params: z.object({ count: z.number() }),
    row: z.object({ n: z.coerce.number() }),
    limit: 10,
  });

  it('gives all rows up to the limit and an error beyond it, never a cut answer', async () => {
    expect(await runFactsQuery(store.client, numbers, { count: 10 })).toHaveLength(10);
    const error = await runFactsQuery(store.client, numbers, { count: 11 }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(KamertonError);
    expect(error).toMatchObject({ code: 'too_large' });
    expect((error as Error).message).toContain('сузьте период');
  });

  it('ends a query at its time limit with one clear error', async () => {
    const slow = factsQuery({
      name: 'test_slow',
      sql: 'SELECT sleepEachRow(0.5) AS s FROM numbers({count:UInt32}) SETTINGS max_block_size = 1',
      params: z.object({ count: z.number() }),
      row: z.object({ s: z.number() }),
      limit: 100,
      seconds: 1,
    });
    await expect(runFactsQuery(store.client, slow, { count: 20 })).rejects.toMatchObject({ code: 'too_large' });
  });

  it('cannot write, whatever a query says', async () => {
    const writing = factsQuery({
      name: 'test_writing',
      sql: 'INSERT INTO schema_migrations (name, checksum) SELECT {name:String}, {name:String}',
      params: z.object({ name: z.string() }),
      row: z.unknown(),
      limit: 1,
    });
    await expect(runFactsQuery(store.client, writing, { name: 'x' })).rejects.toMatchObject({
      code: 'store_unavailable',
      cause: { code: '164' },
    });
  });

  it('binds values on the server: what looks like SQL stays a value', async () => {
    const echo = factsQuery({
      name: 'test_echo',
      sql: 'SELECT {text:String} AS text',
      params: z.object({ text: z.string() }),
      row: z.object({ text: z.string() }),
      limit: 1,
    });
    const text = "'; DROP TABLE calls; -- \\ \t {x:String} ё";
    expect(await runFactsQuery(store.client, echo, { text })).toEqual([{ text }]);
  });

  it('asks nothing for a reader of nothing', async () => {
    const nobody = {
      query: () => Promise.reject(new Error('asked')),
      exec: () => Promise.reject(),
      close: async () => {},
    };
    expect(await runScopedQuery(nobody, scoresByStep, { kind: 'none' }, period)).toEqual([]);
    expect(await runScopedQuery(nobody, scoresByStep, { kind: 'teams', operatorIds: [] }, period)).toEqual([]);
  });

  it('does not take two queries of one name, nor a reader’s query without a scope', () => {
    const query = { sql: 'SELECT 1', params: z.object({}), row: z.unknown(), limit: 1 };
    expect(() => factsQuery({ ...query, name: 'test_echo' })).toThrow('test_echo');
    expect(() => scopedQuery({ ...query, name: 'test_unscoped' })).toThrow('scope');
  });

  it('says a wrong password in words without the address', async () => {
    const stranger = openFactsReader({ ...store.server.address, reader: { user: 'kamerton', password: 'wrong' } });
    const error = await runFactsQuery(stranger, numbers, { count: 1 }).catch((thrown: unknown) => thrown);
    await stranger.close();
    expect(error).toMatchObject({ code: 'store_unavailable', cause: { code: '516' } });
    expect((error as Error).message).toContain('CLICKHOUSE_PASSWORD');
    expect((error as Error).message).not.toContain('127.0.0.1');
  });
});
