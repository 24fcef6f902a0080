/** What we rely on in the engine: inserts, the newest row of a key, text index, time to live, accounts. One server. */
import { Readable } from 'node:stream';
import { beforeAll, describe, expect, it } from 'vitest';
import { type FactsClient, openFactsClient } from '../../../analyzer/storage/facts/client.ts';
import { askStore, codeOf } from '../../support/ask-store.ts';
import { embeddedStore } from '../../support/embedded-store.ts';

const store = embeddedStore();
const client = () => store.client;
const { rows, value, command } = askStore(store);

beforeAll(async () => {
  await command('CREATE TABLE plain (k UInt32, v String) ENGINE = MergeTree ORDER BY k');
  await command(
    'CREATE TABLE newest (k UInt32, v String, version UInt64) ENGINE = ReplacingMergeTree(version) ORDER BY k',
  );
});

describe('inserts', () => {
  const fresh = async (name: string, engine = 'MergeTree') => {
    await command(`CREATE TABLE ${name} (k UInt32, v String) ENGINE = ${engine} ORDER BY k`);
    return name;
  };
  const count = (table: string) => value(`SELECT count() FROM ${table}`);

  it('of nothing is nothing', async () => {
    const table = await fresh('none');
    await client().insert({ table, values: [], format: 'JSONEachRow' });
    expect(await count(table)).toBe(0);
  });
  it('of 20,000 rows in one request is whole and says so', async () => {
    const table = await fresh('many');
    const values = Array.from({ length: 20_000 }, (_, k) => ({ k, v: 'слово '.repeat(10) }));
    const { summary } = await client().insert({ table, values, format: 'JSONEachRow' });
    expect(await count(table)).toBe(20_000);
    expect(Number(summary?.written_rows)).toBe(20_000);
  });
  it('of a stream of objects', async () => {
    const table = await fresh('streamed');
    await client().insert({
      table,
      values: Readable.from([
        { k: 1, v: 'a' },
        { k: 2, v: 'b' },
      ]),
      format: 'JSONEachRow',
    });
    expect(await count(table)).toBe(2);
  });
  it('with a broken row keeps no row of the batch', async () => {
    const table = await fresh('broken');
    const values = [...Array.from({ length: 100 }, (_, k) => ({ k, v: 'a' })), { k: 'abc', v: 'b' }];
    await expect(client().insert({ table, values, format: 'JSONEachRow' })).rejects.toThrow();
    expect(await count(table)).toBe(0);
  });
  it('with an unknown column is refused, because we pin it', async () => {
    const table = await fresh('strict');
    expect(await codeOf(client().insert({ table, values: [{ k: 1, w: 2 }], format: 'JSONEachRow' }))).toBe('117');
  });
  it('a missing column takes its default', async () => {
    const table = await fresh('defaults');
    await client().insert({ table, values: [{ k: 1 }], format: 'JSONEachRow' });
    expect(await rows(`SELECT * FROM ${table}`)).toEqual([{ k: 1, v: '' }]);
  });
  it('a row is there as soon as the insert is acknowledged', async () => {
    const table = await fresh('at_once');
    for (let k = 0; k < 20; k += 1) {
      await client().insert({ table, values: [{ k, v: '' }], format: 'JSONEachRow' });
      expect(await count(table)).toBe(k + 1);
    }
  });
  it('the same batch twice in a plain table is there twice: nothing is silently left out', async () => {
    const table = await fresh('twice');
    for (let i = 0; i < 2; i += 1) await client().insert({ table, values: [{ k: 1, v: 'a' }], format: 'JSONEachRow' });
    expect(await count(table)).toBe(2);
  });
  it('of Parquet is what was exported as Parquet', async () => {
    const table = await fresh('parquet');
    const exported = await client().exec({
      query: "SELECT toUInt32(number) AS k, 'ё' || toString(number) AS v FROM numbers(1000) FORMAT Parquet",
    });
    await client().insert({ table, values: exported.stream, format: 'Parquet' });
    expect(await rows(`SELECT count() AS n, uniqExact(v) AS different, max(k) AS last FROM ${table}`)).toEqual([
      { n: 1000, different: 1000, last: 999 },
    ]);
  });
});

describe('ReplacingMergeTree', () => {
  const put = (k: number, v: string, version: number) =>
    client().insert({ table: 'newest', values: [{ k, v, version }], format: 'JSONEachRow' });
  const of = async (k: number) => rows('SELECT v FROM newest FINAL WHERE k = {k:UInt32}', { k });

  it('the highest version is seen under FINAL before any merge, in whatever order it came', async () => {
    await put(1, 'new', 2);
    await put(1, 'old', 1);
    expect(await of(1)).toEqual([{ v: 'new' }]);
  });
  it('of equal versions the later insert is seen', async () => {
    await put(2, 'first', 1);
    await put(2, 'second', 1);
    expect(await of(2)).toEqual([{ v: 'second' }]);
  });
  it('a merge changes nothing that FINAL shows', async () => {
    const before = await rows('SELECT * FROM newest FINAL ORDER BY k');
    await command('OPTIMIZE TABLE newest FINAL');
    expect(await rows('SELECT * FROM newest ORDER BY k')).toEqual(before);
  });
  it('a filter on another column is applied after the newest row is chosen', async () => {
    await put(3, 'old', 1);
    await put(3, 'new', 2);
    expect(await rows("SELECT v FROM newest FINAL WHERE k = 3 AND v = 'old'")).toEqual([]);
  });
  it('replaced rows are merged away by themselves once a partition has rested', async () => {
    await command(`CREATE TABLE rested (k UInt32, v String, version UInt64) ENGINE = ReplacingMergeTree(version) ORDER BY k
      SETTINGS min_age_to_force_merge_seconds = 1, min_age_to_force_merge_on_partition_only = 1`);
    // A large part and a small one: not worth merging otherwise.
    await command("INSERT INTO rested SELECT number, 'old', 1 FROM numbers(300000)");
    await command("INSERT INTO rested VALUES (1, 'new', 2)");
    const first = () => rows('SELECT v FROM rested WHERE k = 1');
    await expect.poll(first, { timeout: 60_000, interval: 200 }).toEqual([{ v: 'new' }]);
  }, 90_000);
  it('partitions apart give the same answer where the key stays in its partition', async () => {
    await command(
      'CREATE TABLE parted (day Date, k UInt32, version UInt64) ENGINE = ReplacingMergeTree(version) PARTITION BY toYYYYMM(day) ORDER BY (day, k)',
    );
    const values = ['2026-01-31', '2026-02-01'].flatMap((day) => [1, 2].map((version) => ({ day, k: 1, version })));
    await client().insert({ table: 'parted', values, format: 'JSONEachRow' });
    const question = 'SELECT day, version FROM parted FINAL ORDER BY day';
    const apart = await rows(question, {}, { do_not_merge_across_partitions_select_final: 1 });
    expect(apart).toEqual(await rows(question));
    expect(apart).toHaveLength(2);
  });
});

describe('the engine', () => {
  it('is a version we know', async () => {
    const [year = 0, month = 0] = String(await value('SELECT version()'))
      .split('.')
      .map(Number);
    expect(year * 100 + month).toBeGreaterThanOrEqual(2508);
  });
  it('finds words by a text index and reads few granules for it', async () => {
    await command(
      "CREATE TABLE said (n UInt32, text String, INDEX ix text TYPE text(tokenizer = 'splitByNonAlpha', preprocessor = lowerUTF8(text))) ENGINE = MergeTree ORDER BY n SETTINGS index_granularity = 128",
    );
    await command(
      "INSERT INTO said SELECT number, if(number = 7000, 'Хочу Расторгнуть договор!', 'добрый день') FROM numbers(20000)",
    );
    expect(await rows("SELECT n FROM said WHERE hasAllTokens(text, 'расторгнуть ДОГОВОР')")).toEqual([{ n: 7000 }]);
    const plan = JSON.stringify(
      await rows("EXPLAIN indexes = 1 SELECT n FROM said WHERE hasAllTokens(text, 'расторгнуть')"),
    );
    expect(plan).toContain('ix');
  });
  it('forgets rows past their time to live', async () => {
    await command(
      'CREATE TABLE short_lived (day Date, k UInt32) ENGINE = MergeTree ORDER BY k TTL day + INTERVAL 1 MONTH',
    );
    await client().insert({
      table: 'short_lived',
      values: [
        { day: '2020-01-01', k: 1 },
        { day: '2100-01-01', k: 2 },
      ],
      format: 'JSONEachRow',
    });
    await command('OPTIMIZE TABLE short_lived FINAL');
    expect(await rows('SELECT k FROM short_lived')).toEqual([{ k: 2 }]);
  });
  it('ALTER … ADD COLUMN IF NOT EXISTS may be repeated and gives old rows the default', async () => {
    await client().insert({ table: 'plain', values: [{ k: 1, v: 'a' }], format: 'JSONEachRow' });
    for (let i = 0; i < 2; i += 1) await command("ALTER TABLE plain ADD COLUMN IF NOT EXISTS more String DEFAULT 'x'");
    expect(await rows('SELECT k, more FROM plain')).toEqual([{ k: 1, more: 'x' }]);
  });
  it('DELETE removes rows of the asked key at once', async () => {
    await command("INSERT INTO plain (k, v) VALUES (9, 'z')");
    await command('DELETE FROM plain WHERE k = 9');
    expect(await value('SELECT count() FROM plain WHERE k = 9')).toBe(0);
  });
  it('weeks begin on Monday and local days follow the time zone', async () => {
    const at = "toDateTime64('2026-03-08 21:30:00', 3, 'UTC')";
    expect(await value(`SELECT toString(toDate(dateTrunc('week', ${at}, 'Europe/Moscow'))) AS d`)).toBe('2026-03-09');
    expect(await value(`SELECT toString(toDate(dateTrunc('week', ${at}, 'UTC'))) AS d`)).toBe('2026-03-02');
  });
  it('a large answer comes as it is made, at the reader’s pace', async () => {
    const answer = await client().query({
      query: 'SELECT number, repeat(toString(number), 20) AS text FROM numbers(300000)',
      format: 'JSONEachRow',
    });
    let read = 0;
    let batches = 0;
    for await (const batch of answer.stream()) {
      read += batch.length;
      batches += 1;
    }
    expect(read).toBe(300_000);
    expect(batches).toBeGreaterThan(10);
  });
  it('a stream that is left early frees its connection', async () => {
    for (let i = 0; i < 15; i += 1) {
      const answer = await client().query({ query: 'SELECT number FROM numbers(1000000)', format: 'JSONEachRow' });
      for await (const batch of answer.stream()) if (batch.length > 0) break;
    }
    expect(await value('SELECT 1')).toBe(1);
  });
});

describe('a reading query', () => {
  it.each(['the writer', 'the reader'])(
    'of %s has as many threads as it may, for all that our server has little memory',
    async (who) => {
      const { address } = store.server;
      const asked = openFactsClient(who === 'the reader' ? { ...address, ...address.reader } : address);
      const query = 'EXPLAIN PIPELINE SELECT sum(number) FROM numbers_mt(100000000) SETTINGS max_threads = 4';
      const plan = await asked.query({ query, format: 'TabSeparated' }).then((answer) => answer.text());
      await asked.close();
      expect(plan).toMatch(/AggregatingTransform × 4/);
    },
  );
});

describe('accounts', () => {
  const asReader = async <T>(work: (reader: FactsClient) => Promise<T>) => {
    const { address } = store.server;
    const reader = openFactsClient({ ...address, ...address.reader });
    return work(reader).finally(() => reader.close());
  };
  const denied = (query: string) => asReader((reader) => codeOf(reader.command({ query })));

  it('a wrong password is refused, and a bare ping does not notice', async () => {
    const stranger = openFactsClient({ ...store.server.address, password: 'wrong' });
    expect(await codeOf(stranger.query({ query: 'SELECT 1' }))).toBe('516');
    expect((await stranger.ping({ select: true })).success).toBe(false);
    expect((await stranger.ping()).success).toBe(true);
    await stranger.close();
  });
  it('the reader reads our tables', async () => {
    const read = await asReader((reader) =>
      reader.query({ query: 'SELECT count() AS n FROM calls', format: 'JSONEachRow' }).then((a) => a.json()),
    );
    expect(read).toEqual([{ n: 0 }]);
  });
  it.each([
    ["INSERT INTO plain VALUES (1, 'x')", /^(164|497)$/],
    ['DROP TABLE plain', /^(164|497)$/],
    ["SELECT * FROM file('/etc/passwd', LineAsString)", /^497$/],
    ["SELECT * FROM url('http://127.0.0.1:1/', LineAsString)", /^497$/],
    ['SELECT * FROM system.query_log', /^(60|497)$/],
    ['SELECT * FROM system.users', /^497$/],
    ['SET readonly = 0', /^164$/],
    ['KILL QUERY WHERE 1', /^(164|497)$/],
  ])('the reader is denied: %s', async (query, code) => {
    expect(await denied(query)).toMatch(code);
  });
  it.each([
    "SELECT * FROM file('/etc/passwd', LineAsString)",
    "SELECT * FROM url('http://127.0.0.1:1/', LineAsString)",
    'CREATE DATABASE other',
    'CREATE USER evil',
    "SELECT * FROM remote('127.0.0.1:1', system.one)",
  ])('the writer is denied: %s', async (query) => {
    expect(await codeOf(command(query))).toBe('497');
  });
  it('the account without a password can read nothing of ours', async () => {
    const boot = openFactsClient({ ...store.server.address, user: 'default', password: '' });
    expect(await codeOf(boot.query({ query: 'SELECT * FROM calls' }))).toBe('497');
    await boot.close();
  });
});
