/** A finding: one rule of the standard broken at one place, with everything a person needs to check it. */
import { z } from 'zod';
import { speakerSchema } from './call.ts';

/** The rules that produce findings (part A of the standard's rules). */
export const ruleNames = [
  'diminutive',
  'filler',
  'irritant',
  'imperative',
  'banned_opener',
  'informal_you',
  'ask_repeat',
  'colloquial',
  'rude',
  'jargon',
  'reputation',
  'indifference',
  'comparison',
  'blame',
  'argument',
  'excuse',
] as const;
export const ruleNameSchema = z.enum(ruleNames);
export type RuleName = z.infer<typeof ruleNameSchema>;

export const findingSchema = z.object({
  rule: ruleNameSchema,
  /** Index in the call's `segments`. */
  segment: z.number().int().min(0),
  /** The words exactly as they stand in the segment: same case, same letters. */
  text: z.string(),
  start: z.number(),
  end: z.number(),
  speaker: speakerSchema,
  /** Section of the standard that the finding cites, for example «5.6.3». */
  section: z.string(),
  /** The better phrase; empty where the standard names none. */
  replacement: z.string(),
  /** The lexicon entry that fired: «rule/entry». */
  entry: z.string(),
  /** False: shown to a person and not counted until confirmed. */
  certain: z.boolean(),
  /** Why the entry fired and why its exceptions did not apply, or why it is not certain; one Russian sentence. */
  reason: z.string(),
});
export type Finding = z.infer<typeof findingSchema>;
