/** Tables out of the store: every format, nothing that a spreadsheet would run, 200,000 rows in bounded memory. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import { callFacts } from '../../../analyzer/storage/facts/call-facts.ts';
import { byteOrderMark, csvLine, harmless } from '../../../analyzer/storage/facts/exports/csv.ts';
import { type ExportRequest, exportTable } from '../../../analyzer/storage/facts/exports/export-table.ts';
import { embeddedStore } from '../../support/embedded-store.ts';
import { makeAnalysis } from '../../support/make-analysis.ts';
import { makeRun } from '../../support/make-run.ts';
import { unzip } from '../../support/unzip.ts';

const store = embeddedStore();
const all = { kind: 'all' } as const;
const day = { from: '2026-03-11', to: '2026-03-11', zone: 'Europe/Moscow' };
const hostile = ['=HYPERLINK("http://x")', '+cmd|calc', '-1+1', '@SUM(A1)', '\tтаб', '\rвозврат'];

beforeAll(async () => {
  const [first] = makeAnalysis('x').findings;
  if (!first) throw new Error('no finding');
  const findings = [...hostile, 'просто; "слова"\nв две строки'].map((words) => ({ ...first, text: words }));
  await callFacts(store.client).write(
    makeRun({ externalId: 'c01', analysis: makeAnalysis('x', { findings }) }),
    makeRun({ externalId: 'c02', operatorId: 'op-2', analysis: makeAnalysis('y', { score: null }) }),
    makeRun({ externalId: 'later', startedAt: '2026-03-20T10:00:00.000Z' }),
  );
});

const exported = (request: Omit<ExportRequest, 'filter'>, filter: ExportRequest['filter'] = day) =>
  exportTable(store.client, all, { ...request, filter });
const readCsv = (csv: string): string[][] => parse(csv, { bom: true, delimiter: ';' });

describe('CSV', () => {
  it('opens in Russian Excel: byte order mark, «;», comma in numbers, local time', async () => {
    // Not text(): a decoder takes the mark away.
    const csv = (await buffer(await exported({ table: 'calls', format: 'csv' }))).toString('utf8');
    expect(csv.startsWith(byteOrderMark)).toBe(true);
    const [headings = [], ...rows] = readCsv(csv);
    const cell = (row: string[] | undefined, title: string) => row?.[headings.indexOf(title)];
    expect(rows).toHaveLength(2);
    const first = rows.find((row) => row.includes('c01'));
    expect(cell(first, 'Оценка')).toBe('87,5');
    expect(cell(first, 'Начало')).toBe('2026-03-11 09:14:05');
    expect(
      cell(
        rows.find((row) => row.includes('c02')),
        'Оценка',
      ),
    ).toBe('');
  });

  it('A35 has no cell that a spreadsheet would run, and keeps the other texts as they are', async () => {
    const [headings = [], ...rows] = readCsv(await text(await exported({ table: 'findings', format: 'csv' })));
    const words = rows.map((row) => row[headings.indexOf('Слова')]);
    for (const one of hostile) expect(words).toContain(`'${one}`);
    expect(words).toContain('просто; "слова"\nв две строки');
    expect(words.filter((one) => /^[=+\-@\t\r]/.test(one ?? ''))).toEqual([]);
  });

  it('neutralises by the first sign only and leaves numbers alone', () => {
    expect(['=1', '+1', '-1', '@a', '\ta', '\ra', '＝1', 'a=1', '', 'ё'].map(harmless)).toEqual([
      "'=1",
      "'+1",
      "'-1",
      "'@a",
      "'\ta",
      "'\ra",
      "'＝1",
      'a=1',
      '',
      'ё',
    ]);
    expect(csvLine([-1.5, null, true, '-1'])).toBe("-1,5;;да;'-1\r\n");
  });
});

describe('XLSX', () => {
  it('is a workbook of texts and numbers without a formula', async () => {
    const book = await buffer(await exported({ table: 'findings', format: 'xlsx' }));
    const sheet = unzip(book, 'xl/worksheets/sheet1.xml');
    expect(sheet.match(/<row>/g)).toHaveLength(1 + hostile.length + 1 + 2);
    expect(sheet).not.toContain('<f>');
    expect(sheet).toContain('<t xml:space="preserve">=HYPERLINK(&quot;http://x&quot;)</t>');
    expect(sheet).toContain('<t xml:space="preserve">&#13;возврат</t>');
    expect(sheet).toContain('<c><v>9.25</v></c>');
    // 11 March 2026 is day 46,092 of Excel's calendar.
    expect(sheet).toContain('<c s="1"><v>46092</v></c>');
    expect(unzip(book, 'xl/styles.xml')).toContain('formatCode="dd\\.mm\\.yyyy"');
    expect(unzip(book, 'xl/workbook.xml')).toContain('Лист 1');
    expect(unzip(book, '[Content_Types].xml')).toContain('/xl/worksheets/sheet1.xml');
  });
});

describe('JSON lines and Parquet', () => {
  it('carry the same rows under the keys', async () => {
    const lines = (await text(await exported({ table: 'criteria', format: 'jsonl' }))).trim().split('\n');
    expect(lines).toHaveLength(4);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ criterion: 'greeting.name', result: 'passed', points: 4 });
    const parquet = await buffer(await exported({ table: 'criteria', format: 'parquet' }));
    expect(parquet.subarray(0, 4).toString()).toBe('PAR1');
    expect(parquet.subarray(-4).toString()).toBe('PAR1');
  });
});

describe('the scope', () => {
  it('of an operator leaves the others out, of nobody everything', async () => {
    const rowsFor = async (scope: Parameters<typeof exportTable>[1]) =>
      readCsv(await text(await exportTable(store.client, scope, { table: 'calls', format: 'csv', filter: day })))
        .length - 1;
    expect(await rowsFor(all)).toBe(2);
    expect(await rowsFor({ kind: 'operator', operatorId: 'op-2' })).toBe(1);
    expect(await rowsFor({ kind: 'teams', operatorIds: ['op-2', 'op-17'] })).toBe(2);
    expect(await rowsFor({ kind: 'none' })).toBe(0);
    const nothing = await exportTable(
      store.client,
      { kind: 'none' },
      { table: 'calls', format: 'parquet', filter: day },
    );
    expect(await buffer(nothing)).toHaveLength(0);
  });
});

describe('a large table', () => {
  const rows = 200_000;
  const period = { from: '2025-01-01', to: '2025-01-31', zone: 'UTC' };

  beforeAll(async () => {
    // Four calls on four days, 50,000 findings in each.
    const ids = `toUUID('00000000-0000-4000-8000-000000000001'), toUUID('00000000-0000-4000-8000-000000000002')`;
    await store.client.command({
      query: `INSERT INTO calls (day, call_id, analysis_id, external_id, started_at, operator_id, version)
        SELECT toDate('2025-01-15') + number, ${ids}, 'large', toDateTime('2025-01-15 10:00:00', 'UTC') + number * 86400, 'op-1', 1
        FROM numbers(4)`,
    });
    await store.client.command({
      query: `INSERT INTO findings (day, call_id, analysis_id, n, rule, text, reason, version)
        SELECT toDate('2025-01-15') + intDiv(number, 50000), ${ids}, number % 50000, 'filler',
          toString(cityHash64(number)) || repeat(' слово', 10), 'причина', 1
        FROM numbers({rows:UInt32})`,
      query_params: { rows },
    });
  });

  it.each(['csv', 'xlsx', 'parquet'] as const)('goes out as %s without growing in memory', async (format) => {
    const before = process.memoryUsage().rss;
    let most = before;
    let bytes = 0;
    let told = 0;
    const stream = await exportTable(store.client, all, {
      table: 'findings',
      format,
      filter: period,
      onProgress: (count) => {
        told = count;
      },
    });
    for await (const chunk of stream) {
      bytes += (chunk as Buffer).length;
      most = Math.max(most, process.memoryUsage().rss);
    }
    expect(bytes).toBeGreaterThan(1_000_000);
    if (format !== 'parquet') expect(told).toBe(rows);
    // The rows are 60 MB as JSON and several times that as objects: held in memory they would not fit in this.
    expect((most - before) / 1e6).toBeLessThan(150);
  });

  it('ends its query when the reader goes away', async () => {
    const stream = await exportTable(store.client, all, { table: 'findings', format: 'csv', filter: period });
    for await (const chunk of stream) if (chunk) break;
    expect(stream.destroyed).toBe(true);
    expect((await exported({ table: 'calls', format: 'jsonl' })).readable).toBe(true);
  });
});

describe('kamerton export', () => {
  const program = fileURLToPath(new URL('../../../scripts/kamerton.mjs', import.meta.url));
  const kamerton = async (...args: string[]) => {
    const { url, user, password } = store.server.address;
    const child = spawn(process.execPath, [program, 'export', ...args], {
      env: {
        ...process.env,
        KAMERTON_DATA_DIR: store.folder,
        CLICKHOUSE_URL: url,
        CLICKHOUSE_USER: user,
        CLICKHOUSE_PASSWORD: password,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = once(child, 'exit');
    const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
    const [code] = (await ended) as [number | null];
    return { code, out, errors };
  };

  it('writes a file, or standard output, of the asked period', async () => {
    const file = join(store.folder, 'calls.xlsx');
    expect(await kamerton('calls', '-o', file, '--from', '2026-03-01', '--to', '2026-03-31')).toMatchObject({
      code: 0,
    });
    expect(unzip(await readFile(file), 'xl/worksheets/sheet1.xml').match(/<row>/g)).toHaveLength(4);
    const { code, out } = await kamerton('calls', '--format', 'jsonl', '--from', '2026-03-20', '--to', '2026-03-20');
    expect(code).toBe(0);
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).number),
    ).toEqual(['later']);
  });

  it('says wrong usage in one line', async () => {
    const wrong = await kamerton('everything');
    expect(wrong).toMatchObject({ code: 2, out: '' });
    expect(wrong.errors).toContain('calls, findings или criteria');
  });
});
