/** What of a table is erased and what lives on without a person: pure texts of statements, names come from the server. */

export interface FactTable {
  table: string;
  /** Types by column. */
  columns: ReadonlyMap<string, string>;
}

/** Tables that are nothing but words: their rows go with the words. */
const wordTables = ['segments', 'said_words', 'call_words', 'originals'];
/** Columns that hold what was said or written about it. */
const textColumns = ['external_id', 'text', 'quote', 'reason', 'reason_text', 'comment', 'dropped', 'found_phrases'];

/** Assignments that take the words out of rows which stay; `all` when the rows themselves must go. */
export function blanksOf({ table, columns }: FactTable): 'all' | string[] {
  if (wordTables.includes(table)) return 'all';
  return [...blankValues(columns)].map(([name, value]) => `${name} = ${value}`);
}

function blankValues(columns: ReadonlyMap<string, string>): Map<string, string> {
  const blanks = new Map<string, string>();
  for (const name of textColumns) {
    const type = columns.get(name);
    if (type === undefined) continue;
    // Lists that run parallel to others keep their length.
    blanks.set(name, type.startsWith('Array') ? `arrayMap(x -> '', ${name})` : "''");
  }
  if (columns.has('evidence')) blanks.set('evidence', "'[]'");
  if (columns.has('words_erased')) blanks.set('words_erased', 'true');
  return blanks;
}

/** Tables whose numbers live on, and by what a row belongs to the current run. */
const kept = ['calls', 'runs', 'findings', 'criteria', 'sampled_calls', 'call_topics', 'call_outcomes'];

/**
 * The statement that copies what names nobody under the new ids; null when nothing of the table lives on. The copy has the
 * same key however often it is made.
 */
export function survivors({ table, columns }: FactTable): string | null {
  if (!kept.includes(table)) return null;
  const replace = new Map<string, string>();
  for (const [name, value] of blankValues(columns)) replace.set(name, value);
  replace.set('analysis_id', 'new_id');
  // Made of the call's id: it would tell whose numbers these were.
  replace.set('event_id', 'new_id');
  if (table === 'calls' || table === 'runs') replace.set('started_at', 'toStartOfHour(started_at)');
  if (table === 'calls') {
    replace.set('transcript_id', 'new_id');
    replace.set('erased', 'true');
    for (const name of ['recording_sha256', 'sound', 'digest', 'operator_name']) replace.set(name, "''");
  }
  const values = [...columns.keys()].map((name) => {
    if (name === 'call_id') return 'new_id';
    return replace.get(name) ?? name;
  });
  const names = [...columns.keys()].join(', ');
  const current = !['findings', 'criteria'].includes(table)
    ? ''
    : `AND (call_id, analysis_id) IN (SELECT call_id, analysis_id FROM calls FINAL WHERE call_id IN (${everything}))`;
  return `INSERT INTO ${table} (${names}) SELECT ${values.join(', ')} FROM (
    SELECT t.*, e.new_id AS new_id FROM (SELECT ${names} FROM ${table} FINAL WHERE call_id IN (${everything}) ${current}) AS t
    INNER JOIN erasing AS e ON e.call_id = t.call_id)
    SETTINGS max_partitions_per_insert_block = 0`;
}

const everything = "SELECT call_id FROM erasing WHERE level = 'everything'";
