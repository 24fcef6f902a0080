/** Which generation the facts are of: it moves when stored calls change under the number they had (masking, deletion). */
import { z } from 'zod';
import { randomToken } from '#platform';
import type { StateDatabase } from './database.ts';
import { settings } from './settings.ts';

const name = 'facts.generation';

export type FactsGeneration = ReturnType<typeof factsGeneration>;

/** The generation, the same for every process over one state database. */
export function factsGeneration(database: StateDatabase) {
  const kept = settings(database);
  return {
    read: async (): Promise<string> => (await kept.read(name, z.string())) ?? '',

    /** Whatever processes keep of calls in memory is forgotten at their next look. */
    move: (): Promise<void> => kept.write(name, z.string(), randomToken(9)),
  };
}
