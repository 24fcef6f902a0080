/** Shapes of the calls feature: list, call page, upload, peaks. */

import { z } from 'zod';
import {
  callStateSchema,
  complianceSchema,
  criterionSchema,
  droppedWordSchema,
  findingSchema,
  measuresSchema,
  rankingNames,
  segmentSchema,
  soundReportSchema,
  stageNameSchema,
  versionsSchema,
} from '#analyzer';
import { plainText, wholeNumber } from '../../access/plain-text.ts';

/** One row of the list of calls. */
const callSummarySchema = z.object({
  id: z.string(),
  /** The id the call came with (exchange format, telephony); shown to people. */
  externalId: z.string(),
  operatorId: z.string().nullable(),
  operatorName: z.string().nullable(),
  direction: z.enum(['incoming', 'outgoing']).nullable(),
  startedAt: z.string().nullable(),
  receivedAt: z.string(),
  /** Length of the recording, seconds. */
  duration: z.number().nullable(),
  state: callStateSchema,
  stage: stageNameSchema.nullable(),
  /** Why the call is refused or failed: one line for people. */
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  hasRecording: z.boolean(),
  /** As people left it, and the machine's alone. */
  score: z.number().nullable(),
  machineScore: z.number().nullable(),
  /** Findings that count; null while the call is not scored. */
  findings: z.number().int().nullable(),
  /** Findings that wait for a person («не уверен»). */
  unsure: z.number().int().nullable(),
  /** True when a fatal criterion failed. */
  fatal: z.boolean(),
});
export type CallSummary = z.infer<typeof callSummarySchema>;

/** In which order a list may be asked for. */
const callOrders = ['newest', 'oldest', ...rankingNames] as const;

export const callListQuerySchema = z.strictObject({
  cursor: z
    .string()
    .regex(/^[\w-]{1,200}$/)
    .optional(),
  limit: wholeNumber(1, 200).default(50),
  state: callStateSchema.optional(),
  operator: plainText(200).optional(),
  /** By receipt all calls; by a figure those that are judged. */
  order: z.enum(callOrders).default('newest'),
  /** These calls alone, whatever else is asked: ids with commas between them. */
  ids: z
    .string()
    .regex(/^[0-9a-f-]{36}(,[0-9a-f-]{36}){0,199}$/)
    .optional(),
});

export const callListSchema = z.object({
  items: z.array(callSummarySchema),
  nextCursor: z.string().nullable(),
  total: z.number().int(),
});
export type CallList = z.infer<typeof callListSchema>;

/** What the analysis found; null while the call is not scored. */
const callAnalysisSchema = z.object({
  /** 0 after a fatal fault, otherwise the quality. */
  score: z.number().nullable(),
  /** The score without the rule of fatal faults. */
  quality: z.number().nullable(),
  /** 0 after a fatal fault, otherwise 100. */
  compliance: complianceSchema,
  /** Ids of the fatal criteria that failed. */
  fatal: z.array(z.string()),
  findings: z.array(findingSchema),
  criteria: z.array(criterionSchema),
  measures: measuresSchema,
  versions: versionsSchema,
  segments: z.array(segmentSchema),
  engine: z.object({ name: z.string(), model: z.string() }),
  sound: soundReportSchema.nullable(),
  /** Recognised words that the guards set apart: shown for inspection, never judged. */
  dropped: z.array(droppedWordSchema),
});

export const callDetailsSchema = callSummarySchema.extend({
  /** The wave form of the recording is there to be drawn. */
  hasPeaks: z.boolean(),
  /** There was a recording; its time was over and it was deleted. */
  recordingDeleted: z.boolean(),
  analysis: callAnalysisSchema.nullable(),
});
export type CallDetails = z.infer<typeof callDetailsSchema>;

/** A link to a recording's file: good until an instant, for one person. */
export const downloadLinkSchema = z.object({ url: z.string(), until: z.string() });
export const downloadQuerySchema = z.strictObject({
  until: z
    .string()
    .regex(/^\d{13}$/)
    .transform(Number),
  key: z.string().regex(/^[\w-]{43}$/),
});

export const callParamsSchema = z.strictObject({ id: z.uuid() });

/** Peaks for the player: per channel alternating minimum and maximum in −1…1. */
export const peaksSchema = z.object({ duration: z.number(), channels: z.array(z.array(z.number())) });

export const uploadAnswerSchema = z.object({
  id: z.string(),
  /** True when this recording was here already: nothing is processed twice. */
  duplicate: z.boolean(),
});
