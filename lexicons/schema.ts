/** Schemas of lexicon entries: what a trainer may write. Unknown fields are refused. */
import { z } from 'zod';

const text = z.string().trim().min(1);
const patternsSchema = z.union([text, z.array(text).min(1)]);
const withinSchema = z.number().int().min(0).max(50);

/**
 * A guard looks for other phrases near the found one, in the same clause.
 * `within`: how many words may stand between (0 = adjacent, absent = the whole clause).
 */
const guardSchema = z.union([
  patternsSchema,
  z.strictObject({
    any: patternsSchema,
    within: withinSchema.optional(),
    scope: z.enum(['part', 'clause', 'turn']).optional(),
  }),
]);
export type Guard = z.infer<typeof guardSchema>;

const positionSchema = z.enum(['clause_start', 'clause_end', 'part_start', 'part_end', 'turn_start', 'turn_end']);

const guardFields = {
  unless_left: guardSchema.optional(),
  unless_right: guardSchema.optional(),
  unless_near: guardSchema.optional(),
  /** Phrases that may not stand between the words of the found phrase. */
  unless_inside: guardSchema.optional(),
  needs_left: guardSchema.optional(),
  needs_right: guardSchema.optional(),
  needs_near: guardSchema.optional(),
};

/** One phrase of a rule or of a named set. */
export const phraseSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9_.-]*$/, 'код записи: строчные латинские буквы, цифры, «-», «_», «.»'),
  /** One pattern or several that mean the same. */
  pattern: patternsSchema,
  /** Items may stand in any order with up to this many words between them. */
  free: z.number().int().min(0).max(6).optional(),
  ...guardFields,
  /** Where the phrase must stand; all named places must hold. */
  position: z.union([positionSchema, z.array(positionSchema).min(1)]).optional(),
  /** The clause must (true) or must not (false) end with «?». Texts without punctuation count as unknown. */
  question: z.boolean().optional(),
  /** Only in texts with punctuation (true) or without it (false): there a comma, or its absence, means something. */
  tidy: z.boolean().optional(),
  /** Whether the words must stand in one clause (default) or may run over clauses of one turn. */
  scope: z.enum(['clause', 'turn']).optional(),
  /** Part of the call: the operator's first utterance, an utterance that ends a hold, or the first or last seconds. */
  part: z.enum(['first_utterance', 'after_hold']).optional(),
  first_seconds: z.number().positive().optional(),
  last_seconds: z.number().positive().optional(),
  direction: z.enum(['incoming', 'outgoing']).optional(),
  /** False: shown to a person, not counted until confirmed. */
  certain: z.boolean().optional(),
  section: text.optional(),
  replacement: z.string().optional(),
  severity: z.enum(['minor', 'major', 'fatal']).optional(),
  note: z.string().optional(),
  author: text.optional(),
  /** Sentences the entry must find something in. */
  hit: z.array(text).optional(),
  /** Sentences the entry must find nothing in. */
  miss: z.array(text).optional(),
});
export type PhraseFields = z.infer<typeof phraseSchema>;

/** A phrase with the place it was read from. */
export type PhraseEntry = PhraseFields & { file: string; line: number };

export const ruleFileSchema = z.strictObject({
  rule: z.string().regex(/^[a-z_]+$/),
  section: text,
  replacement: z.string().optional(),
  note: z.string().optional(),
  entries: z.array(phraseSchema).min(1),
});
export const phraseFileSchema = z.record(z.string().regex(/^[a-z0-9_.-]+$/), z.array(phraseSchema).min(1));
export const listItemsSchema = z.array(text).min(1);
export const listFileSchema = z.record(z.string().regex(/^[a-z0-9_-]+$/), listItemsSchema);

/** Whether a word with a diminutive look is a violation («ban»), harmless («stop»), or a pet name. */
export const diminutiveRowSchema = z.strictObject({
  lemma: text,
  status: z.enum(['ban', 'stop']),
  replacement: z.string(),
  note: z.string(),
});
export const aliasRowSchema = z.strictObject({ heard: text, means: text, note: z.string() });
export const patternRowSchema = z.strictObject({
  pattern: text,
  replacement: z.string(),
  note: z.string(),
});
export type DiminutiveRow = z.infer<typeof diminutiveRowSchema> & { id: string; file: string; line: number };
