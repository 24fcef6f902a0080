/** Shapes of «Калибровка»: sessions, the calls that are judged blind, answers side by side. */
import { z } from 'zod';
import { calibrationAnswerSchema, calibrationStateSchema, speakerSchema } from '#analyzer';
import { personSchema, requestIdSchema } from '../../shapes/people.ts';

export { calibrationAnswerSchema };

const titleSchema = z.string().trim().min(1).max(120);

export const newSessionSchema = z.strictObject({
  id: requestIdSchema,
  title: titleSchema,
  /** Who judges besides whoever begins it. */
  members: z.array(z.uuid()).min(1).max(20),
  /** Calls by their ids, or so many of those drawn by lot last. */
  calls: z.union([z.array(z.uuid()).min(1).max(30), z.strictObject({ drawn: z.number().int().min(1).max(30) })]),
});

const headSchema = z.object({
  id: z.string(),
  title: z.string(),
  state: calibrationStateSchema,
  owner: personSchema,
  createdAt: z.string(),
  calls: z.number().int(),
  members: z.array(personSchema.extend({ done: z.boolean() })),
  /** The reader has still to answer. */
  mine: z.boolean(),
});
export const sessionsSchema = z.object({
  items: z.array(headSchema),
  /** Whom one may invite. */
  people: z.array(personSchema),
});

const agreementSchema = z.object({
  n: z.number().int(),
  raw: z.number().nullable(),
  kappa: z.number().nullable(),
  ac1: z.number().nullable(),
  prevalence: z.array(z.object({ answer: z.string(), share: z.number() })),
});

export const sessionSchema = headSchema.extend({
  list: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      /** The reader has answered. */
      answered: z.boolean(),
      /** People have agreed on it. */
      agreed: z.boolean(),
    }),
  ),
  /** Every two raters; null while people still answer. */
  pairs: z
    .array(z.object({ raters: z.array(z.string()), criteria: agreementSchema, findings: agreementSchema }))
    .nullable(),
});

export const callSheetSchema = z.object({
  id: z.string(),
  name: z.string(),
  segments: z.array(z.object({ speaker: speakerSchema, start: z.number(), text: z.string(), judged: z.boolean() })),
  criteria: z.array(z.object({ id: z.string(), title: z.string() })),
  rules: z.array(z.string()),
  /** The reader's own. */
  own: calibrationAnswerSchema.nullable(),
  /** Null while people still answer: nobody sees the others, nor the machine. */
  answers: z.array(z.object({ rater: z.string(), name: z.string(), answer: calibrationAnswerSchema })).nullable(),
  /** What most people say, to begin with; null while they still answer. */
  majority: calibrationAnswerSchema.nullable(),
  consensus: calibrationAnswerSchema.nullable(),
});

export const sessionParamsSchema = z.strictObject({ id: z.uuid() });
export const sheetParamsSchema = z.strictObject({ id: z.uuid(), call: z.uuid() });
export const createdSchema = z.object({ id: z.string() });
