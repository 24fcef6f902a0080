/** A scored call: the product's answer about one call, as the command line prints it and the store keeps it. */
import { z } from 'zod';
import { droppedWordSchema, segmentSchema } from './call.ts';
import { criterionSchema } from './criterion.ts';
import { findingSchema } from './finding.ts';

/** Seconds, counts and rates of a call; null where the call does not carry what is needed to measure it. */
export const measuresSchema = z.object({
  operator_talk: z.number().min(0),
  client_talk: z.number().min(0),
  overlap: z.number().min(0),
  silence: z.number().min(0),
  longest_silence: z.number().min(0),
  hold: z.number().min(0),
  dead_air_over_20s: z.number().int().min(0),
  interruptions: z.number().int().min(0),
  operator_syllables_per_minute: z.number().nullable(),
  client_syllables_per_minute: z.number().nullable(),
});
export type Measures = z.infer<typeof measuresSchema>;

/** What a score depends on: the same versions on the same words give the same answer. */
export const versionsSchema = z.object({ engine: z.string(), lexicon: z.string(), scorecard: z.string() });
export type Versions = z.infer<typeof versionsSchema>;

export const complianceSchema = z.union([z.literal(0), z.literal(100)]).nullable();

export const scoredCallSchema = z.object({
  id: z.string(),
  /** 0…100: the quality, or 0 after a fatal fault; null when nothing could be judged. */
  score: z.number().min(0).max(100).nullable(),
  /** 0…100: the score without the rule of fatal faults, so that a call brought to 0 still shows how it was led. */
  quality: z.number().min(0).max(100).nullable(),
  /** The compliance line: 0 after a fatal fault, otherwise 100; null when nothing could be judged. */
  compliance: complianceSchema,
  /** Ids of the fatal criteria that failed (they set compliance and score to 0); empty otherwise. */
  fatal: z.array(z.string()),
  findings: z.array(findingSchema),
  criteria: z.array(criterionSchema),
  measures: measuresSchema,
  versions: versionsSchema,
});
export type ScoredCall = z.infer<typeof scoredCallSchema>;

/** The answer of `kamerton analyze`: the scored call with its transcript and the recogniser that made it. */
const analyzedCallSchema = scoredCallSchema.extend({
  segments: z.array(segmentSchema),
  engine: z.object({ name: z.string(), model: z.string() }),
  /** Recognised words that the guards set apart; absent when none were, and for ready transcripts. */
  dropped: z.array(droppedWordSchema).optional(),
});
export type AnalyzedCall = z.infer<typeof analyzedCallSchema>;
