/** Current runs of calls read back in pages, to be judged again: what is out of date, its words, and what was found in it. */
import { z } from 'zod';
import type { Segment } from '../../domain/call.ts';
import type { Versions } from '../../domain/scored-call.ts';
import { callRowSchema, segmentRowSchema } from './call-rows.ts';
import type { FactsClient } from './client.ts';
import { factsQuery, runFactsQuery } from './query.ts';

/** Most calls of a page. */
const largestPage = 1_000;

const versionParams = z.object({ engine: z.string(), lexicon: z.string(), scorecard: z.string() });
const outdated = `(engine_version, lexicon_version, scorecard_version)
  != ({engine:String}, {lexicon:String}, {scorecard:String})`;

const monthsOfRuns = factsQuery({
  name: 'months_of_runs',
  sql: `SELECT toString(min(day)) AS first, toString(max(day)) AS last, toUInt32(count()) AS calls,
          toUInt32(countIf(${outdated})) AS outdated
        FROM calls FINAL WHERE day >= {since:Date} GROUP BY toYYYYMM(day) ORDER BY first`,
  params: versionParams.extend({ since: z.iso.date() }),
  row: z.object({ first: z.string(), last: z.string(), calls: z.number(), outdated: z.number() }),
  limit: 10_000,
});
export type MonthOfRuns = z.infer<typeof monthsOfRuns.row>;

/** Keys only: the wide columns are read for one page, not for the rest of the month. */
const outdatedRuns = factsQuery({
  name: 'outdated_runs',
  sql: `SELECT day, call_id FROM calls FINAL
        WHERE day >= {from:Date} AND day <= {to:Date} AND (day > {from:Date} OR call_id > {after:UUID}) AND ${outdated}
        ORDER BY day, call_id LIMIT {size:UInt32}`,
  params: versionParams.extend({ from: z.string(), to: z.string(), after: z.string(), size: z.number() }),
  row: z.object({ day: z.string(), call_id: z.string() }),
  limit: largestPage,
});

const pageParams = z.object({ from: z.string(), to: z.string(), ids: z.array(z.string()) });
const ofCalls = 'day >= {from:Date} AND day <= {to:Date} AND call_id IN {ids:Array(UUID)}';
const headsOfPage = factsQuery({
  name: 'heads_of_page',
  sql: `SELECT * FROM calls FINAL WHERE ${ofCalls} ORDER BY day, call_id`,
  params: pageParams,
  row: z.looseObject({ day: z.string(), call_id: z.string(), version: z.number() }).transform((row) => ({
    ...callRowSchema.parse(row),
    day: row.day,
    callId: row.call_id,
    run: row.version,
  })),
  limit: largestPage,
});

const partsParams = pageParams.extend({ analyses: z.array(z.string()) });
const segmentsOfPage = factsQuery({
  name: 'segments_of_page',
  sql: `SELECT * FROM segments FINAL WHERE ${ofCalls} AND analysis_id IN {analyses:Array(UUID)} ORDER BY day, call_id, seq`,
  params: partsParams,
  row: z
    .looseObject({ call_id: z.string() })
    .transform((row) => ({ callId: row.call_id, part: segmentRowSchema.parse(row) })),
  limit: 10_000_000,
});
const findingsOfPage = factsQuery({
  name: 'findings_of_page',
  sql: `SELECT call_id, entry, segment, start_ms, text, certain FROM findings FINAL
        WHERE ${ofCalls} AND analysis_id IN {analyses:Array(UUID)}`,
  params: partsParams,
  row: z
    .object({
      call_id: z.string(),
      entry: z.string(),
      segment: z.number(),
      start_ms: z.number(),
      text: z.string(),
      certain: z.boolean(),
    })
    .transform(({ call_id, start_ms, ...part }) => ({ callId: call_id, part: { ...part, startMs: start_ms } })),
  limit: 10_000_000,
});

/** Where a finding stands and what fired: enough to see that two runs found the same. */
export type FoundPlace = z.output<typeof findingsOfPage.row>['part'];
/** The current run of a call with its words. */
export type StoredRun = z.output<typeof headsOfPage.row> & { segments: Segment[]; found: FoundPlace[] };

export type StoredRuns = ReturnType<typeof storedRuns>;

const beforeAll = '00000000-0000-0000-0000-000000000000';

/** The reader over an open client. */
export function storedRuns(client: FactsClient) {
  const readPage = async (keys: readonly { day: string; call_id: string }[]): Promise<StoredRun[]> => {
    const page = {
      from: keys[0]?.day ?? '',
      to: keys.at(-1)?.day ?? '',
      ids: keys.map(({ call_id }) => call_id),
    };
    const heads = await runFactsQuery(client, headsOfPage, page);
    const [segments, findings] = await Promise.all([
      runFactsQuery(client, segmentsOfPage, { ...page, analyses: heads.map((head) => head.transcriptId) }),
      runFactsQuery(client, findingsOfPage, { ...page, analyses: heads.map((head) => head.analysisId) }),
    ]);
    const words = byCall(segments);
    const found = byCall(findings);
    return heads.map((head) => ({
      ...head,
      segments: words.get(head.callId) ?? [],
      found: found.get(head.callId) ?? [],
    }));
  };

  return {
    /** Months that have calls from `since` on, oldest first, with how many were judged by other versions. */
    months: (since: string, versions: Versions): Promise<MonthOfRuns[]> =>
      runFactsQuery(client, monthsOfRuns, { since, ...versions }),

    /** Calls of a month that were judged by other versions, in pages; a few queries a page whatever its size. */
    async *outdated(month: MonthOfRuns, versions: Versions, size: number): AsyncGenerator<StoredRun[]> {
      let from = month.first;
      let after = beforeAll;
      for (;;) {
        const keys = await runFactsQuery(client, outdatedRuns, { ...versions, from, to: month.last, after, size });
        const last = keys.at(-1);
        if (last === undefined) return;
        yield await readPage(keys);
        if (keys.length < size) return;
        from = last.day;
        after = last.call_id;
      }
    },
  };
}

function byCall<T>(rows: readonly { callId: string; part: T }[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const { callId, part } of rows) {
    const group = groups.get(callId);
    if (group) group.push(part);
    else groups.set(callId, [part]);
  }
  return groups;
}
