/** Secrets of a source: from a file that its settings name, otherwise from the product's settings. Read anew at every connection. */
import { readFile } from 'node:fs/promises';
import { KamertonError } from '../../platform/errors.ts';

const mostBytes = 65_536;

/**
 * The secret in the file at `path` without the line break at its end, or `otherwise` when no file is named.
 * @throws KamertonError `source_unavailable` when the file cannot be read or is empty
 */
export async function secretOf(path: string | undefined, otherwise: string | undefined): Promise<string | undefined> {
  if (path === undefined) return otherwise;
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new KamertonError(
      'source_unavailable',
      `файл секрета ${path} не читается (${cause.code ?? 'ошибка'}); проверьте путь и права`,
    );
  });
  const secret = text.slice(0, mostBytes).replace(/\r?\n$/, '');
  if (secret === '') throw new KamertonError('source_unavailable', `файл секрета ${path} пуст`);
  return secret;
}
