/**
 * Facts of calls that were read a moment ago: a page asks for its call several times over, a list for the same scores. A run of
 * a call is written once, so what was read of it stays true; the ledger, which is asked first, says which run counts.
 */
import { boundedMap } from '#platform';
import type { CallFacts, CallScore, CallToRead, DecidedScore, StoredAnalysis } from './facts/call-facts.ts';

/** Words, findings and criteria of all kept calls: about 75 MB, and as much again for their texts; a thousand calls of four minutes. */
const mostPieces = 500_000;
const mostScores = 20_000;
/** Nothing of a call stays longer in memory, whether somebody asks or not. */
export const longestKeptMs = 10 * 60_000;
const sweepEveryMs = 60_000;

interface Kept<V> {
  at: number;
  value: V;
}

/**
 * The facts, with the calls that were read last kept in memory. A call is kept when what the store holds is the run that the
 * ledger names, and its words are not deleted; all are forgotten when the generation moves. Callers without the ledger's row
 * (no `run`) are answered by the store.
 * @param generation of the facts, see `factsGeneration`
 */
export function keptFacts(
  facts: CallFacts,
  generation: () => Promise<string>,
  clock: () => number = Date.now,
): CallFacts & { close(): void } {
  const analyses = boundedMap<Kept<StoredAnalysis>>(mostPieces, ({ value }) => piecesOf(value));
  const scores = boundedMap<Kept<CallScore>>(mostScores);
  const decided = boundedMap<Kept<DecidedScore>>(mostScores);
  const reading = new Map<string, Promise<Map<string, StoredAnalysis>>>();
  let current = '';

  const look = async (): Promise<string> => {
    const now = await generation();
    if (now !== current) {
      current = now;
      for (const kept of [analyses, scores, decided, reading]) kept.clear();
    }
    return now;
  };

  const timer = setInterval(() => {
    for (const kept of [analyses, scores, decided])
      for (const [key, { at }] of kept.entries()) if (clock() - at > longestKeptMs) kept.delete(key);
  }, sweepEveryMs);
  timer.unref();

  const readMany = async (calls: readonly CallToRead[]): Promise<Map<string, StoredAnalysis>> => {
    const asOf = await look();
    const whole = new Map<string, StoredAnalysis>();
    const shared: Promise<Map<string, StoredAnalysis>>[] = [];
    const missing: CallToRead[] = [];
    for (const call of calls) {
      const key = runKey(call);
      const kept = key === null ? undefined : fresh(analyses.get(key), clock());
      const underWay = key === null ? undefined : reading.get(key);
      if (kept !== undefined) whole.set(call.id, kept);
      else if (underWay !== undefined) shared.push(underWay);
      else missing.push(call);
    }
    if (missing.length > 0) shared.push(readMissing(missing, asOf));
    const wanted = new Set(calls.map(({ id }) => id));
    for (const found of await Promise.all(shared))
      for (const [id, analysis] of found) if (wanted.has(id)) whole.set(id, analysis);
    return whole;
  };

  const readMissing = (missing: readonly CallToRead[], asOf: string): Promise<Map<string, StoredAnalysis>> => {
    const keys = missing.flatMap((call) => runKey(call) ?? []);
    const work = facts.readMany(missing).then((found) => {
      for (const call of missing) {
        const analysis = found.get(call.id);
        const key = runKey(call);
        // While a run is being written the store still gives the one before.
        if (analysis === undefined || key === null || analysis.run !== call.run || asOf !== current) continue;
        analyses.set(key, { at: clock(), value: frozen(analysis) });
      }
      return found;
    });
    for (const key of keys) reading.set(key, work);
    const done = () => {
      for (const key of keys) if (reading.get(key) === work) reading.delete(key);
    };
    work.then(done, done);
    return work;
  };

  /** Scores by id: those in memory, the others read; what is read is kept where it is of the run that was asked for. */
  const scoresThrough = async <C extends CallToRead, S extends object>(
    kept: ReturnType<typeof boundedMap<Kept<S>>>,
    calls: readonly C[],
    how: {
      keyOf: (call: C) => string | null;
      read: (missing: readonly C[]) => Promise<Map<string, S>>;
      holds: (score: S, call: C) => boolean;
    },
  ): Promise<Map<string, S>> => {
    const asOf = await look();
    const found = new Map<string, S>();
    const missing: C[] = [];
    for (const call of calls) {
      const key = how.keyOf(call);
      const known = key === null ? undefined : fresh(kept.get(key), clock());
      if (known === undefined) missing.push(call);
      else found.set(call.id, known);
    }
    if (missing.length === 0) return found;
    const read = await how.read(missing);
    for (const call of missing) {
      const score = read.get(call.id);
      if (score === undefined) continue;
      found.set(call.id, score);
      const key = how.keyOf(call);
      if (key !== null && how.holds(score, call) && asOf === current)
        kept.set(key, { at: clock(), value: frozen(score) });
    }
    return found;
  };

  return {
    ...facts,
    readMany,

    read: async (call) => (await readMany([call])).get(call.id) ?? null,

    scores: (calls) =>
      scoresThrough(scores, calls, {
        keyOf: runKey,
        read: (missing) => facts.scores(missing),
        holds: (score, call) => score.version === call.run,
      }),

    decidedScores: (calls) =>
      scoresThrough(decided, calls, {
        keyOf(call) {
          const key = runKey(call);
          return key === null ? null : `${key} ${call.steps}`;
        },
        read: (missing) => facts.decidedScores(missing),
        // An outcome is put together a moment after the decision, or after the run: until then the one before is shown.
        holds: (score, call) => score.version === call.run && score.steps === call.steps,
      }),

    /** Ends the sweeping and forgets everything. */
    close() {
      clearInterval(timer);
      for (const kept of [analyses, scores, decided]) kept.clear();
    },
  };
}

/** A run of a call as a key; null for a call that is not to be kept. */
export const runKey = ({ id, run, wordsDeletedAt }: CallToRead): string | null =>
  run === undefined || wordsDeletedAt !== null ? null : `${id} ${run}`;

const fresh = <V>(kept: Kept<V> | undefined, now: number): V | undefined =>
  kept === undefined || now - kept.at > longestKeptMs ? undefined : kept.value;

const piecesOf = ({ segments, findings, criteria }: StoredAnalysis): number =>
  segments.reduce((sum, { words }) => sum + 1 + (words?.length ?? 0), 0) + findings.length + criteria.length;

/** What several readers share cannot be changed by one of them. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}
