/** The file of sources: read again whenever it changes, so that a source is added without a restart. */
import { readFile, stat } from 'node:fs/promises';
import { KamertonError } from '../platform/errors.ts';
import { type ReadySource, readySource } from './describe-recording.ts';
import { sourcesFileSchema } from './source.ts';

/**
 * The sources of the file at `path`; none when there is no such file.
 * @throws KamertonError `bad_configuration` naming what is wrong in it
 */
export async function readSources(path: string, timeZone: string): Promise<ReadySource[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw wrong(path, `файл не читается (${error.code})`, error);
  });
  if (text === null) return [];
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw wrong(path, 'это не JSON', error);
  }
  const parsed = sourcesFileSchema.safeParse(value);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw wrong(path, lines.join('; '), parsed.error);
  }
  return parsed.data.sources.map((source) => readySource(source, timeZone));
}

const wrong = (path: string, cause: string, error: unknown) =>
  new KamertonError('bad_configuration', `файл источников ${path}: ${cause}`, { cause: error });

/** Changes with the file. */
export const sourcesMark = (path: string): Promise<string> =>
  stat(path).then(
    ({ size, mtimeMs }) => `${size} ${mtimeMs}`,
    () => '',
  );
