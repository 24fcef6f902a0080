/** Current runs of calls found and read back, to be judged again: what is out of date, its words, and what was found in it. */
import { z } from 'zod';
import { droppedWordSchema, type Segment } from '../../domain/call.ts';
import type { Versions } from '../../domain/scored-call.ts';
import { soundReportSchema } from '../../domain/sound-report.ts';
import { readVocabulary } from './call-words.ts';
import type { FactsClient } from './client.ts';
import { readOriginals } from './original-rows.ts';
import {
  daysOfRuns,
  keysOfRuns,
  keysOfRunsBesideBase,
  keysOfTouchedRuns,
  type Narrowing,
  type RunToJudge,
  sampleOfRuns,
  scoresOfOperators,
  touchedOfPage,
  versionsOfRuns,
} from './outdated-runs.ts';
import { factsQuery, runFactsQuery } from './query.ts';
import { type RecentCall, recentCalls } from './recent-calls.ts';
import { readJudgements, type StoredJudgement } from './stored-judgements.ts';
import { readOutcomes, type StoredOutcomes } from './stored-outcomes.ts';
import { readWords } from './stored-words.ts';
import { type CallKey, these, theseCalls } from './these-calls.ts';

/** Calls that are read at once at most. */
const largestPage = 1_000;

const headsOfPage = factsQuery({
  name: 'heads_of_page',
  sql: `SELECT day, call_id, analysis_id, transcript_id, version, engine_name, engine_model, score, sound, dropped, digest
        FROM calls FINAL WHERE ${theseCalls} ORDER BY day, call_id`,
  params: z.object({ these }),
  row: z
    .object({
      day: z.string(),
      call_id: z.string(),
      analysis_id: z.string(),
      transcript_id: z.string(),
      version: z.number(),
      engine_name: z.string(),
      engine_model: z.string(),
      score: z.number().nullable(),
      sound: z.string(),
      dropped: z.string(),
      digest: z.string(),
    })
    .transform((row) => ({
      day: row.day,
      callId: row.call_id,
      analysisId: row.analysis_id,
      transcriptId: row.transcript_id,
      run: row.version,
      engine: { name: row.engine_name, model: row.engine_model },
      // Float32 keeps 7 digits: 87.3 comes back as 87.300003.
      score: row.score === null ? null : Math.round(row.score * 100) / 100,
      sound: row.sound === '' ? null : soundReportSchema.parse(JSON.parse(row.sound)),
      dropped: row.dropped === '' ? [] : droppedWordSchema.array().parse(JSON.parse(row.dropped)),
      digest: row.digest,
    })),
  limit: largestPage,
});

/** The current run of a call with its words. */
export type StoredRun = z.output<typeof headsOfPage.row> & {
  segments: Segment[];
  /** What masking took out of the words, sealed; empty when nothing. */
  sealed: string;
};
/** Runs of a page; the words of each are decoded when it is its turn, so that they need not stay in memory. */
export interface StoredPage extends Iterable<StoredRun> {
  readonly length: number;
}

export type StoredRuns = ReturnType<typeof storedRuns>;

const beforeAll = '00000000-0000-0000-0000-000000000000';

/** The reader over an open client. */
export function storedRuns(client: FactsClient) {
  const baseOf = ({ base }: Narrowing) => ({
    base_engine: base.engine,
    base_lexicon: base.lexicon,
    base_scorecard: base.scorecard,
  });
  const keysOf = (range: z.input<typeof keysOfRuns.params>, narrowing: Narrowing | null, onlyTouched: boolean) => {
    if (narrowing === null) return runFactsQuery(client, keysOfRuns, range);
    const { words } = narrowing;
    const ofBase = { ...range, ...baseOf(narrowing) };
    if (words === null) return runFactsQuery(client, keysOfRunsBesideBase, ofBase);
    return runFactsQuery(client, keysOfTouchedRuns, { ...ofBase, ...words, only_touched: onlyTouched });
  };

  return {
    /** Days that have calls from `since` on, oldest first, with how many were judged by other versions. */
    days: (since: string, versions: Versions) => runFactsQuery(client, daysOfRuns, { since, ...versions }),

    /** Versions of the calls that were judged by others, those of most calls first. */
    versions: (since: string, versions: Versions): Promise<Versions[]> =>
      runFactsQuery(client, versionsOfRuns, { since, ...versions }),

    /** Sums of the scores of calls that were judged by other versions. */
    scores: (since: string, versions: Versions) => runFactsQuery(client, scoresOfOperators, { since, ...versions }),

    /** The last calls, newest first, with whether they can hold the words (numbers of forms). */
    recent: (ask: { calls: number; any: number[]; all: number[][][] }): Promise<RecentCall[]> =>
      runFactsQuery(client, recentCalls, ask),

    /** Every word form that some call holds. */
    vocabulary: () => readVocabulary(client),

    /**
     * Calls of the days that were judged by other versions, in pages ascending by day and id.
     * @param narrowing what a change can touch; null: everything
     * @param onlyTouched leave out what it cannot touch, where words tell that
     */
    async *outdated(
      days: { from: string; to: string },
      versions: Versions,
      size: number,
      narrowing: Narrowing | null,
      onlyTouched = false,
    ): AsyncGenerator<RunToJudge[]> {
      let { from } = days;
      let after = beforeAll;
      for (;;) {
        const range = { ...versions, from, to: days.to, after, size };
        const keys = await keysOf(range, narrowing, onlyTouched);
        const last = keys.at(-1);
        if (last === undefined) return;
        yield keys;
        if (keys.length < size) return;
        from = last.day;
        after = last.callId;
      }
    },

    /**
     * Every `every`-th block of the calls that were judged by other versions, block by block, ascending by day and id.
     * @param block calls that lie side by side in the store: one read brings them, and little else; 1,000 at most
     * @param narrowing what a change can touch; null: everything
     */
    async *sample(
      since: string,
      versions: Versions,
      { block, every }: { block: number; every: number },
      narrowing: Narrowing | null,
    ): AsyncGenerator<RunToJudge[]> {
      const keys = await runFactsQuery(client, sampleOfRuns, { since, ...versions, block, every });
      const words = narrowing?.words ?? { any: [], all: [] };
      for (let from = 0; from < keys.length; from += block) {
        const page = keys.slice(from, from + block);
        if (narrowing === null) yield page;
        else yield await runFactsQuery(client, touchedOfPage, { these: page, ...baseOf(narrowing), ...words });
      }
    },

    /** The current runs of the given calls (ascending by day and id) with their words; can be walked through once. */
    async read(keys: readonly CallKey[]): Promise<StoredPage> {
      const page = { these: [...keys] };
      const heads = await runFactsQuery(client, headsOfPage, page);
      const analyses = heads.map((head) => head.transcriptId);
      const [words, sealed] = await Promise.all([
        readWords(client, { ...page, analyses }),
        readOriginals(client, { ...page, analyses }),
      ]);
      return {
        length: heads.length,
        *[Symbol.iterator]() {
          for (const head of heads) {
            yield { ...head, segments: words.segmentsOf(head.callId), sealed: sealed.get(head.callId) ?? '' };
          }
        },
      };
    },

    /** What the current runs of the given calls (ascending by day and id) came to, without their words. */
    outcomes: async (
      keys: readonly CallKey[],
      asked: { graded: readonly string[]; conflictLines: readonly string[] },
    ): Promise<StoredOutcomes[]> => (keys.length === 0 ? [] : readOutcomes(client, { these: [...keys] }, asked)),

    /** What those runs (ascending by day and id) found and decided. */
    async judgements(runs: readonly (CallKey & { analysisId: string })[]): Promise<Map<string, StoredJudgement>> {
      if (runs.length === 0) return new Map();
      return readJudgements(client, { these: [...runs], analyses: runs.map(({ analysisId }) => analysisId) });
    },
  };
}
