/** Thread that looks for frequent phrases of operators that no entry covers: seconds of work that no page waits for. */
import type { Lexicons } from '#lexicons';
import { loadMorphology } from '../language/morphology.ts';
import { normalize } from '../language/norm.ts';
import type { WorkerModule } from '../platform/worker-tasks.ts';
import { type Suggestion, suggestPhrases } from '../rules/suggest-phrases.ts';
import type { FactsAddress } from '../storage/facts/address.ts';
import { openFactsClient } from '../storage/facts/client.ts';
import { storedRuns } from '../storage/facts/stored-runs.ts';

export interface SuggestData {
  address: FactsAddress;
  lexicons: Lexicons;
}

/** A frequent phrase with the first place where it is said. */
export type SuggestedPhrase = Suggestion & { callId: string; start: number };
export interface Suggestions {
  /** Calls that were looked through. */
  calls: number;
  phrases: SuggestedPhrase[];
}

/** Calls that are looked through, and phrases that are shown. */
const lastCalls = 400;
const mostPhrases = 60;
const leastCalls = 3;

export const work: WorkerModule<SuggestData, null, Suggestions> = async ({ address, lexicons }) => {
  const morphology = await loadMorphology();
  const runs = storedRuns(openFactsClient(address));
  return async () => {
    const recent = await runs.recent({ calls: lastCalls, any: [], all: [] });
    const keys = recent.sort((a, b) => (`${a.day} ${a.callId}` < `${b.day} ${b.callId}` ? -1 : 1));
    const calls = keys.length === 0 ? [] : [...(await runs.read(keys))];
    const phrases = suggestPhrases(calls, lexicons, morphology, leastCalls).slice(0, mostPhrases);
    const said = calls.flatMap(({ callId, segments }) =>
      segments.flatMap(({ speaker, start, text }) =>
        speaker === 'operator'
          ? [
              {
                callId,
                start,
                words: ` ${text
                  .split(/[^\p{L}-]+/u)
                  .map(normalize)
                  .join(' ')} `,
              },
            ]
          : [],
      ),
    );
    return {
      calls: calls.length,
      phrases: phrases.flatMap((found) => {
        const place = said.find(({ words }) => words.includes(` ${found.phrase} `));
        return place === undefined ? [] : [{ ...found, callId: place.callId, start: place.start }];
      }),
    };
  };
};
