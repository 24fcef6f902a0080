/** Facts of scored calls in ClickHouse: one run is written whole and idempotently, the current one is read back. */
import { z } from 'zod';
import type { CallMetadata } from '../../domain/call.ts';
import type { AnalyzedCall, Versions } from '../../domain/scored-call.ts';
import type { SoundReport } from '../../domain/sound-report.ts';
import { callRow, criterionRow, findingRow, type RunKey, saidRow, segmentRow } from './call-rows.ts';
import { wordsWriter } from './call-words.ts';
import type { FactsClient } from './client.ts';
import { keepLexiconContent, readLexiconContent } from './lexicon-archive.ts';
import { type OriginalRow, originalRow } from './original-rows.ts';
import { factsQuery, runFactsQuery } from './query.ts';
import { type Restamp, restampRuns } from './restamp.ts';
import { type ReweighedRun, reweighRuns, type WeighedLines } from './reweigh-runs.ts';
import { runRow } from './run-log.ts';
import { keysOf, these, theseCalls } from './these-calls.ts';
import { readWholeCalls, type StoredAnalysis } from './whole-calls.ts';

export type { StoredAnalysis };

/** Everything one run of a call leaves in the store. */
export interface CallRun {
  day: string;
  callId: string;
  analysisId: string;
  /** The run that wrote the words, when this one judges them again and leaves `segments` as they are; absent: its own. */
  transcriptId?: string | undefined;
  /** Normal forms of the words, for the index; only with words of its own. Absent: the call is never narrowed away. */
  spoken?: ReadonlySet<string> | undefined;
  /** Grows with each run of the call; the highest wins. */
  run: number;
  externalId: string;
  /** How the call came: upload, import, demo. */
  source?: string | undefined;
  /** What the telephony said of the call. */
  metadata?: CallMetadata | undefined;
  startedAt: string;
  direction: string;
  operatorId: string;
  recordingSha256: string;
  /** Without personal data. */
  analysis: AnalyzedCall;
  /** What masking took out of the words, sealed; only with words of its own. Absent: the words are not masked. */
  original?: OriginalRow | undefined;
  sound: SoundReport | null;
}

/** What the list of calls shows of a scored call. */
const callScoreSchema = z.object({
  call_id: z.string(),
  version: z.number(),
  score: z.number().nullable(),
  findings: z.number(),
  unsure: z.number(),
  fatal: z.array(z.string()),
});
export type CallScore = z.infer<typeof callScoreSchema>;

/** The same as people left the call, after so many of their steps. */
const decidedScoreSchema = callScoreSchema.extend({ steps: z.number() });
export type DecidedScore = z.infer<typeof decidedScoreSchema>;

const scoresOfCalls = factsQuery({
  name: 'scores_of_calls',
  sql: `SELECT call_id, version, round(score, 2) AS score, findings, unsure, fatal FROM calls FINAL
        WHERE ${theseCalls}`,
  params: z.object({ these }),
  row: callScoreSchema,
  limit: 1_000,
});

const decidedScoresOfCalls = factsQuery({
  name: 'decided_scores_of_calls',
  sql: `SELECT c.call_id AS call_id, c.version AS version, o.version AS steps, round(o.score, 2) AS score, o.findings AS findings,
          o.unsure AS unsure, o.fatal AS fatal
        FROM (SELECT day, call_id, analysis_id, version FROM calls FINAL
          WHERE ${theseCalls}) AS c
        INNER JOIN (SELECT day, call_id, analysis_id, version, score, findings, unsure, fatal FROM call_outcomes FINAL
          WHERE ${theseCalls}) AS o
          ON c.day = o.day AND c.call_id = o.call_id AND c.analysis_id = o.analysis_id`,
  params: z.object({ these }),
  row: decidedScoreSchema,
  limit: 1_000,
});

/** A call whose facts are read; the ledger's row says which run counts and whether its words are still there. */
export interface CallToRead {
  id: string;
  day: string;
  run?: number;
  wordsDeletedAt?: string | null;
}

/** A call that people have taken so many steps about (`decidedCalls`). */
export interface DecidedCall extends CallToRead {
  steps: number;
}

export type CallFacts = ReturnType<typeof callFacts>;

/** Rows of one insert at most: enough to be fast, little enough to fit in memory on both sides. */
const rowsAtOnce = 5_000;

/** The repository over an open client. */
export function callFacts(client: FactsClient) {
  const writeWords = wordsWriter(client);
  const insert = async (table: string, rows: object[]) => {
    for (let from = 0; from < rows.length; from += rowsAtOnce) {
      await client.insert({ table, values: rows.slice(from, from + rowsAtOnce), format: 'JSONEachRow' });
    }
  };

  /** The current analyses of the given calls; calls that are not scored are missing in the answer. */
  const readMany = (calls: readonly CallToRead[]): Promise<Map<string, StoredAnalysis>> =>
    readWholeCalls(client, calls);

  return {
    /**
     * Writes runs. Every row's key is made of ids that do not change when the same work is repeated, so writing twice
     * leaves one. The call rows go last: until they are there, readers see the previous runs (or none).
     */
    async write(...runs: readonly CallRun[]): Promise<void> {
      const keyed = runs.map((run) => ({ run, key: keyOf(run) }));
      await writeWords(
        runs.flatMap(({ day, callId, analysisId, transcriptId, spoken }) =>
          transcriptId === undefined && spoken !== undefined
            ? [{ day, call_id: callId, analysis_id: analysisId, forms: spoken }]
            : [],
        ),
      );
      await insert(
        'originals',
        keyed.flatMap(({ run, key }) =>
          run.transcriptId === undefined && run.original !== undefined ? [originalRow(key, run.original)] : [],
        ),
      );
      await insert(
        'segments',
        keyed.flatMap(({ run, key }) =>
          run.transcriptId === undefined
            ? run.analysis.segments.map((segment, seq) => segmentRow(key, seq, segment))
            : [],
        ),
      );
      await insert(
        'said_words',
        keyed.flatMap(({ run, key }) => (run.transcriptId === undefined ? [saidRow(key, run.analysis.segments)] : [])),
      );
      await insert(
        'findings',
        keyed.flatMap(({ run, key }) =>
          run.analysis.findings.map((finding, n) => findingRow(key, n, run.operatorId, finding)),
        ),
      );
      await insert(
        'criteria',
        keyed.flatMap(({ run, key }) =>
          run.analysis.criteria.map((criterion, n) => criterionRow(key, n, run.operatorId, criterion)),
        ),
      );
      const calls = keyed.map(({ run, key }) => callRow(key, run));
      await insert('runs', calls.map(runRow));
      await insert('calls', calls);
    },

    /** The current runs under other versions, as their next runs: what they found and decided is shared. */
    restamp: (calls: readonly Restamp[], versions: Versions): Promise<void> => restampRuns(client, calls, versions),

    /** The next runs of calls whose current ones are only weighed otherwise: what was found and decided is copied. */
    reweigh: (calls: readonly ReweighedRun[], lines: WeighedLines, versions: Versions): Promise<void> =>
      reweighRuns(client, calls, lines, versions),

    /** Keeps what a version of the lexicons or of the scorecard held, so that a later change can be told from it. */
    keepLexicon: (version: string, content: string): Promise<void> => keepLexiconContent(client, version, content),

    /** What that version held; null when it was not kept. */
    lexiconOf: (version: string): Promise<string | null> => readLexiconContent(client, version),

    /** Scores of the given calls; calls that are not scored are missing in the answer. */
    async scores(calls: readonly CallToRead[]): Promise<Map<string, CallScore>> {
      if (calls.length === 0) return new Map();
      const rows = await runFactsQuery(client, scoresOfCalls, { these: keysOf(calls) });
      return new Map(rows.map((row) => [row.call_id, row]));
    },

    /** Scores of the given calls as people left them; calls whose outcome is not put together yet are missing in the answer. */
    async decidedScores(calls: readonly DecidedCall[]): Promise<Map<string, DecidedScore>> {
      if (calls.length === 0) return new Map();
      const rows = await runFactsQuery(client, decidedScoresOfCalls, { these: keysOf(calls) });
      return new Map(rows.map((row) => [row.call_id, row]));
    },

    /** The current analysis of a call, or null when it is not scored. */
    async read(call: CallToRead): Promise<StoredAnalysis | null> {
      return (await readMany([call])).get(call.id) ?? null;
    },

    readMany,
  };
}

const keyOf = (run: CallRun): RunKey => ({
  day: run.day,
  call_id: run.callId,
  analysis_id: run.analysisId,
  version: run.run,
});
