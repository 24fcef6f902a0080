/**
 * The trainers' pattern language: what a phrase in a lexicon file may say. No regular expressions.
 *
 *   слово          the word in exactly this form (as heard or as meant by an alias)
 *   ~слово         any form of the word; `~должный<plur>` only forms with these grammemes
 *   <NOUN nomn>    a word with a reading that has all these grammemes (OpenCorpora names); `<!VERB>` with no such reading
 *   {а|б в|~г}     one of several
 *   @список        one of the items of a named list (lists.yaml)
 *   #num  #hes     a number in digits or words; a hesitation sound (э-э, м-м)
 *   #any           any word at all
 *   слово?  {…}?   may be absent
 *   _  _3          up to one or up to three other words in between
 */

/** One word of the text must satisfy this. */
export type Atom =
  | { kind: 'word'; word: string }
  | { kind: 'reading'; lemma: string | null; tags: readonly string[]; without: readonly string[] }
  | { kind: 'number' }
  | { kind: 'hesitation' }
  | { kind: 'any' }
  | { kind: 'one_of'; atoms: readonly Atom[] };

/** An atom and how many other words may stand before it. */
interface Step {
  atom: Atom;
  gap: number;
}
/** One concrete sequence of a pattern; alternatives and optional words are already written out. */
export type Sequence = readonly Step[];

/** What is wrong with a pattern, in Russian; the loader adds the file and the line. */
export class PatternError extends Error {}

/** A pattern that would write out to more sequences than this is a mistake. */
const sequenceLimit = 5000;

interface Item {
  alternatives: readonly (readonly Atom[])[];
  optional: boolean;
  gap: number;
}

/**
 * Reads a pattern into its sequences, longest first.
 * @param lists named lists for `@name`
 * @param free when given, the items may stand in any order with up to this many words between them
 * @throws PatternError
 */
export function parsePattern(
  pattern: string,
  lists: Readonly<Record<string, readonly string[]>>,
  free?: number,
): Sequence[] {
  const items = parseItems(pattern, lists);
  if (items.every((item) => item.optional)) throw new PatternError('шаблон не содержит обязательных слов');
  if (free !== undefined && items.length > 5) throw new PatternError('в свободном порядке допустимо не больше 5 слов');
  const orders = free === undefined ? [items] : permutations(items);
  const sequences = orders.flatMap((order) => writeOut(order, free));
  if (sequences.length === 1) return sequences;
  return [...new Map(sequences.map((sequence) => [JSON.stringify(sequence), sequence])).values()].sort(
    (a, b) => b.length - a.length,
  );
}

function writeOut(items: readonly Item[], free: number | undefined): Sequence[] {
  let sequences: Step[][] = [[]];
  for (const item of items) {
    const next: Step[][] = [];
    for (const sequence of sequences) {
      for (const atoms of item.alternatives) {
        const gap = sequence.length === 0 ? 0 : (free ?? item.gap);
        next.push([...sequence, ...atoms.map((atom, i) => ({ atom, gap: i === 0 ? gap : 0 }))]);
      }
      if (item.optional) next.push(sequence);
    }
    if (next.length > sequenceLimit) throw new PatternError('слишком много вариантов в одном шаблоне');
    sequences = next;
  }
  return sequences.filter((sequence) => sequence.length > 0);
}

function parseItems(pattern: string, lists: Readonly<Record<string, readonly string[]>>): Item[] {
  const items: Item[] = [];
  let gap = 0;
  for (const [piece] of pattern.trim().matchAll(/\{[^}]*\}\??|~?[^\s{}<>]*<[^>]*>\??|[^\s{}<>]+|[{}<>]/gu)) {
    const gapMatch = /^_(\d*)$/.exec(piece);
    if (gapMatch) {
      gap += gapMatch[1] ? Number(gapMatch[1]) : 1;
      if (gap > 12) throw new PatternError(`пропуск «${piece}» длиннее 12 слов`);
      continue;
    }
    const optional = piece.length > 1 && piece.endsWith('?');
    const body = optional ? piece.slice(0, -1) : piece;
    items.push({ alternatives: parseItem(body, lists), optional, gap });
    gap = 0;
  }
  if (items.length === 0) throw new PatternError('пустой шаблон');
  if (gap > 0) throw new PatternError('пропуск в конце шаблона ничего не значит');
  return items;
}

/** Alternatives of one item: those of one word become one atom, those of several words stay sequences. */
function parseItem(body: string, lists: Readonly<Record<string, readonly string[]>>): Atom[][] {
  let parts = [body];
  if (body.startsWith('{')) parts = body.slice(1, -1).split('|');
  else if (body.startsWith('@')) {
    const list = lists[body.slice(1)];
    if (!list) throw new PatternError(`нет списка «${body}» в lists.yaml`);
    parts = [...list];
  }
  const sequences = parts.flatMap((part): Atom[][] => {
    const words = part.trim().split(/\s+(?![^<]*>)/u);
    if (words.length === 1 && words[0]?.startsWith('@')) return parseItem(words[0], lists);
    return [words.map(parseAtom)];
  });
  const single = sequences.flatMap((atoms) => (atoms.length === 1 ? atoms : []));
  const [only] = single;
  const joined: Atom[][] = only === undefined ? [] : [[single.length === 1 ? only : { kind: 'one_of', atoms: single }]];
  return [...sequences.filter((atoms) => atoms.length > 1), ...joined];
}

function parseAtom(text: string): Atom {
  if (text === '#num') return { kind: 'number' };
  if (text === '#hes') return { kind: 'hesitation' };
  if (text === '#any') return { kind: 'any' };
  const [, tilde, word = '', tagText] = /^(~?)([^~<>{}#@_?|]*)(?:<([^>]+)>)?$/u.exec(text) ?? [];
  if (tilde === undefined) throw new PatternError(`непонятно «${text}»`);
  const norm = word.toLowerCase().replace(/ё/g, 'е');
  const names = (tagText ?? '').split(/[\s,]+/).filter(Boolean);
  const tags = names.filter((name) => !name.startsWith('!'));
  const without = names.filter((name) => name.startsWith('!')).map((name) => name.slice(1));
  const odd = [...tags, ...without].find((name) => !/^[A-Za-z0-9-]+$/.test(name));
  if (odd !== undefined) throw new PatternError(`граммема «${odd}» пишется латинскими буквами`);
  if (tilde === '' && names.length === 0 && /^[\p{L}\p{N}]+(?:[-'][\p{L}\p{N}]+)*$/u.test(norm)) {
    return { kind: 'word', word: norm };
  }
  const lemma = tilde === '~' ? norm : null;
  if ((tilde === '~') !== (norm !== '') || (lemma === null && names.length === 0)) {
    throw new PatternError(`непонятно «${text}»`);
  }
  return { kind: 'reading', lemma, tags, without };
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));
}
