/** The index of word forms: which forms each call holds, and all forms there are. */
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import type { FactsClient, FactsReader } from './client.ts';
import { factsQuery, runFactsQuery } from './query.ts';

/** The number under which a form stands in the index. */
export const wordNumber = (form: string): number => crc32(form) & 0xff_ff_ff;

const allWords = factsQuery({
  name: 'vocabulary',
  sql: 'SELECT DISTINCT word FROM vocabulary ORDER BY word',
  params: z.object({}),
  row: z.object({ word: z.string() }).transform(({ word }) => word),
  limit: 20_000_000,
});

/** Every form that some call holds, and perhaps some more. */
export const readVocabulary = (reader: FactsReader): Promise<string[]> => runFactsQuery(reader, allWords, {});

/** Forms of one transcript with its key. */
export interface SpokenWords {
  day: string;
  call_id: string;
  analysis_id: string;
  forms: ReadonlySet<string>;
}

/** Forms that are remembered as written, so that common words are not written with every call. */
const rememberedForms = 300_000;

/** Writes forms of transcripts; to be awaited before the calls themselves are written. */
export function wordsWriter(client: FactsClient): (calls: readonly SpokenWords[]) => Promise<void> {
  const written = new Set<string>();
  return async (calls) => {
    if (calls.length === 0) return;
    const fresh = new Set<string>();
    for (const { forms } of calls) {
      for (const form of forms) if (!written.has(form)) fresh.add(form);
    }
    if (fresh.size > 0) {
      const values = [...fresh].map((word) => ({ word }));
      await client.insert({ table: 'vocabulary', values, format: 'JSONEachRow' });
      if (written.size + fresh.size > rememberedForms) written.clear();
      for (const form of fresh) written.add(form);
    }
    const values = calls.map(({ forms, ...key }) => ({ ...key, words: numbersOf(forms) }));
    await client.insert({ table: 'call_words', values, format: 'JSONEachRow' });
  };
}

/** Different numbers, ascending. */
function numbersOf(forms: ReadonlySet<string>): number[] {
  const numbers = Uint32Array.from(new Set([...forms].map(wordNumber))).sort();
  return [...numbers];
}
