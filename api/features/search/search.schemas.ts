/** Shapes of the search of what was said. */
import { z } from 'zod';
import { speakerSchema } from '#analyzer';
import { plainText, wholeNumber } from '../../access/plain-text.ts';
import { localDaySchema, pageCursorSchema, topicIdSchema } from '../../shapes/filters.ts';

const score = wholeNumber(0, 100);

export const searchQuerySchema = z.strictObject({
  /** Words; any form of each counts, a word in double quotes only as it stands. Six words at most. */
  q: plainText(200),
  /** `all`: each word somewhere in the call. `phrase`: one after another in one utterance. */
  mode: z.enum(['all', 'phrase']).default('all'),
  /** Other words that may stand between two words of a phrase. */
  distance: wholeNumber(0, 10).optional(),
  channel: z.enum(['operator', 'client', 'both']).default('both'),
  /** `no`: calls in which it was not said. */
  said: z.enum(['yes', 'no']).default('yes'),
  from: localDaySchema.optional(),
  to: localDaySchema.optional(),
  team: plainText(100).optional(),
  operator: plainText(200).optional(),
  topic: topicIdSchema.optional(),
  min: score.optional(),
  max: score.optional(),
  cursor: pageCursorSchema.optional(),
});

export const searchAnswerSchema = z.object({
  from: z.string(),
  to: z.string(),
  /** Forms of each word that were looked for, in normal form: lower case, «ё» as «е». */
  words: z.array(z.array(z.string())),
  items: z.array(
    z.object({
      id: z.string(),
      externalId: z.string(),
      startedAt: z.string(),
      operatorId: z.string().nullable(),
      operatorName: z.string().nullable(),
      score: z.number().nullable(),
      fatal: z.boolean(),
      /** There is sound to play. */
      hasRecording: z.boolean(),
      /** Utterances that hold the words; personal data in them are masked. */
      said: z.array(z.object({ speaker: speakerSchema, start: z.number(), end: z.number(), text: z.string() })),
    }),
  ),
  nextCursor: z.string().nullable(),
});
