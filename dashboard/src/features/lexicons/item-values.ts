/** Fields of an item as the form shows them, and back. Pure. */
import type { Fields, FileKind } from '../../api/lexicons.ts';

/** Ends the name under which a field's text is kept while it is typed. */
export const typedMark = '\u0000';

const isPlain = (value: unknown): boolean =>
  value === undefined ||
  typeof value === 'string' ||
  (Array.isArray(value) && value.every((one) => typeof one === 'string'));

/** True when the field can be written as lines; a guard with a distance cannot. */
export const isLines = (value: unknown): value is string | string[] | undefined => isPlain(value);

export const linesOf = (value: unknown): string => (Array.isArray(value) ? value.join('\n') : String(value ?? ''));

/** One line is a word, several are a list, none is no field. */
export function fromLines(name: string, text: string): string | string[] | undefined {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const [only] = lines;
  if (only === undefined) return undefined;
  const always = name === 'hit' || name === 'miss' || name === 'items';
  return lines.length === 1 && !always ? only : lines;
}

const letters: Record<string, string> = Object.fromEntries(
  'а:a б:b в:v г:g д:d е:e ё:e ж:zh з:z и:i й:j к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:h ц:c ч:ch ш:sh щ:shch ъ: ы:y ь: э:eh ю:yu я:ya'
    .split(' ')
    .map((pair) => {
      const [letter = '', latin = ''] = pair.split(':');
      return [letter, latin];
    }),
);

/** A code for a new entry from its words («это проблема» → «eto-problema»). */
export function codeOf(words: string): string {
  const latin = words.toLowerCase().replace(/[а-яё]/g, (letter) => letters[letter] ?? '');
  return latin
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
}

/** Whether the file keeps entries with patterns, examples and exceptions. */
export const isEntry = (kind: FileKind): boolean => kind === 'rule' || kind === 'phrases';

/** What is sent: no empty fields, except those that a table has for every row. */
export function sentFields(kind: FileKind, fields: Fields): Fields {
  const table = kind === 'words' || kind === 'diminutives' || kind === 'aliases';
  if (table)
    return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value ?? '').trim()]));
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''));
}

/** A new item of a kind, before anything is written. */
export function emptyFields(kind: FileKind): Fields {
  if (kind === 'diminutives') return { lemma: '', status: 'ban', replacement: '', note: '' };
  if (kind === 'aliases') return { heard: '', means: '', note: '' };
  return kind === 'words' ? { pattern: '', replacement: '', note: '' } : {};
}

/** The fields with what is proposed: a sentence that is not to be found, or an ordinary word instead of a violation. */
export function withProposal(kind: FileKind, fields: Fields, sentence: string | undefined): Fields {
  if (sentence === undefined) return fields;
  if (kind === 'diminutives') return { ...fields, status: 'stop' };
  if (!isEntry(kind)) return fields;
  const before = Array.isArray(fields.miss) ? fields.miss : [];
  return { ...fields, miss: [...before, sentence] };
}
