/** The files of a set of lexicons as texts by name: what a folder holds, and what a version or a draft in the store holds. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { decodeLexicon } from './decode.ts';
import { lexiconFiles } from './replace-files.ts';

/** File of the scorecard beside the lexicons. */
export const scorecardFile = 'scorecard.yaml';

const nameSchema = z
  .string()
  .regex(/^(?:lists\.yaml|scorecard\.yaml|words\/[a-z_]{1,40}\.csv|(?:rules|phrases)\/[a-z_]{1,40}\.yaml)$/);

/** Texts by name («rules/filler.yaml»), as they stand in the files: comments, order and line ends included. */
export const lexiconFilesSchema = z.record(nameSchema, z.string().max(4 * 1024 * 1024));
export type LexiconFiles = Readonly<Record<string, string>>;

/** Reads lexicons and scorecard of a folder. A file in windows-1251 becomes UTF-8, any other text stays as it is. */
export function readLexiconFiles(folder: string): LexiconFiles {
  const names = lexiconFiles(folder).filter((name) => nameSchema.safeParse(name).success);
  const all = existsSync(join(folder, scorecardFile)) ? [...names, scorecardFile] : names;
  return Object.fromEntries(all.map((name) => [name, lexiconText(readFileSync(join(folder, name)), name)]));
}

/**
 * Bytes of a file as the text that is kept: the same bytes come out when it is written again in UTF-8.
 * @throws LexiconError for another encoding, control characters or a file that is too large
 */
export function lexiconText(bytes: Uint8Array, file: string): string {
  const readable = decodeLexicon(bytes, file);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return readable;
  }
}
