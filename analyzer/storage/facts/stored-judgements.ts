/** What stored runs found and decided: as little of it as shows whether another judgement differs. */
import { z } from 'zod';
import type { FactsClient } from './client.ts';
import { binaryAnswer, factsQuery } from './query.ts';
import { RowBinaryReader } from './row-binary.ts';
import { ofPage, partsOfPage } from './stored-words.ts';

/** Where a finding stands and what fired: enough to see that two runs found the same. */
export interface FoundPlace {
  entry: string;
  segment: number;
  startMs: number;
  text: string;
  certain: boolean;
}
/** What a criterion came to. */
export interface DecidedCriterion {
  id: string;
  outcome: string;
  earned: number;
}
/** What the current run of a call found and decided. */
export interface StoredJudgement {
  found: FoundPlace[];
  decided: DecidedCriterion[];
}

// Both are read in binary: the columns' own types are the schema.
const findingsOfPage = factsQuery({
  name: 'findings_of_page',
  sql: `SELECT call_id, entry, toUInt32(segment), start_ms, text, certain FROM findings FINAL
        WHERE ${ofPage} ORDER BY day, call_id, n`,
  params: partsOfPage,
  row: z.unknown(),
  limit: 10_000_000,
});
const criteriaOfPage = factsQuery({
  name: 'criteria_of_page',
  sql: `SELECT call_id, criterion, toString(outcome), earned FROM criteria FINAL
        WHERE ${ofPage} ORDER BY day, call_id, n`,
  params: partsOfPage,
  row: z.unknown(),
  limit: 1_000_000,
});

const readFinding = (reader: RowBinaryReader): FoundPlace => ({
  entry: reader.word(),
  segment: reader.uint32(),
  startMs: reader.uint32(),
  text: reader.text(),
  certain: reader.byte() === 1,
});
const readCriterion = (reader: RowBinaryReader): DecidedCriterion => ({
  id: reader.word(),
  outcome: reader.word(),
  earned: Math.round(reader.float32() * 100) / 100,
});

/** By call; a call that found nothing has empty lists. */
export async function readJudgements(
  client: FactsClient,
  page: z.input<typeof partsOfPage>,
): Promise<Map<string, StoredJudgement>> {
  const judged = new Map(
    page.these.map(({ callId }): [string, StoredJudgement] => [callId, { found: [], decided: [] }]),
  );
  const [findings, criteria] = await Promise.all([
    binaryAnswer(client, findingsOfPage, page),
    binaryAnswer(client, criteriaOfPage, page),
  ]);
  for (const reader = new RowBinaryReader(findings); !reader.done; ) {
    const call = judged.get(reader.uuid());
    const place = readFinding(reader);
    call?.found.push(place);
  }
  for (const reader = new RowBinaryReader(criteria); !reader.done; ) {
    const call = judged.get(reader.uuid());
    const criterion = readCriterion(reader);
    call?.decided.push(criterion);
  }
  return judged;
}
