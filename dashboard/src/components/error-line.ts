/** The one line to show for an error. */
import { ApiError } from '../api/api-error.ts';
import type { Texts } from '../i18n/ru.ts';

/** The server's own line where it has one (it names the cause and the way out), else ours. */
export function errorLine(error: unknown, texts: Texts): string {
  if (!(error instanceof ApiError)) return texts.errors.unknown;
  if (error.code === 'offline') return texts.errors.offline;
  if (error.message === '') return error.status === 429 ? texts.errors.tooMany : texts.errors.unknown;
  return sentence(error.message);
}

/** The server's lines start with a small letter, as behind a colon; on a page they stand alone. Names (ffmpeg) stay. */
export const sentence = (line: string): string => line.replace(/^[а-яё]/, (letter) => letter.toUpperCase());
