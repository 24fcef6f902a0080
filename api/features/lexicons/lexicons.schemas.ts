/** Shapes of the trainer's workbench: versions, drafts, items, help while typing, runs over history, suggestions. */
import { z } from 'zod';
import { lexiconRunSchema } from '#analyzer';
import { fileKinds } from '#lexicons';
import { plainText, wholeNumber } from '../../access/plain-text.ts';
import { noteSchema, personSchema, requestIdSchema } from '../../shapes/people.ts';

/** `program`: what the program ships; `v3`: a version; otherwise the id of a draft. */
const sourceSchema = z.union([z.literal('program'), z.string().regex(/^v[1-9]\d{0,5}$/), z.uuid()]);
export type SourceName = z.infer<typeof sourceSchema>;
const fileSchema = z
  .string()
  .regex(/^[a-z_]+(\/[a-z_]+)?\.(yaml|csv)$/)
  .max(80);
const fieldsSchema = z.record(z.string().max(100), z.unknown());
const setSchema = z.string().max(100);
const idSchema = z.string().max(200);
const seenSchema = z.number().int().min(1);

export const secondPersonSchema = z.enum(['auto', 'always', 'never']);

export const versionSchema = z.object({
  number: z.number().int(),
  base: z.number().int().nullable(),
  author: personSchema,
  publisher: personSchema.nullable(),
  comment: z.string(),
  publishedAt: z.string().nullable(),
  /** What calls that it judged are stamped with. */
  lexicon: z.string(),
  scorecard: z.string(),
});

const draftHeadShape = {
  id: z.string(),
  base: z.number().int(),
  author: personSchema,
  comment: z.string(),
  version: z.number().int(),
  changedBy: personSchema,
  changedAt: z.string(),
};

export const runSchema = lexiconRunSchema.extend({ by: personSchema }).omit({ actor: true });

export const lexiconsSchema = z.object({
  inForce: z.object({
    /** Of the activation: names what a roll-back has seen. */
    seq: z.number().int(),
    number: z.number().int(),
    /** False: the lexicons of the program judge, nothing was published yet. */
    published: z.boolean(),
    lexicon: z.string(),
    scorecard: z.string(),
  }),
  versions: z.array(versionSchema),
  drafts: z.array(z.object(draftHeadShape)),
  /** The newest re-score of history; null when none was asked for. */
  rescore: runSchema.nullable(),
  secondPerson: z.object({ setting: secondPersonSchema, needed: z.boolean() }),
  /** The program ships other lexicons than version 1 was made from. */
  programDiffers: z.boolean(),
});

const itemSchema = z.object({ set: z.string(), id: z.string(), fields: fieldsSchema });
export const itemsQuerySchema = z.strictObject({ source: sourceSchema, file: fileSchema });
export const itemsSchema = z.object({ file: z.string(), kind: z.enum(fileKinds), items: z.array(itemSchema) });
export const compareQuerySchema = z.strictObject({ from: sourceSchema, to: sourceSchema });
const changeSchema = z.object({
  file: z.string(),
  set: z.string(),
  id: z.string(),
  before: fieldsSchema.nullable(),
  after: fieldsSchema.nullable(),
});
export const comparisonSchema = z.object({ changes: z.array(changeSchema) });

export const draftSchema = z.object({
  ...draftHeadShape,
  state: z.enum(['editing', 'published', 'discarded']),
  /** Another version has come into force since: the changes are to be brought onto it. */
  outdated: z.boolean(),
  files: z.array(
    z.object({ file: z.string(), kind: z.enum(fileKinds), items: z.number().int(), changes: z.number().int() }),
  ),
  changes: z.array(changeSchema),
  problems: z.array(
    z.object({
      severity: z.enum(['error', 'warning']),
      file: z.string(),
      line: z.number().int(),
      message: z.string(),
      /** Item at that line, where one is told. */
      item: z.object({ set: z.string(), id: z.string() }).nullable(),
    }),
  ),
  dryRun: runSchema.extend({ stale: z.boolean() }).nullable(),
  /** Why the reader may not publish it now; null: may. */
  publishing: z.enum(['own_changes', 'errors', 'outdated', 'no_changes', 'no_right']).nullable(),
});

export const draftParamsSchema = z.strictObject({ id: z.uuid() });
export const newDraftSchema = z.strictObject({ id: requestIdSchema, from: sourceSchema, comment: noteSchema });
export const seenDraftSchema = z.strictObject({ version: seenSchema });
export const putItemSchema = z.strictObject({
  version: seenSchema,
  file: fileSchema,
  set: setSchema,
  /** Id it has now; null: it is new. */
  id: idSchema.nullable(),
  fields: fieldsSchema,
});
export const removeItemSchema = putItemSchema.omit({ fields: true }).extend({ id: idSchema });
export const loadFileSchema = z.strictObject({
  version: seenSchema,
  file: fileSchema,
  /** Bytes of the file: UTF-8 or windows-1251. */
  base64: z.base64().max(900_000),
});
export const soughtItemSchema = putItemSchema.omit({ version: true });
export const countItemSchema = soughtItemSchema.extend({ calls: z.number().int().min(1).max(5_000) });
export const publishSchema = z.strictObject({ version: seenSchema, comment: plainText(500) });
export const versionParamsSchema = z.strictObject({ number: wholeNumber(1, 999_999) });
export const restoreSchema = z.strictObject({ seq: z.number().int().min(0), comment: plainText(500) });
export const runParamsSchema = z.strictObject({ id: z.uuid() });
export const settingsSchema = z.strictObject({ secondPerson: secondPersonSchema });

export const helpSchema = z.object({
  problems: z.array(z.object({ severity: z.enum(['error', 'warning']), message: z.string() })),
  words: z.array(z.object({ word: z.string(), anyForm: z.boolean(), known: z.boolean(), forms: z.array(z.string()) })),
  collisions: z.array(
    z.object({ file: z.string(), id: z.string(), why: z.enum(['finds_ours', 'found_by_us']), text: z.string() }),
  ),
  near: z.array(z.string()),
});

const momentSchema = z.object({ callId: z.string(), start: z.number() });

export const countSchema = z.object({
  count: z
    .object({
      calls: z.number().int(),
      read: z.number().int(),
      more: z.number().int(),
      found: z.number().int(),
      places: z.number().int(),
      samples: z.array(momentSchema.extend({ text: z.string(), sentence: z.string() })),
    })
    .nullable(),
});

const scoreChangeShape = { n: z.number().int(), before: z.number().nullable(), after: z.number().nullable() };

/** What a run changed, or would change. */
export const summarySchema = z.object({
  dryRun: z.boolean(),
  calls: z.object({
    seen: z.number().int(),
    rescored: z.number().int(),
    judged: z.number().int(),
    changed: z.number().int(),
    skipped: z.number().int(),
  }),
  findings: z.object({ added: z.number().int(), removed: z.number().int() }),
  entries: z.array(z.object({ entry: z.string(), added: z.number().int(), removed: z.number().int() })),
  criteria: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      changed: z.number().int(),
      failed: z.number().int(),
      points: z.number(),
    }),
  ),
  score: z.object(scoreChangeShape),
  operators: z.array(z.object({ id: z.string(), name: z.string(), ...scoreChangeShape })),
  /** Places to be heard; only for those who may read calls, and only of calls they may see. */
  samples: z.array(
    momentSchema.extend({
      change: z.enum(['added', 'removed']),
      call: z.string(),
      day: z.string(),
      entry: z.string(),
      text: z.string(),
      sentence: z.string(),
    }),
  ),
  /** Present while a dry run of many calls is on its way: figures are told from a random sample; 95 % interval of changed calls. */
  estimate: z
    .object({ sampled: z.number().int(), of: z.number().int(), from: z.number().int(), to: z.number().int() })
    .optional(),
});
export const runAnswerSchema = z.object({ run: runSchema, summary: summarySchema.nullable() });

export const suggestionsSchema = z.object({
  run: runSchema.nullable(),
  /** Calls that were looked through; null before the first look is done. */
  calls: z.number().int().nullable(),
  phrases: z.array(
    momentSchema.extend({ phrase: z.string(), count: z.number().int(), calls: z.number().int(), weight: z.number() }),
  ),
  dismissed: z.array(
    z.object({
      rule: z.string(),
      entry: z.string(),
      text: z.string(),
      dismissed: z.number().int(),
      confirmed: z.number().int(),
      /** Item that found them; null for findings that no item makes. */
      item: z.object({ file: z.string(), set: z.string(), id: z.string() }).nullable(),
      examples: z.array(momentSchema.extend({ sentence: z.string() })),
    }),
  ),
});
