/** The views for reports: each can be read, shows what its page says, and every call, finding and decision once. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { callFacts } from '../../../analyzer/storage/facts/call-facts.ts';
import { openFactsReader } from '../../../analyzer/storage/facts/client.ts';
import { embeddedStore } from '../../support/embedded-store.ts';
import { makeRun } from '../../support/make-run.ts';

const store = embeddedStore();
const page = readFileSync(new URL('../../../docs/bi-views.md', import.meta.url), 'utf8');
const views = [
  'bi_calls',
  'bi_call_outcomes',
  'bi_segments',
  'bi_criteria',
  'bi_decisions',
  'bi_findings',
  'bi_operator_days',
  'bi_sampled_calls',
];
const run = makeRun();

const read = async <T = Record<string, unknown>>(query: string): Promise<T[]> => {
  const reader = openFactsReader(store.server.address);
  try {
    const result = await reader.query({ query, format: 'JSONEachRow' });
    return await result.json<T>();
  } finally {
    await reader.close();
  }
};

/** A decision about the first finding of the run, moved and renamed as told. */
const decision = (over: Record<string, unknown>) => {
  const finding = run.analysis.findings[0];
  if (!finding) throw new Error('the made call has no finding');
  return {
    day: run.day,
    call_id: run.callId,
    finding_id: randomUUID(),
    event_id: randomUUID(),
    sequence: 1,
    at: '2026-03-12T08:00:00.000Z',
    kind: 'confirm',
    verdict: 'confirmed',
    origin: 'machine',
    rule: finding.rule,
    entry: finding.entry,
    operator_id: 'op-17',
    speaker: 'operator',
    quote: '',
    start_ms: finding.start * 1000,
    end_ms: finding.end * 1000,
    range_start_ms: 0,
    range_end_ms: 1,
    reason_code: '',
    reason_text: '',
    actor: 'irina',
    lexicon_version: 'l1',
    ...over,
  };
};

beforeAll(async () => {
  const facts = callFacts(store.client);
  // An older run of the same call that must not be seen.
  await facts.write({ ...run, analysisId: randomUUID(), run: 1, operatorId: 'op-old' });
  await facts.write({ ...run, run: 2 });
  const id = randomUUID();
  await store.client.insert({
    table: 'decisions',
    values: [
      decision({ finding_id: id, sequence: 1 }),
      decision({ finding_id: id, sequence: 2, kind: 'dismiss', verdict: 'dismissed', reason_code: 'quoted' }),
      decision({ finding_id: id, sequence: 2, kind: 'dismiss', verdict: 'dismissed', reason_code: 'quoted' }),
      // of the same entry somewhere else, and of another entry at the same place
      decision({ start_ms: 3_000_000, end_ms: 3_001_000, actor: 'oleg' }),
      decision({ entry: 'filler/другое', actor: 'oleg' }),
    ],
    format: 'JSONEachRow',
  });
});

it.each(views)('%s names every column on the page, and no other', async (view) => {
  const columns = (await read<{ name: string }>(`DESCRIBE TABLE ${view}`)).map(({ name }) => name);
  const section = page.split(/^## /m).find((part) => part.startsWith(view)) ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  const named = rows.flatMap((line) =>
    [...(line.split('|')[1] ?? '').matchAll(/`([a-z0-9_]+)`/g)].map(([, name]) => name),
  );
  expect(named.toSorted()).toEqual(columns.toSorted());
});

it.each([...page.matchAll(/```sql\n((?!CREATE)[\s\S]*?)```/g)].map(([, sql = '']) => sql))(
  'the example on the page runs: %s',
  async (sql) => {
    await expect(read(sql.replaceAll("'…'", `'${run.callId}'`))).resolves.toBeInstanceOf(Array);
  },
);

it('shows the newest run alone', async () => {
  const calls = await read(`SELECT operator_id, analysis_id FROM bi_calls WHERE call_id = '${run.callId}'`);
  expect(calls).toEqual([{ operator_id: 'op-17', analysis_id: run.analysisId }]);
  for (const [view, parts] of [
    ['bi_segments', run.analysis.segments],
    ['bi_criteria', run.analysis.criteria],
    ['bi_findings', run.analysis.findings],
  ] as const) {
    expect(await read(`SELECT count() AS n FROM ${view} WHERE operator_id = 'op-17'`)).toEqual([{ n: parts.length }]);
  }
  expect(await read('SELECT operator_id, calls, scored FROM bi_operator_days')).toEqual([
    { operator_id: 'op-17', calls: 1, scored: run.analysis.score === null ? 0 : 1 },
  ]);
});

it('gives a finding the last decision about its own place', async () => {
  const found = await read('SELECT n, verdict, reason_code, decided_by FROM bi_findings ORDER BY n');
  const undecided = { verdict: '', reason_code: '', decided_by: '' };
  expect(found).toEqual(
    run.analysis.findings.map((_, n) =>
      n === 0 ? { n, verdict: 'dismissed', reason_code: 'quoted', decided_by: 'irina' } : { n, ...undecided },
    ),
  );
  expect(await read('SELECT count() AS n, sum(sequence) AS steps FROM bi_decisions')).toEqual([{ n: 3, steps: 4 }]);
});

it('moves a decision with a finding that shares half of the longer place, and no further', async () => {
  const moved = makeRun({ callId: randomUUID() });
  const [finding] = moved.analysis.findings;
  if (!finding) throw new Error('the made call has no finding');
  const at = (start: number, end: number) => ({ ...moved.analysis, findings: [{ ...finding, start, end }] });
  const seen = async (start: number, end: number, version: number) => {
    await callFacts(store.client).write({ ...moved, run: version, analysisId: randomUUID(), analysis: at(start, end) });
    return read(`SELECT verdict FROM bi_findings WHERE call_id = '${moved.callId}'`);
  };
  await store.client.insert({
    table: 'decisions',
    values: [decision({ call_id: moved.callId, day: moved.day, start_ms: 10_000, end_ms: 11_000 })],
    format: 'JSONEachRow',
  });
  expect(await seen(10, 11, 1)).toEqual([{ verdict: 'confirmed' }]);
  expect(await seen(10.5, 11.5, 2)).toEqual([{ verdict: 'confirmed' }]);
  expect(await seen(10.51, 11.51, 3)).toEqual([{ verdict: '' }]);
  expect(await seen(10, 12, 4)).toEqual([{ verdict: 'confirmed' }]);
  expect(await seen(9.5, 10.5, 5)).toEqual([{ verdict: 'confirmed' }]);
  expect(await seen(2, 3, 6)).toEqual([{ verdict: '' }]);
});
