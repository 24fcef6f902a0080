/** The identity of one run of judging a call. */
import { deterministicUuid } from '#platform';
import type { Versions } from './scored-call.ts';

/**
 * The same call, run, words and versions have the same id: work that is done again after a crash writes the same rows.
 * @param words what tells the words apart: the recording's checksum, or the id of the stored transcript
 */
export const analysisIdOf = (call: { id: string; run: number }, words: string, versions: Versions): string =>
  deterministicUuid(call.id, String(call.run), words, versions.lexicon, versions.scorecard, versions.engine);
