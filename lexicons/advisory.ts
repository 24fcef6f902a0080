/** Entries and rules that only advise: their findings are shown and not counted, as long as the entry is the one that was tried. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { LexiconFiles } from './lexicon-files.ts';
import type { Lexicons } from './lexicons.ts';
import { rawRows } from './read-table.ts';
import type { PhraseEntry } from './schema.ts';

export const advisoryFile = 'words/advisory.csv';
export const advisoryColumns = ['entry', 'mark', 'since', 'reason'];

export const advisoryRowSchema = z.strictObject({
  /** «rule» or «rule/entry». */
  entry: z.string().regex(/^[a-z_]+(?:\/[a-z0-9][a-z0-9_.-]*)?$/),
  /** What the entry was when it was found unreliable: see `entryMark`. */
  mark: z.string().regex(/^[0-9a-f]{12}$/),
  since: z.string(),
  reason: z.string(),
});
export type AdvisoryRow = z.infer<typeof advisoryRowSchema>;

type Content = Pick<Lexicons, 'rules' | 'diminutives'>;

/**
 * A short print of what an entry says: it changes when the entry is mended, not when it moves in its file. For a rule, and
 * for what the rule's code finds without an entry, that of all its entries.
 */
export function entryMark({ rules, diminutives }: Content, key: string): string {
  const [rule = '', id] = key.split('/');
  const lexicon = rules.find((one) => one.rule === rule);
  const rows = rule === 'diminutive' ? diminutives : [];
  const entry = lexicon?.entries.find((one) => one.id === id);
  const row = rows.find((one) => one.id === id);
  const named = id === undefined ? undefined : (entry ?? row);
  const said = named === undefined ? [...(lexicon?.entries ?? []), ...rows] : [named];
  const text = said.map(printOf).sort().join('\n');
  return createHash('sha256').update(`${key}\n${text}`).digest('hex').slice(0, 12);
}

/** Examples and notes belong to the entry too: whoever adds one has looked at it. */
function printOf({ file: _file, line: _line, ...fields }: PhraseEntry | Content['diminutives'][number]): string {
  return JSON.stringify(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Rows of the file of a set of texts; none without the file. */
export function advisoryRows(files: LexiconFiles): AdvisoryRow[] {
  const text = files[advisoryFile];
  const [header, ...rows] = (text === undefined ? null : rawRows(text, () => {})) ?? [];
  return rows.flatMap(({ record }) => {
    const cells = Object.fromEntries((header?.record ?? []).map((name, i) => [name, record[i] ?? '']));
    const parsed = advisoryRowSchema.safeParse(cells);
    return parsed.success ? [parsed.data] : [];
  });
}

/** The texts with these rows in their file. */
export function withAdvisoryRows(files: LexiconFiles, rows: readonly AdvisoryRow[]): LexiconFiles {
  const quoted = (cell: string) => `"${cell.replaceAll('"', '""').replace(/\s+/g, ' ')}"`;
  const lines = rows.map(({ entry, mark, since, reason }) => [entry, mark, since, quoted(reason)].join(';'));
  return { ...files, [advisoryFile]: `${[advisoryColumns.join(';'), ...lines].join('\n')}\n` };
}
