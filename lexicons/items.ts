/** What a lexicon file holds, item by item, as a trainer sees it: rows of tables, entries of rules and sets, lists, criteria. */
import { parseDocument } from 'yaml';
import { decodeLexicon } from './decode.ts';
import { LexiconError } from './lexicon-error.ts';
import { type LexiconFiles, scorecardFile } from './lexicon-files.ts';
import { comparable } from './look-alikes.ts';
import { rawRows } from './read-table.ts';

export const fileKinds = ['rule', 'phrases', 'lists', 'scorecard', 'diminutives', 'aliases', 'words'] as const;
export type FileKind = (typeof fileKinds)[number];

/** One item of a file; `set` and `id` name it there. */
export interface LexiconItem {
  /** Set of phrases or group of criteria; empty where the file has none. */
  set: string;
  /** Code of an entry or a criterion, name of a list, the word of a row; empty: what the file says of itself. */
  id: string;
  fields: Readonly<Record<string, unknown>>;
}

/** What kind of file a name stands for. */
export function kindOf(file: string): FileKind {
  if (file === scorecardFile) return 'scorecard';
  if (file === 'lists.yaml') return 'lists';
  if (file === 'words/diminutives.csv') return 'diminutives';
  if (file === 'words/aliases.csv') return 'aliases';
  if (file.startsWith('words/')) return 'words';
  return file.startsWith('rules/') ? 'rule' : 'phrases';
}

/**
 * The items of a file in its order.
 * @throws LexiconError when the file cannot be read at all
 */
export function itemsOf(file: string, text: string): LexiconItem[] {
  const readable = decodeLexicon(Buffer.from(text), file);
  return file.endsWith('.csv') ? rowItems(file, readable) : yamlItems(file, readable);
}

function rowItems(file: string, text: string): LexiconItem[] {
  const rows = rawRows(text, (line, message) => {
    throw new LexiconError({ file, line, message });
  });
  const header = rows?.shift()?.record ?? [];
  return (rows ?? []).map(({ record }) => ({
    set: '',
    id: record[0] ?? '',
    fields: Object.fromEntries(header.map((name, i) => [name, record[i] ?? ''])),
  }));
}

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const fieldsIn = (value: unknown): Fields[] => (Array.isArray(value) ? value.filter(isFields) : []);
const entryItems = (set: string, entries: unknown): LexiconItem[] =>
  fieldsIn(entries).map((fields) => ({ set, id: String(fields.id ?? ''), fields }));

function yamlItems(file: string, text: string): LexiconItem[] {
  const document = parseDocument(text, { version: '1.2', merge: false, stringKeys: true });
  const [error] = document.errors;
  if (error) {
    const message = `ошибка YAML: ${error.message.split('\n')[0] ?? ''}`;
    throw new LexiconError({ file, line: error.linePos?.[0].line ?? 0, message });
  }
  const root: unknown = document.toJS({ maxAliasCount: 0 });
  if (!isFields(root)) return [];
  const kind = kindOf(file);
  if (kind === 'lists') return Object.entries(root).map(([id, items]) => ({ set: '', id, fields: { items } }));
  if (kind === 'phrases') return Object.entries(root).flatMap(([set, entries]) => entryItems(set, entries));
  if (kind === 'rule') {
    const { entries, ...head } = root;
    return [{ set: '', id: '', fields: head }, ...entryItems('', entries)];
  }
  const { groups, ...head } = root;
  return [
    { set: '', id: '', fields: head },
    ...fieldsIn(groups).flatMap((group) => entryItems(String(group.id ?? ''), group.criteria)),
  ];
}

export interface ItemChange {
  file: string;
  set: string;
  id: string;
  /** Null: the item came. */
  before: LexiconItem['fields'] | null;
  /** Null: it went. */
  after: LexiconItem['fields'] | null;
}

/** Names an item among those of its file: upper and lower case, «ё» and «е» are the same in a table. */
export const keyOfItem = (file: string, { set, id }: Pick<LexiconItem, 'set' | 'id'>): string =>
  `${set}\n${file.endsWith('.csv') ? comparable(id) : id}`;

const printOf = (fields: LexiconItem['fields']): string =>
  JSON.stringify(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)));

/**
 * What differs between two sets of files, item by item, file after file; the order of items is no difference.
 * @throws LexiconError when a file of them cannot be read at all
 */
export function compareFiles(before: LexiconFiles, after: LexiconFiles): ItemChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((file) => {
    const [old, fresh] = [before[file], after[file]];
    if (old === fresh) return [];
    const itemsIn = (text: string | undefined) =>
      new Map((text === undefined ? [] : itemsOf(file, text)).map((item) => [keyOfItem(file, item), item]));
    const [was, is] = [itemsIn(old), itemsIn(fresh)];
    return [...new Set([...was.keys(), ...is.keys()])].flatMap((key): ItemChange[] => {
      const [a, b] = [was.get(key), is.get(key)];
      const { set, id } = b ?? a ?? { set: '', id: '' };
      if (a && b && printOf(a.fields) === printOf(b.fields)) return [];
      return [{ file, set, id, before: a?.fields ?? null, after: b?.fields ?? null }];
    });
  });
}
