/** What is found, how often and where: by rule, by lexicon entry, by phrase, with examples to hear. */
import { z } from 'zod';
import type { CallScope } from '../../../domain/call-scope.ts';
import { ruleNameSchema } from '../../../domain/finding.ts';
import { inScope, runScopedQuery, scopedQuery } from '../query.ts';
import { keysOf, these, theseCalls } from '../these-calls.ts';
import type { DayReader } from './by-days.ts';
import { callPage, type ListedCall, type PageOptions } from './call-list.ts';
import { findingCounts } from './counted.ts';
import { forEachTable, type JudgedTable, judgedCalls, judgedQuery } from './judged-calls.ts';
import { type CallFilter, filterParams, ofJudgement } from './period.ts';

const eachJudged = (
  table: JudgedTable,
  kind: 'rule' | 'entry' | 'phrase',
) => `FROM ${judgedCalls(table)} AS calls ARRAY JOIN ${findingCounts.each(kind)}
  WHERE ${ofJudgement} AND ${kind} != ''`;
const counts = findingCounts.columns;
const countShape = {
  /** Findings that count, and those that wait for a person. */
  certain_count: z.number(),
  unsure_count: z.number(),
  /** Calls with one at least, certain or not. */
  in_calls: z.number(),
};

export const findingsByRule = forEachTable((table) =>
  judgedQuery(table, {
    name: 'findings_by_rule',
    sql: `SELECT rule, ${counts} ${eachJudged(table, 'rule')} GROUP BY rule ORDER BY in_calls DESC, rule`,
    params: filterParams,
    row: z.object({ rule: z.string(), ...countShape }),
    limit: 1_000,
  }),
);

export const findingsByEntry = forEachTable((table) =>
  judgedQuery(table, {
    name: 'findings_by_entry',
    sql: `SELECT rule, entry, ${counts} ${eachJudged(table, 'entry')} GROUP BY rule, entry ORDER BY in_calls DESC, entry
      LIMIT {most:UInt32}`,
    params: filterParams.extend({ most: z.number().int().min(1).max(10_000) }),
    row: z.object({ rule: z.string(), entry: z.string(), ...countShape }),
    limit: 10_000,
  }),
);

/** The phrases as they were said, most frequent first. */
export const topPhrases = forEachTable((table) =>
  judgedQuery(table, {
    name: 'top_phrases',
    sql: `SELECT phrase, min((rule, entry)).1 AS any_rule, min((rule, entry)).2 AS any_entry, ${counts} ${eachJudged(table, 'phrase')}
        AND (empty({rules:Array(String)}) OR has({rules:Array(String)}, rule))
        AND (empty({entries:Array(String)}) OR has({entries:Array(String)}, entry))
      GROUP BY phrase ORDER BY in_calls DESC, phrase LIMIT {most:UInt32}`,
    params: filterParams.extend({ most: z.number().int().min(1).max(1_000) }),
    row: z.object({ phrase: z.string(), any_rule: z.string(), any_entry: z.string(), ...countShape }),
    limit: 1_000,
  }),
);

/** Findings of a few calls: those of the listed rules and entries, or all of them. */
const findingsOfCalls = scopedQuery({
  name: 'findings_of_calls',
  sql: `SELECT toString(call_id) AS id, n, rule, entry, text, segment, start_ms, end_ms, speaker, section, replacement, reason,
      certain
    FROM findings FINAL
    WHERE ${theseCalls} AND analysis_id IN {analyses:Array(UUID)}
      AND (empty({rules:Array(String)}) OR rule IN {rules:Array(String)})
      AND (empty({entries:Array(String)}) OR entry IN {entries:Array(String)})
      AND ${inScope}
    ORDER BY day DESC, call_id, n`,
  params: z.object({
    these,
    analyses: z.array(z.string()),
    rules: z.array(z.string()),
    entries: z.array(z.string()),
  }),
  row: z
    .object({
      id: z.string(),
      n: z.number(),
      rule: ruleNameSchema,
      entry: z.string(),
      text: z.string(),
      segment: z.number(),
      start_ms: z.number(),
      end_ms: z.number(),
      speaker: z.string(),
      section: z.string(),
      replacement: z.string(),
      reason: z.string(),
      certain: z.boolean(),
    })
    .transform(({ start_ms, end_ms, ...row }) => ({ ...row, start: start_ms / 1000, end: end_ms / 1000 })),
  limit: 100_000,
  seconds: 10,
});
type FoundInCall = z.output<typeof findingsOfCalls.row>;

/** Calls of the filter with the findings of its rules and entries in them, for hearing: newest (or worst) first. */
export interface ExamplePage {
  items: (ListedCall & { examples: FoundInCall[] })[];
  nextCursor: string | null;
}

/** A page of calls with their findings; with neither rules nor entries in the filter all findings are given. */
export async function examplePage(
  days: DayReader,
  scope: CallScope,
  filter: CallFilter,
  page: PageOptions,
): Promise<ExamplePage> {
  const { items, nextCursor } = await callPage(days, scope, filter, page);
  if (items.length === 0) return { items: [], nextCursor };
  const found = await runScopedQuery(days.reader, findingsOfCalls, scope, {
    these: keysOf(items),
    analyses: items.map(({ analysisId }) => analysisId),
    rules: filter.rules ?? [],
    entries: filter.entries ?? [],
  });
  return { items: items.map((call) => ({ ...call, examples: found.filter(({ id }) => id === call.id) })), nextCursor };
}
