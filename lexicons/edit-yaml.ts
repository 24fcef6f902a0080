/** Changes one item of a YAML lexicon and leaves every other byte alone: comments and layout of the others stay. */
import { Document, isMap, isScalar, isSeq, type Node, parseDocument, visit, type YAMLSeq } from 'yaml';
import { LexiconError } from './lexicon-error.ts';

type Path = readonly (string | number)[];
type Fields = Readonly<Record<string, unknown>>;

/** Longest list that stands in one line. */
const longestLine = 110;

/**
 * Puts an entry in the place of the one with the id, or after the last one.
 * @param path where the entries stand («entries», a set's name)
 * @param id null: a new entry
 * @throws LexiconError when the file cannot be read or has no such place
 */
export function putEntry(text: string, file: string, path: Path, id: string | null, fields: Fields): string {
  const { entries, place } = placeOf(text, file, path, id);
  const last = entries.items.at(-1);
  const node = (place === null ? last : entries.items[place]) as Node | undefined;
  const [from, to] = reachOf(text, node);
  const column = from - lineStart(text, from);
  const printed = printEntry(fields).replaceAll('\n', `\n${' '.repeat(column)}`);
  if (place !== null) return text.slice(0, from) + printed + text.slice(to);
  const end = lineEnd(text, to);
  const dash = text.slice(lineStart(text, from), from);
  return `${text.slice(0, end)}\n${dash}${printed}${text.slice(end)}`;
}

/** Takes an entry away; the last one of a place stays. Throws as `putEntry`. */
export function removeEntry(text: string, file: string, path: Path, id: string): string {
  const { entries, place } = placeOf(text, file, path, id);
  if (entries.items.length < 2) {
    throw new LexiconError({ file, line: 0, message: `«${id}» – последняя запись, без неё файл был бы пуст` });
  }
  const [from, to] = reachOf(text, entries.items[place ?? 0] as Node);
  return text.slice(0, lineStart(text, from)) + text.slice(Math.min(text.length, lineEnd(text, to) + 1));
}

/** Puts the items of a list in the place of those it has. Throws as `putEntry`. */
export function putList(text: string, file: string, name: string, items: readonly string[]): string {
  const node: unknown = documentOf(text, file).get(name, true);
  if (!isSeq(node)) throw new LexiconError({ file, line: 0, message: `списка «${name}» нет` });
  const [from, to] = reachOf(text, node);
  const flow = text[from] === '[';
  const printed = flow
    ? `[\n${items.map((item) => `    ${scalar(item)},`).join('\n')}\n  ]`
    : items.map((item) => `- ${scalar(item)}`).join('\n  ');
  return text.slice(0, from) + printed + text.slice(to);
}

/** Puts plain values in the place of those at their paths; every path must be there. Throws as `putEntry`. */
export function putScalars(text: string, file: string, values: readonly (readonly [Path, unknown])[]): string {
  return values.reduce((before, [path, value]) => {
    const node: unknown = documentOf(before, file).getIn(path, true);
    if (!isScalar(node)) throw new LexiconError({ file, line: 0, message: `нет значения «${path.join('.')}»` });
    const [from, to] = reachOf(before, node);
    return before.slice(0, from) + scalar(value) + before.slice(to);
  }, text);
}

function documentOf(text: string, file: string) {
  const document = parseDocument(text, { version: '1.2', merge: false, stringKeys: true });
  const [error] = document.errors;
  if (error) {
    const message = `ошибка YAML: ${error.message.split('\n')[0] ?? ''}`;
    throw new LexiconError({ file, line: error.linePos?.[0].line ?? 0, message });
  }
  return document;
}

function placeOf(
  text: string,
  file: string,
  path: Path,
  id: string | null,
): { entries: YAMLSeq; place: number | null } {
  const entries: unknown = documentOf(text, file).getIn(path, true);
  if (!isSeq(entries) || entries.flow) {
    throw new LexiconError({ file, line: 0, message: `в файле нет списка записей «${path.join('.')}»` });
  }
  if (id === null) return { entries, place: null };
  const place = entries.items.findIndex((item) => isMap(item) && item.get('id') === id);
  if (place < 0) throw new LexiconError({ file, line: 0, message: `записи «${id}» нет` });
  return { entries, place };
}

/** First and last place of a node without the white space and the comments behind it. */
function reachOf(text: string, node: Node | undefined): [from: number, to: number] {
  const [from, end] = node?.range ?? [0, 0];
  let last = from;
  if (node) {
    // The end of a block is told by its last value: the comments of what follows would count as its own.
    visit(node, {
      Scalar(_key, { range }) {
        last = Math.max(last, range?.[1] ?? 0);
      },
      Collection(_key, collection) {
        if (collection.flow) last = Math.max(last, collection.range?.[1] ?? 0);
      },
    });
  }
  const to = Math.min(last === from ? end : last, text.length);
  return [from, from + text.slice(from, to).trimEnd().length];
}

const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1;
const lineEnd = (text: string, at: number): number => {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
};

const scalar = (value: unknown): string => new Document(value).toString({ lineWidth: 0 }).trimEnd();

/** In the order in which entries are written by hand; a list stands in one line while it is short. */
function printEntry(fields: Fields): string {
  const known = order.filter((name) => fields[name] !== undefined);
  const rest = Object.keys(fields).filter((name) => !order.includes(name) && fields[name] !== undefined);
  return [...known, ...rest].map((name) => printField(name, fields[name])).join('\n');
}

function printField(name: string, value: unknown): string {
  const document = new Document({ [name]: value });
  const flat = new Document({ [name]: value });
  visit(flat, {
    Collection(key, collection) {
      if (key !== null) collection.flow = true;
    },
  });
  const line = flat.toString({ lineWidth: 0, flowCollectionPadding: false }).trimEnd();
  const long = line.includes('\n') || line.length > longestLine;
  return long ? document.toString({ lineWidth: 0 }).trimEnd() : line;
}

const order = [
  ...['id', 'pattern', 'free', 'unless_left', 'unless_right', 'unless_near', 'unless_inside'],
  ...['needs_left', 'needs_right', 'needs_near', 'position', 'question', 'tidy', 'scope', 'part'],
  ...['first_seconds', 'last_seconds', 'direction', 'certain', 'section', 'replacement', 'severity', 'note', 'author'],
  ...['hit', 'miss'],
];
