/** What differs between two versions of lexicons, as far as calls can be touched by it. Pure. */
import type { Lexicons, PhraseEntry } from '#lexicons';

/** Phrases with the lists that their patterns may name. */
interface PhrasesOf {
  entries: PhraseEntry[];
  lists: Lexicons['lists'];
}

export interface LexiconChange {
  /** Phrases as they were and as they are, of the entries that were added, removed or changed. */
  phrases: [before: PhrasesOf, after: PhrasesOf];
  /** Words of lists that came or went. */
  words: ReadonlySet<string>;
  /** Heard forms whose meaning changed. */
  heard: ReadonlySet<string>;
  /** Some diminutive was added, removed or changed. */
  diminutives: boolean;
}

/** Rules that have texts of their own beside those of entries: what they find in any call changes with the text. */
const rulesByCode: ReadonlySet<string> = new Set(['diminutive', 'imperative', 'informal_you']);

/** Null when every call may be touched: rules came or went, or their texts or the order of entries changed. */
export function lexiconChange(before: Lexicons, after: Lexicons): LexiconChange | null {
  if (frameOf(before) !== frameOf(after)) return null;
  const [old, fresh] = [printedEntries(before), printedEntries(after)];
  const [removed, added] = [missingIn(old, fresh), missingIn(fresh, old)];
  const kept = (entries: readonly Printed[], gone: ReadonlySet<Printed>) =>
    entries.filter((one) => !gone.has(one)).map(({ print }) => print);
  if (JSON.stringify(kept(old, removed)) !== JSON.stringify(kept(fresh, added))) return null;
  const lists = listChange(before.lists, after.lists);
  const phrasesOf = (entries: Iterable<Printed>, { lists: named }: Lexicons, items: readonly string[]): PhrasesOf => ({
    entries: [...[...entries].map(({ entry }) => entry), ...items.map(entryOfItem)],
    lists: named,
  });
  return {
    phrases: [phrasesOf(removed, before, lists.removed), phrasesOf(added, after, lists.added)],
    words: new Set([...lists.removed, ...lists.added].map((item) => item.toLowerCase().replace(/ё/g, 'е'))),
    heard: aliasChange(before.aliases, after.aliases),
    diminutives: printedRows(before) !== printedRows(after),
  };
}

/** What is not an entry: which rules there are, what the rules found by code say, which sets of phrases there are. */
function frameOf({ rules, phrases, advisory }: Lexicons): string {
  const names = rules.map(({ rule, section, replacement }) =>
    rulesByCode.has(rule) ? [rule, section, replacement] : [rule],
  );
  const advising = [...advisory].filter((key) => rulesByCode.has(key.split('/')[0] ?? '')).sort();
  return JSON.stringify([names, Object.keys(phrases), advising]);
}

interface Printed {
  entry: PhraseEntry;
  /** Everything that its findings depend on, the lists it names written out. */
  print: string;
}

function printedEntries({ rules, phrases, lists, advisory }: Lexicons): Printed[] {
  const printed = (context: string[], entry: PhraseEntry): Printed => {
    const { file: _file, line: _line, hit: _hit, miss: _miss, ...fields } = entry;
    const text = JSON.stringify([context, fields]);
    return { entry, print: `${text} ${listsNamedIn(text, lists)}` };
  };
  return [
    ...rules.flatMap(({ rule, section, replacement, entries }) =>
      entries.map((entry) => {
        const advises = advisory.has(rule) || advisory.has(`${rule}/${entry.id}`);
        return printed([rule, section, replacement, ...(advises ? ['advises'] : [])], entry);
      }),
    ),
    ...Object.entries(phrases).flatMap(([set, entries]) => entries.map((entry) => printed([set], entry))),
  ];
}

function listsNamedIn(text: string, lists: Lexicons['lists'], seen = new Set<string>()): string {
  return [...text.matchAll(/@([a-z0-9_-]+)/g)]
    .map(([, name = '']) => {
      if (seen.has(name)) return '';
      seen.add(name);
      const items = JSON.stringify(lists[name] ?? null);
      return `${name}${items}${listsNamedIn(items, lists, seen)}`;
    })
    .join('');
}

/** Those that the others do not hold; of equal ones as many as there are too many. */
function missingIn(entries: readonly Printed[], others: readonly Printed[]): Set<Printed> {
  const left = new Map<string, number>();
  for (const { print } of others) left.set(print, (left.get(print) ?? 0) + 1);
  return new Set(
    entries.filter(({ print }) => {
      const count = left.get(print) ?? 0;
      left.set(print, count - 1);
      return count <= 0;
    }),
  );
}

/** Items of lists are patterns in some lists and plain words in others: they are taken for both. */
function listChange(before: Lexicons['lists'], after: Lexicons['lists']) {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const missing = (from: Lexicons['lists'], to: Lexicons['lists']) =>
    [...names].flatMap((name) => {
      const there = new Set(to[name]);
      return (from[name] ?? []).filter((item) => !there.has(item));
    });
  return { removed: missing(before, after), added: missing(after, before) };
}

const entryOfItem = (pattern: string): PhraseEntry => ({ id: 'list', pattern, file: 'lists.yaml', line: 0 });

function aliasChange(before: Lexicons['aliases'], after: Lexicons['aliases']): Set<string> {
  return new Set([...before.keys(), ...after.keys()].filter((heard) => before.get(heard) !== after.get(heard)));
}

const printedRows = ({ diminutives }: Lexicons): string =>
  JSON.stringify(diminutives.map(({ file: _file, line: _line, ...row }) => row));
