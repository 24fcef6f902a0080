/** The scorecard: schema, loader and version of the file that says what is judged, how much it weighs and where the limits are. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { LexiconError, type LexiconProblem } from './lexicon-error.ts';
import { readYaml } from './read-yaml.ts';

/**
 * A range of the standard («1–5 min»): up to `good` earns the whole weight, up to `acceptable` a part of it, beyond fails.
 * Equal figures make a plain limit.
 */
const limitsSchema = z.strictObject({ good: z.number().min(0), acceptable: z.number().min(0) });
export type Limits = z.infer<typeof limitsSchema>;

const shared = {
  id: z.string().regex(/^[a-z_]+(\.[a-z_]+)?$/),
  title: z.string().min(1),
  section: z.string().regex(/^5\.\d(\.\d)?$/),
  /** Points of the score; 0 shows the criterion without counting it. */
  weight: z.number().min(0).max(100),
  /** A fatal fault sets the score to 0: always, or only in a conflict with the client. */
  fatal: z.union([z.boolean(), z.literal('in_conflict')]).default(false),
};

export const criterionEntrySchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...shared, kind: z.literal('binary') }),
  /** How many times: findings of `rules`, or what the criterion itself counts (interruptions). */
  z.strictObject({
    ...shared,
    kind: z.literal('count'),
    limits: limitsSchema,
    rules: z.array(z.string()).min(1).optional(),
  }),
  /** Findings of `rules` per 100 operator words. */
  z.strictObject({ ...shared, kind: z.literal('density'), limits: limitsSchema, rules: z.array(z.string()).min(1) }),
  z.strictObject({
    ...shared,
    kind: z.literal('time'),
    unit: z.enum(['seconds', 'rings', 'percent']),
    limits: limitsSchema,
  }),
]);
export type ScorecardCriterion = z.infer<typeof criterionEntrySchema>;

const settingsSchema = z.strictObject({
  /** Seconds from the start of one ring to the next. */
  ring_period: z.number().positive(),
  /** A density is never computed on fewer operator words than this: one word of twenty is no habit. */
  density_min_words: z.number().int().positive(),
  /** An announced silence shorter than this is a breath, not a hold (seconds). */
  hold_min: z.number().positive(),
  /** Speech over the client that cuts off an unfinished phrase, and speech over him whatever the phrase (seconds). */
  interruption_cut: z.number().positive(),
  interruption_any: z.number().positive(),
  /** Silence outside a hold that is counted as dead air in the measures (seconds). */
  dead_air: z.number().positive(),
  /** Speech rate is compared only when each side spoke at least this long (seconds). */
  rate_min_speech: z.number().positive(),
  /** Operator's speech below this level is hard to hear (dBFS). */
  quiet_level: z.number().negative(),
});
export type ScorecardSettings = z.infer<typeof settingsSchema>;

const scorecardFileSchema = z.strictObject({
  title: z.string().min(1),
  settings: settingsSchema,
  groups: z
    .array(
      z.strictObject({
        id: z.string().min(1),
        title: z.string().min(1),
        criteria: z.array(criterionEntrySchema).min(1),
      }),
    )
    .min(1),
});

export type Scorecard = z.infer<typeof scorecardFileSchema> & {
  /** «sha256:…» of the file's text: the same version judges the same words alike. */
  version: string;
};

/** The default scorecard: written from the standard, section by section. */
const defaultPath = fileURLToPath(new URL('./ru/scorecard.yaml', import.meta.url));

/**
 * Reads a scorecard file and checks it: form, ids written once, at least one weight.
 * @throws LexiconError for the first thing wrong: «файл:строка: причина»
 */
export function loadScorecard(path: string = defaultPath): Scorecard {
  return readScorecard(readFileSync(path, 'utf8'), basename(path));
}

/** The same for a text; `file` is how problems call it. Throws as `loadScorecard`. */
export function readScorecard(text: string, file: string): Scorecard {
  const problems: LexiconProblem[] = [];
  const { value, lineOf } = readYaml(text, file, scorecardFileSchema, (problem) => problems.push(problem));
  const first = problems[0];
  if (first) throw new LexiconError(first);
  if (!value) throw new LexiconError({ file, line: 0, message: 'карта оценки пуста' });
  const seen = new Set<string>();
  value.groups.forEach((group, g) => {
    group.criteria.forEach((criterion, c) => {
      const refuse = (message: string) => {
        throw new LexiconError({ file, line: lineOf(['groups', g, 'criteria', c]), message });
      };
      if (seen.has(criterion.id)) refuse(`критерий «${criterion.id}» записан дважды`);
      seen.add(criterion.id);
      if ('limits' in criterion && criterion.limits.good > criterion.limits.acceptable) {
        refuse(`у критерия «${criterion.id}» предел good больше, чем acceptable`);
      }
    });
  });
  if (!value.groups.some((group) => group.criteria.some((criterion) => criterion.weight > 0))) {
    throw new LexiconError({ file, line: 0, message: 'ни один критерий не имеет веса' });
  }
  return { ...value, version: `sha256:${createHash('sha256').update(text).digest('hex')}` };
}
