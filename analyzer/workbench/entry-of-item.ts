/** An item that a trainer writes as an entry that can be looked for. Pure. */
import { entryId, kindOf, type LexiconItem, type PhraseEntry, phraseSchema } from '#lexicons';

/** What is looked for while an item is written. */
export interface SoughtItem {
  file: string;
  set: string;
  /** Id in the draft; null: it is new. */
  id: string | null;
  fields: LexiconItem['fields'];
}

/** The entry of an item with patterns; null for lists, criteria, and what cannot be read (yet). */
export function entryOfItem({ file, fields }: SoughtItem): PhraseEntry | null {
  const kind = kindOf(file);
  const place = { file, line: 0 };
  if (kind === 'rule' || kind === 'phrases') {
    const parsed = phraseSchema.safeParse({ ...fields, id: fields.id || 'new' });
    return parsed.success ? { ...parsed.data, ...place } : null;
  }
  const text = (name: string): string => String(fields[name] ?? '').trim();
  if (kind === 'words' && text('pattern') !== '') {
    return { id: entryId(text('pattern')) || 'new', pattern: text('pattern'), ...place };
  }
  if (kind === 'aliases' && text('heard') !== '') return { id: 'heard', pattern: text('heard'), ...place };
  if (kind === 'diminutives' && text('lemma') !== '') return { id: 'lemma', pattern: `~${text('lemma')}`, ...place };
  return null;
}
