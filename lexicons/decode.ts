/** Bytes of a lexicon file → text: UTF-8 with or without a byte order mark, or windows-1251 as Excel saves it. */
import { LexiconError } from './lexicon-error.ts';

/** Files above this size are not word lists. */
const sizeLimit = 4 * 1024 * 1024;

/** @throws LexiconError for another encoding, control characters or a file that is too large. */
export function decodeLexicon(bytes: Uint8Array, file: string): string {
  const refuse = (message: string): never => {
    throw new LexiconError({ file, line: 0, message });
  };
  if (bytes.length > sizeLimit) refuse('файл больше 4 МБ, это не словарь');
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    refuse('кодировка UTF-16 не поддерживается, сохраните файл в UTF-8');
  }
  const text = decode(bytes).replace(/\r\n?/g, '\n').replaceAll('\u00a0', ' ');
  for (let line = 1, i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code === 10) line += 1;
    else if ((code < 32 && code !== 9) || code === 0xfffd || code === 0x98) {
      throw new LexiconError({ file, line, message: 'файл повреждён или не в UTF-8 и не в windows-1251' });
    }
  }
  return text;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1251').decode(bytes);
  }
}
