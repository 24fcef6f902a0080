/** How people know a lexicon entry: its words as they read them and the better phrase, by the entry's code in findings. Pure. */
import type { Lexicons } from '#lexicons';

export type EntryWords = ReadonlyMap<string, { words: string; replacement: string }>;

/** Entries that are no words of a list but grammar. */
const grammar: readonly (readonly [entry: string, words: string])[] = [
  ['diminutive/model', 'уменьшительное слово не из списка'],
  ['imperative/command', 'глагол-команда'],
  ['informal_you/command', 'команда на «ты»'],
  ['informal_you/pronoun', '«ты», «тебе», «твой»'],
  ['informal_you/verb', 'глагол на «ты»'],
];

/** Codes are «rule/entry». */
export function entryWords({
  rules,
  diminutives,
  lists,
}: Pick<Lexicons, 'rules' | 'diminutives' | 'lists'>): EntryWords {
  const phrases = rules.flatMap(({ rule, replacement, entries }) => {
    const read = entries.map((entry) => ({ ...entry, words: readablePattern(entry.pattern, lists) }));
    return read.map(({ id, words, hit, replacement: own }, index) => {
      const isFirst = read.findIndex((other) => other.words === words) === index;
      const text = isFirst ? words : withExample(words, hit);
      return [`${rule}/${id}`, { words: text, replacement: own ?? replacement }] as const;
    });
  });
  const words = diminutives
    .filter(({ status }) => status === 'ban')
    .map(
      ({ id, lemma, replacement }) => [`diminutive/${id}`, { words: lemma, replacement: replacement ?? '' }] as const,
    );
  const spoken = grammar.map(([entry, text]) => {
    const rule = rules.find((one) => entry.startsWith(`${one.rule}/`));
    return [entry, { words: text, replacement: rule?.replacement ?? '' }] as const;
  });
  return new Map([...spoken, ...words, ...phrases]);
}

/** Kinds of words that a pattern names by a sign. */
const classes: ReadonlyMap<string, string> = new Map([
  ['hes', 'э-э / м-м'],
  ['num', 'число'],
]);

/** Entries that read like one before them are told apart by what they find. */
const withExample = (words: string, hit: readonly string[] = []): string =>
  hit[0] === undefined ? words : `${words} («${hit[0].replace(/[.!]$/, '')}»)`;

const shownWords = 3;
const shownLength = 70;

/**
 * A pattern without its signs: «вы _4 {должны|обязаны}» is «вы … должны / обязаны», «@allo» the first words of that list. Of long
 * ones the beginning, and of a word that is also written as it is drawn out («ну», «ну-у», «нууу») the first spelling.
 */
export function readablePattern(pattern: string | readonly string[], lists: Lexicons['lists'] = {}): string {
  const [first = '', ...others] = typeof pattern === 'string' ? [pattern] : pattern;
  const some = (spellings: readonly string[]) => {
    const words = withoutDrawls(spellings);
    return words.slice(0, shownWords).join(' / ') + (words.length > shownWords ? ' …' : '');
  };
  const text = first
    .replace(/@([a-z_]+)/g, (_, name: string) => some(lists[name] ?? [name]))
    .replace(/\{([^{}]*)\}/g, (_, list: string) => some(list.split('|')))
    .replace(/(^|\s)_\d+(?=\s|$)/g, '$1…')
    .replace(/<[^<>]*>/g, '')
    .replace(/#(\w+)/g, (sign, name: string) => classes.get(name) ?? sign)
    .replace(/[~?@+*]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/…(?: …)+/g, '…')
    .trim();
  const isCut = text.length > shownLength || others.length > 0;
  const shown = text.length > shownLength ? text.slice(0, text.lastIndexOf(' ', shownLength)) : text;
  return isCut && !shown.endsWith('…') ? `${shown} …` : shown;
}

/** Spellings that differ only in how long a sound is drawn out are one word: a vowel written twice, a letter after a hyphen. */
function withoutDrawls(words: readonly string[]): string[] {
  const short = (word: string) => word.replace(/([аеёиоуыэюя])(?:-?\1)+|(\p{L})(?:-\2)+/gu, '$1$2');
  const known = new Set<string>();
  return words.filter((word) => !known.has(short(word)) && known.add(short(word)));
}
