/** What a draft or a published version holds: the texts of its files as JSON, and the judge that they make. */
import { z } from 'zod';
import { defaultFolder, type LexiconFiles, lexiconFilesSchema, readLexiconFiles } from '#lexicons';
import { KamertonError } from '#platform';

const contentSchema = z.strictObject({ files: lexiconFilesSchema });

/** JSON of the files, the same for the same texts. */
export function contentOf(files: LexiconFiles): string {
  const sorted = Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify({ files: Object.fromEntries(sorted) });
}

/** @throws KamertonError `store_unavailable` for a text that `contentOf` did not write */
export function filesOf(content: string): LexiconFiles {
  const parsed = contentSchema.safeParse(JSON.parse(content));
  if (parsed.success) return parsed.data.files;
  throw new KamertonError('store_unavailable', 'словари в хранилище записаны другой программой; обновите Kamerton');
}

/** The lexicons that the program ships, as they stand in its folder now. */
export const programFiles = (): LexiconFiles => readLexiconFiles(defaultFolder);
