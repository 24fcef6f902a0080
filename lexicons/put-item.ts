/** One change of a trainer: an item of a file comes, changes or goes; the rest of the file stays as it is, byte for byte. */
import { z } from 'zod';
import { putRow, removeRow } from './edit-table.ts';
import { putEntry, putList, putScalars, removeEntry } from './edit-yaml.ts';
import { itemsOf, keyOfItem, kindOf, type LexiconItem } from './items.ts';
import { LexiconError } from './lexicon-error.ts';
import { mixedWord } from './look-alikes.ts';
import { aliasRowSchema, diminutiveRowSchema, listItemsSchema, patternRowSchema, phraseSchema } from './schema.ts';
import { criterionEntrySchema } from './scorecard.ts';

/** Where a file keeps the item; `id` null: it is a new one. */
export interface ItemPlace {
  file: string;
  set: string;
  id: string | null;
}

/** Columns of tables that rules do not read. */
const freeColumns = { author: z.string(), date: z.string(), section: z.string(), severity: z.string() };
const rowOf = <T extends z.ZodObject>(schema: T) => schema.extend(freeColumns).partial(freeKeys);
const freeKeys = { author: true, date: true, section: true, severity: true } as const;

/**
 * The text of the file with the item put in.
 * @param fields everything that the item says, its id included; of a criterion only weight, fatal and limits can change
 * @throws LexiconError in words for the trainer: a field that may not be, a word that mixes alphabets, a code that is taken
 */
export function putItem(text: string, place: ItemPlace, fields: LexiconItem['fields']): string {
  const { file, set, id } = place;
  const clean = text.replace(/\r\n?/g, '\n');
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null));
  const changed = changedText(clean, place, checked(place, given));
  const before = itemsOf(file, clean);
  const after = itemsOf(file, changed);
  const keys = after.map((item) => keyOfItem(file, item));
  const taken = keys.find((key, i) => keys.indexOf(key) !== i);
  if (taken !== undefined) throw refusal(file, `запись «${taken.split('\n')[1] ?? ''}» в файле уже есть`);
  if (after.length !== before.length + (id === null ? 1 : 0)) {
    throw refusal(file, `запись «${id ?? set}» так не записать: измените файл целиком`);
  }
  return changed;
}

/** The text of the file without the item. Throws as `putItem`. */
export function removeItem(text: string, { file, set, id }: ItemPlace & { id: string }): string {
  const clean = text.replace(/\r\n?/g, '\n');
  const kind = kindOf(file);
  if (file.endsWith('.csv')) return removeRow(clean, file, id);
  if (kind === 'rule') return removeEntry(clean, file, ['entries'], id);
  if (kind === 'phrases') return removeEntry(clean, file, [set], id);
  throw refusal(file, 'списки и критерии удалить нельзя: на них ссылается программа');
}

function changedText(text: string, { file, set, id }: ItemPlace, fields: LexiconItem['fields']): string {
  const kind = kindOf(file);
  if (file.endsWith('.csv')) return putRow(text, file, id, fields);
  if (kind === 'rule') return putEntry(text, file, ['entries'], id, fields);
  if (kind === 'phrases') return putEntry(text, file, [set], id, fields);
  if (id === null) throw refusal(file, 'новых списков и критериев программа не знает');
  if (kind === 'lists') return putList(text, file, id, listItemsSchema.parse(fields.items));
  return putScalars(text, file, criterionValues(text, file, id, fields));
}

/** What changes in the line of a criterion. */
function criterionValues(text: string, file: string, id: string, fields: LexiconItem['fields']) {
  const before = itemsOf(file, text).find((item) => item.id === id && item.set !== '');
  const groups = [...new Set(itemsOf(file, text).flatMap(({ set }) => (set === '' ? [] : [set])))];
  if (before === undefined) throw refusal(file, `критерия «${id}» нет`);
  const inGroup = itemsOf(file, text).filter(({ set }) => set === before.set);
  const path = ['groups', groups.indexOf(before.set), 'criteria', inGroup.findIndex((item) => item.id === id)];
  const limits = (which: LexiconItem['fields']) => limitsSchema.safeParse(which.limits).data;
  const [old, fresh] = [limits(before.fields), limits(fields)];
  return [
    [[...path, 'weight'], fields.weight] as const,
    ...(old && fresh ? (['good', 'acceptable'] as const).map((n) => [[...path, 'limits', n], fresh[n]] as const) : []),
  ];
}

const limitsSchema = z.object({ good: z.number(), acceptable: z.number() });

function checked({ file, set, id }: ItemPlace, fields: LexiconItem['fields']): LexiconItem['fields'] {
  const kind = kindOf(file);
  if (id === '' && (kind === 'rule' || kind === 'scorecard')) {
    throw refusal(file, 'общее для файла меняют в самом файле: выгрузите его, измените и загрузите');
  }
  const schemas = {
    rule: phraseSchema,
    phrases: phraseSchema,
    lists: z.strictObject({ items: listItemsSchema }),
    diminutives: rowOf(diminutiveRowSchema),
    aliases: rowOf(aliasRowSchema),
    words: rowOf(patternRowSchema),
    scorecard: criterionEntrySchema,
  };
  const parsed = schemas[kind].safeParse(fields);
  const mixed = mixedIn(fields);
  if (mixed) {
    throw refusal(file, `в слове «${mixed.word}» смешаны кириллица и латиница: буква «${mixed.letter}»`);
  }
  if (parsed.success) return fields;
  const issue = parsed.error.issues[0];
  const field = String(issue?.path.find((step) => typeof step === 'string') ?? (set || 'запись'));
  throw refusal(file, `недопустимое значение поля «${field}»`);
}

function mixedIn(value: unknown): ReturnType<typeof mixedWord> {
  if (typeof value === 'string') return mixedWord(value);
  if (typeof value !== 'object' || value === null) return undefined;
  for (const inner of Object.values(value)) {
    const mixed = mixedIn(inner);
    if (mixed) return mixed;
  }
  return undefined;
}

const refusal = (file: string, message: string): LexiconError => new LexiconError({ file, line: 0, message });
