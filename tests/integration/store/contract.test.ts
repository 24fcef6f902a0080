/**
 * What we rely on in @clickhouse/client and the protocol, one check each, on one server: a new version is judged by
 * `npm test -- contract`. The engine's half is in contract-engine.test.ts.
 */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { openFactsClient } from '../../../analyzer/storage/facts/client.ts';
import { askStore, codeOf, type Settings } from '../../support/ask-store.ts';
import { embeddedStore } from '../../support/embedded-store.ts';
import { waitFor } from '../../support/wait-for.ts';

const store = embeddedStore();
const client = () => store.client;
const { rows, value, command } = askStore(store);

beforeAll(async () => {
  await command('CREATE TABLE plain (k UInt32, v String) ENGINE = MergeTree ORDER BY k');
});

describe('types come and go unharmed', () => {
  it.each([
    ['String', "кавычка ' слэш \\ таб \t строка \n ноль \u0001 ё 😀"],
    ['UUID', '3f1e0c2a-9a52-4b1c-8d55-6f2f7b1f9c01'],
    ['Date', '2026-03-11'],
    ["DateTime64(3, 'UTC')", '2026-03-11 06:14:05.123'],
    ['Bool', true],
    ['UInt32', 4_294_967_295],
    ['Int64', -9_007_199_254_740_991],
    ['Float64', 0.1],
    ['Array(String)', ['а', "b'", '\\']],
    ['Array(UInt32)', []],
    ['Array(Array(UInt32))', [[1, 2], []]],
    ['Nullable(Float64)', null],
    ['Map(String, UInt32)', { a: 1, 'б"': 2 }],
    ['LowCardinality(String)', 'op-17'],
  ])('%s as a bound value', async (type, given) => {
    const bound = type.startsWith('Map') ? new Map(Object.entries(given as object)) : given;
    expect(await value(`SELECT {x:${type}} AS x`, { x: bound })).toEqual(given);
  });

  it('64-bit numbers are numbers, not quoted, because we pin it', async () => {
    expect(await value('SELECT toUInt64(42) AS n')).toBe(42);
    expect(await value('SELECT toUInt64(42) AS n', {}, { output_format_json_quote_64bit_integers: 1 })).toBe('42');
  });

  it('an instant with an offset is stored in UTC with its milliseconds', async () => {
    await command("CREATE TABLE instants (at DateTime64(3, 'UTC')) ENGINE = MergeTree ORDER BY at");
    await client().insert({
      table: 'instants',
      values: [{ at: '2026-03-11T09:14:05.120+03:00' }],
      format: 'JSONEachRow',
    });
    expect(await value('SELECT at FROM instants')).toBe('2026-03-11 06:14:05.120');
  });

  it('infinite and missing numbers are null in JSON', async () => {
    expect(await value('SELECT 1 / 0 AS x')).toBeNull();
    expect(await value('SELECT avg(number) AS x FROM numbers(0)')).toBeNull();
  });

  it('Cyrillic is lowered, ё stays ё', async () => {
    expect(await value("SELECT lowerUTF8('ЁЖИК Щ') AS x")).toBe('ёжик щ');
  });

  it('Float32 keeps seven digits only: readers round', async () => {
    expect(await value('SELECT toFloat32(87.3) AS x')).toBeCloseTo(87.3, 4);
  });
});

describe('values are bound by the server', () => {
  it('a list in IN', async () => {
    expect(
      await value('SELECT count() FROM numbers(10) WHERE number IN {ids:Array(UInt64)}', { ids: [1, 3, 99] }),
    ).toBe(2);
  });
  it('an empty list in IN matches nothing', async () => {
    expect(await value('SELECT count() FROM numbers(10) WHERE number IN {ids:Array(UInt64)}', { ids: [] })).toBe(0);
  });
  it('a value of the wrong type is refused', async () => {
    expect(await codeOf(rows('SELECT {x:UInt32} AS x', { x: 'abc' }))).toBe('457');
  });
  it('a missing value is refused', async () => {
    expect(await codeOf(rows('SELECT {x:UInt32} AS x'))).toBe('456');
  });
  it('a value is never read as SQL', async () => {
    expect(await value('SELECT {x:String} AS x', { x: "') UNION ALL SELECT 'y" })).toBe("') UNION ALL SELECT 'y");
  });
  it('2,500 ids fit into one question; far more are refused, not cut', async () => {
    const ids = Array.from({ length: 10_000 }, () => randomUUID());
    expect(await value('SELECT length({ids:Array(UUID)}) AS n', { ids: ids.slice(0, 2_500) })).toBe(2_500);
    await expect(value('SELECT length({ids:Array(UUID)}) AS n', { ids })).rejects.toThrow('too long');
  });
  it('a comment with the name of the query is allowed in front', async () => {
    expect(await value('/* calls_newest */ SELECT 1')).toBe(1);
  });
});

describe('one query knows nothing of another', () => {
  it('several statements in one request are refused', async () => {
    expect(await codeOf(rows('SELECT 1; SELECT 2'))).toBe('62');
  });
  it('settings of a query do not stay', async () => {
    const before = await value("SELECT getSetting('max_result_rows')");
    await rows('SELECT 1', {}, { max_result_rows: '7' });
    expect(await value("SELECT getSetting('max_result_rows')")).toEqual(before);
  });
  it('a query that fails in the middle of its output leaves nothing to the next', async () => {
    for (let round = 0; round < 3; round += 1) {
      const failing = 'SELECT number, throwIf(number = 400000) FROM numbers(1000000)';
      await expect(rows(failing, {}, { max_block_size: '1000' })).rejects.toThrow();
      expect(await rows('SELECT 7 AS n')).toEqual([{ n: 7 }]);
    }
  });
  it('with the answer held back until the end a failure in its middle has its code', async () => {
    const failing = 'SELECT number, throwIf(number = 400000) FROM numbers(1000000)';
    expect(await codeOf(rows(failing, {}, { max_block_size: '1000', wait_end_of_query: 1 }))).toBe('395');
  });
  it('a failure in the middle of a stream is thrown, not an early end', async () => {
    const answer = await client().query({
      query: 'SELECT number, throwIf(number = 400000) FROM numbers(1000000)',
      format: 'JSONEachRow',
      clickhouse_settings: { max_block_size: '1000' },
    });
    const read = async () => {
      for await (const batch of answer.stream()) void batch;
    };
    await expect(read()).rejects.toThrow();
  });
  it('50 questions at once each get their own answer', async () => {
    const asked = Array.from({ length: 50 }, (_, i) => i);
    expect(await Promise.all(asked.map((n) => value('SELECT {n:UInt32} AS n', { n })))).toEqual(asked);
  });
  it('a broken statement is a ClickHouseError with its code', async () => {
    expect(await codeOf(rows('SELEC 1'))).toBe('62');
    expect(await codeOf(rows('SELECT * FROM nowhere'))).toBe('60');
  });
});

describe('limits', () => {
  it('more rows than allowed is an error', async () => {
    const limits: Settings = { max_result_rows: '10', result_overflow_mode: 'throw' };
    expect(await codeOf(rows('SELECT number FROM numbers(11)', {}, limits))).toBe('396');
    expect(await rows('SELECT number FROM numbers(10)', {}, limits)).toHaveLength(10);
  });
  it('more time than allowed is an error', async () => {
    expect(
      await codeOf(
        rows('SELECT sleepEachRow(0.3) FROM numbers(20)', {}, { max_execution_time: 1, max_block_size: '1' }),
      ),
    ).toBe('159');
  });
  it('more memory than allowed is an error, and the server lives on', async () => {
    const limit: Settings = { max_memory_usage: '10000000' };
    expect(await codeOf(rows('SELECT groupArray(toString(number)) FROM numbers(3000000)', {}, limit))).toBe('241');
    expect(await value('SELECT 1')).toBe(1);
  });
  it('a read-only question cannot write', async () => {
    expect(await codeOf(rows("INSERT INTO plain SELECT 1, 'x'", {}, { readonly: '2' }))).toBe('164');
    expect(await codeOf(rows('DROP TABLE plain', {}, { readonly: '2' }))).toBe('164');
  });
  it('a slow answer ends at the client’s own time limit', async () => {
    const hasty = openFactsClient(store.server.address, { requestTimeoutMs: 200 });
    await expect(hasty.query({ query: 'SELECT sleep(2)' })).rejects.toThrow(/timeout/i);
    await hasty.close();
  });
});

describe('ending a question', () => {
  const running = async (id: string) =>
    Number(await value('SELECT count() FROM system.processes WHERE query_id = {id:String}', { id }));
  const endless = 'SELECT sleepEachRow(0.1) FROM numbers(300)';

  it('an abort ends a read-only question on the server too', async () => {
    const id = randomUUID();
    const abort = new AbortController();
    const asked = client().query({
      query: endless,
      query_id: id,
      abort_signal: abort.signal,
      clickhouse_settings: { readonly: '2', cancel_http_readonly_queries_on_client_close: 1, max_block_size: '1' },
    });
    asked.catch(() => {});
    await waitFor(async () => (await running(id)) === 1);
    abort.abort();
    await expect(asked).rejects.toThrow();
    await waitFor(async () => (await running(id)) === 0);
  });

  it('KILL QUERY ends it with an error for the asker', async () => {
    const id = randomUUID();
    const settings: Settings = { max_block_size: '1', wait_end_of_query: 1 };
    const asked = codeOf(client().query({ query: endless, query_id: id, clickhouse_settings: settings }));
    await waitFor(async () => (await running(id)) === 1);
    await client().command({ query: 'KILL QUERY WHERE query_id = {id:String} SYNC', query_params: { id } });
    expect(await asked).toBe('394');
  });

  it('a query id is the one we gave', async () => {
    const id = randomUUID();
    expect((await client().query({ query: 'SELECT 1', query_id: id })).query_id).toBe(id);
  });
});
