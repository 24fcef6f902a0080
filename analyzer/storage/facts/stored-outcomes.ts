/** What stored calls came to, line by line of their scorecard: enough to weigh them otherwise without their words. */
import { z } from 'zod';
import type { FactsClient } from './client.ts';
import { binaryAnswer, factsQuery } from './query.ts';
import { RowBinaryReader } from './row-binary.ts';
import { ofPage, partsOfPage } from './stored-words.ts';
import { theseCalls } from './these-calls.ts';

/** What a passed line of a graded criterion earned. */
interface EarnedPart {
  /** 0…1 of the weight; −1 where only the rounded points were kept. */
  share: number;
  earned: number;
}

/** The current run of a call without words. */
export interface StoredOutcomes {
  day: string;
  callId: string;
  analysisId: string;
  transcriptId: string;
  operator: { id: string; name: string };
  score: number | null;
  /** It has no total, though some lines may have been judged. */
  unscored: boolean;
  passed: string[];
  failed: string[];
  notSure: string[];
  digest: string;
  /** By criterion; those that were asked for and passed. */
  parts: Map<string, EarnedPart>;
  /** Told by the lines that are fatal in a conflict alone. */
  inConflict: boolean;
}

const pageParams = partsOfPage.omit({ analyses: true });
// Both are read in binary: the columns' own types are the schema.
const outcomesOfPage = factsQuery({
  name: 'outcomes_of_page',
  sql: `SELECT toString(day), call_id, analysis_id, transcript_id, operator_id, operator_name, ifNull(score, -1),
          compliance IS NULL, passed, failed, not_sure, digest
        FROM calls FINAL WHERE ${theseCalls}
        ORDER BY day, call_id`,
  params: pageParams,
  row: z.unknown(),
  limit: 100_000,
});
const partsEarnedOfPage = factsQuery({
  name: 'parts_earned_of_page',
  sql: `SELECT call_id, criterion, outcome = 'passed', share, earned, fatal FROM criteria FINAL
        WHERE ${ofPage} AND criterion IN {asked:Array(String)} AND (outcome = 'passed' OR fatal)`,
  params: partsOfPage.extend({ asked: z.array(z.string()) }),
  row: z.unknown(),
  limit: 10_000_000,
});

const hundredths = (value: number) => Math.round(value * 100) / 100;

/**
 * The current runs of the given calls (ascending by day), those that are there.
 * @param graded criteria that may earn a part of their weight
 * @param conflictLines criteria that are fatal in a conflict alone
 */
export async function readOutcomes(
  client: FactsClient,
  page: z.input<typeof pageParams>,
  { graded, conflictLines }: { graded: readonly string[]; conflictLines: readonly string[] },
): Promise<StoredOutcomes[]> {
  const calls: StoredOutcomes[] = [];
  for (const reader = new RowBinaryReader(await binaryAnswer(client, outcomesOfPage, page)); !reader.done; ) {
    calls.push(readCall(reader));
  }
  const asked = [...new Set([...graded, ...conflictLines])];
  if (calls.length === 0 || asked.length === 0) return calls;
  const analyses = calls.map(({ analysisId }) => analysisId);
  const byId = new Map(calls.map((call) => [call.callId, call]));
  const rows = new RowBinaryReader(await binaryAnswer(client, partsEarnedOfPage, { ...page, analyses, asked }));
  while (!rows.done) {
    const call = byId.get(rows.uuid());
    const id = rows.word();
    const passed = rows.byte() === 1;
    const part = { share: rows.float64(), earned: hundredths(rows.float32()) };
    const fatal = rows.byte() === 1;
    if (call === undefined) continue;
    if (passed) call.parts.set(id, part);
    if (fatal && conflictLines.includes(id)) call.inConflict = true;
  }
  return calls;
}

function readCall(reader: RowBinaryReader): StoredOutcomes {
  const [day, callId, analysisId, transcriptId] = [reader.word(), reader.uuid(), reader.uuid(), reader.uuid()];
  const operator = { id: reader.word(), name: reader.word() };
  const score = hundredths(reader.float32());
  return {
    ...{ day, callId, analysisId, transcriptId, operator },
    score: score < 0 ? null : score,
    unscored: reader.byte() === 1,
    passed: readWords(reader),
    failed: readWords(reader),
    notSure: readWords(reader),
    digest: reader.text(),
    parts: new Map(),
    inConflict: false,
  };
}

function readWords(reader: RowBinaryReader): string[] {
  const words: string[] = [];
  for (let left = reader.count(); left > 0; left -= 1) words.push(reader.word());
  return words;
}
