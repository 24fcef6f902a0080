/** Reads a lexicon folder: word tables, rule files, phrase sets and lists, with every problem found. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { advisoryColumns, advisoryFile, advisoryRowSchema, entryMark } from './advisory.ts';
import { decodeLexicon } from './decode.ts';
import { entryId } from './entry-id.ts';
import { LexiconError, type LexiconProblem } from './lexicon-error.ts';
import type { LexiconFiles } from './lexicon-files.ts';
import type { Lexicons, RuleLexicon } from './lexicons.ts';
import { comparable } from './look-alikes.ts';
import { readTable } from './read-table.ts';
import { readYaml } from './read-yaml.ts';
import { lexiconFiles } from './replace-files.ts';
import {
  aliasRowSchema,
  type DiminutiveRow,
  diminutiveRowSchema,
  listFileSchema,
  type PhraseEntry,
  type PhraseFields,
  patternRowSchema,
  phraseFileSchema,
  ruleFileSchema,
} from './schema.ts';

/** The lexicons that Kamerton ships. */
export const defaultFolder = fileURLToPath(new URL('./ru', import.meta.url));

export interface LexiconReading {
  lexicons: Lexicons;
  problems: LexiconProblem[];
}

/**
 * Loads and checks a lexicon folder.
 * @throws LexiconError for the first error: file, line and cause
 */
export function loadLexicons(folder: string = defaultFolder): Lexicons {
  return soundLexicons(readLexicons(folder));
}

/** @throws LexiconError for the first error of the reading */
export function soundLexicons({ lexicons, problems }: LexiconReading): Lexicons {
  const error = problems.find((problem) => problem.severity === 'error');
  if (error) throw new LexiconError(error);
  return lexicons;
}

/** Reads everything that can be read and reports every problem instead of stopping at the first one. */
export function readLexicons(folder: string): LexiconReading {
  if (existsSync(folder)) return read(folder, lexiconFiles(folder), (name) => readFileSync(join(folder, name)));
  const reading = read(folder, [], () => new Uint8Array());
  reading.problems.push({ severity: 'error', file: folder, line: 0, message: 'нет такой папки' });
  return reading;
}

/** The same for texts that are kept in the store. */
export function readLexiconTexts(files: LexiconFiles): LexiconReading {
  return read('', Object.keys(files), (name) => Buffer.from(files[name] ?? ''));
}

function read(folder: string, names: readonly string[], bytes: Source['bytes']): LexiconReading {
  const problems: LexiconProblem[] = [];
  const source: Source = { names: new Set(names), bytes, report: (problem) => problems.push(problem) };
  const aliases = new Map(
    table(source, 'words/aliases.csv', ['heard', 'means', 'note'], aliasRowSchema).map(({ value }) => [
      comparable(value.heard),
      comparable(value.means),
    ]),
  );
  const diminutives: DiminutiveRow[] = table(
    source,
    'words/diminutives.csv',
    ['lemma', 'status', 'replacement', 'note'],
    diminutiveRowSchema,
  ).map(({ value, line }) => ({ ...value, id: entryId(value.lemma), file: 'words/diminutives.csv', line }));
  const rules = [...ruleFiles(source)];
  const content = {
    folder,
    aliases,
    lists: yaml(source, 'lists.yaml', listFileSchema)?.value ?? {},
    diminutives,
    rules,
    phrases: phraseSets(source),
    advisory: new Set<string>(),
  };
  content.advisory = advisoryIn(source, content);
  return { lexicons: { ...content, version: versionOf(content) }, problems };
}

/** What only advises; an entry that was changed since counts again. */
function advisoryIn(source: Source, content: Pick<Lexicons, 'rules' | 'diminutives'>): Set<string> {
  const rows = table(source, advisoryFile, advisoryColumns, advisoryRowSchema);
  return new Set(rows.flatMap(({ value: { entry, mark } }) => (mark === entryMark(content, entry) ? [entry] : [])));
}

interface Source {
  names: ReadonlySet<string>;
  bytes: (name: string) => Uint8Array;
  report: (problem: LexiconProblem) => void;
}

function textOf({ names, bytes, report }: Source, file: string): string | undefined {
  if (!names.has(file)) return undefined;
  try {
    return decodeLexicon(bytes(file), file);
  } catch (error) {
    if (!(error instanceof LexiconError)) throw error;
    report({ severity: 'error', file, line: error.line, message: error.message.replace(/^.*?:\d+: /, '') });
    return undefined;
  }
}

function table<T>(source: Source, file: string, columns: string[], schema: z.ZodType<T>) {
  const text = textOf(source, file);
  return text === undefined ? [] : readTable(text, file, columns, schema, source.report);
}

function yaml<T>(source: Source, file: string, schema: z.ZodType<T>) {
  const text = textOf(source, file);
  return text === undefined ? undefined : readYaml(text, file, schema, source.report);
}

function filesIn({ names }: Source, subfolder: string): string[] {
  return [...names].filter((name) => name.startsWith(`${subfolder}/`)).sort();
}

/** A rule's phrases stand in `rules/<rule>.yaml`, its long word lists beside them in `words/<rule>.csv`. */
function* ruleFiles(source: Source): Generator<RuleLexicon> {
  for (const file of filesIn(source, 'rules')) {
    const read = yaml(source, file, ruleFileSchema);
    if (!read?.value) continue;
    const { rule, section, replacement = '', entries } = read.value;
    const placed = entries.map((entry, i) => ({ ...entry, file, line: read.lineOf(['entries', i]) }));
    const wordFile = `words/${basename(file, '.yaml')}.csv`;
    const words = withIds(
      table(source, wordFile, ['pattern', 'replacement', 'note'], patternRowSchema).map(({ value, line }) => ({
        ...value,
        file: wordFile,
        line,
      })),
    );
    yield { rule, section, replacement, entries: unique([...placed, ...words], source.report) };
  }
}

/** Codes of table rows come from their words; of rows that would share a code («хрен», «хрень») the later ones get a number. */
function withIds(rows: Omit<PhraseEntry, 'id'>[]): PhraseEntry[] {
  const used = new Map<string, number>();
  return rows
    .toSorted((a, b) => (String(a.pattern) < String(b.pattern) ? -1 : 1))
    .map((row) => {
      const id = entryId(String(row.pattern));
      const count = (used.get(id) ?? 0) + 1;
      used.set(id, count);
      return { ...row, id: count === 1 ? id : `${id}-${count}` };
    });
}

function phraseSets(source: Source): Record<string, PhraseEntry[]> {
  const sets: Record<string, PhraseEntry[]> = {};
  for (const file of filesIn(source, 'phrases')) {
    const read = yaml(source, file, phraseFileSchema);
    for (const [name, entries] of Object.entries(read?.value ?? {})) {
      const placed = entries.map((entry, i) => ({ ...entry, file, line: read?.lineOf([name, i]) ?? 0 }));
      if (sets[name]) {
        source.report({
          severity: 'error',
          file,
          line: read?.lineOf([name]) ?? 0,
          message: `набор «${name}» уже есть`,
        });
      }
      sets[name] = unique(placed, source.report);
    }
  }
  return sets;
}

/** Reports entries whose code or pattern stands twice; the first one stays. */
function unique(entries: PhraseEntry[], report: Source['report']): PhraseEntry[] {
  const seen = new Map<string, PhraseEntry>();
  return entries.filter((entry) => {
    const patterns = typeof entry.pattern === 'string' ? [entry.pattern] : entry.pattern;
    const keys = [`код «${entry.id}»`, ...patterns.map((pattern) => `«${comparable(pattern)}»`)];
    let repeated = false;
    for (const key of keys) {
      const first = seen.get(key);
      // The same words with other guards (another place, another context) are another entry.
      if (first && (key.startsWith('код') || !hasGuards(first, entry))) {
        const message = `${key} уже есть: ${first.file}:${first.line}`;
        report({ severity: 'error', file: entry.file, line: entry.line, message });
        repeated = true;
      } else seen.set(key, first ?? entry);
    }
    return !repeated;
  });
}

const guardKeys: readonly (keyof PhraseFields)[] = [
  'unless_left',
  'unless_right',
  'unless_near',
  'unless_inside',
  'needs_left',
  'needs_right',
  'needs_near',
  'position',
  'question',
  'tidy',
  'part',
  'direction',
];

function hasGuards(...entries: PhraseEntry[]): boolean {
  return entries.some((entry) => guardKeys.some((key) => entry[key] !== undefined));
}

/** Versions are equal when the lexicons mean the same: places in files do not count, nor does the order of entries. */
function versionOf(content: Omit<Lexicons, 'version'>): string {
  const entryText = ({ file: _file, line: _line, ...fields }: PhraseEntry) => canonical(fields);
  const parts = [
    ...[...content.aliases].map((pair) => canonical(['alias', ...pair])),
    ...Object.entries(content.lists).map(([name, words]) => canonical(['list', name, ...[...words].sort()])),
    ...content.diminutives.map((row) =>
      JSON.stringify(['diminutive', row.lemma, row.status, row.replacement, row.note]),
    ),
    ...content.rules.flatMap(({ rule, section, replacement, entries }) =>
      entries.map((entry) => canonical(['rule', rule, section, replacement, entryText(entry)])),
    ),
    ...Object.entries(content.phrases).flatMap(([name, entries]) =>
      entries.map((entry) => canonical(['phrase', name, entryText(entry)])),
    ),
    ...[...content.advisory].map((entry) => canonical(['advisory', entry])),
  ];
  return `sha256:${createHash('sha256').update(parts.sort().join('\n')).digest('hex')}`;
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
