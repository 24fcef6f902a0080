/** Shapes of sources and of calls that telephony services announce. */
import { z } from 'zod';
import { callMetadataSchema, segmentSchema } from '#analyzer';

const sourceStateSchema = z.object({
  name: z.string(),
  lookedAt: z.string(),
  /** Files that are there and not taken yet. */
  waiting: z.number(),
  cdrCalls: z.number().nullable(),
  /** Files that lie in `done` and `rejected` until their last day; null when they were not counted yet. */
  kept: z.number().nullable(),
  /** Why the source does not work; null while it does. */
  problem: z.string().nullable(),
  taken: z.number(),
  duplicates: z.number(),
  refused: z.number(),
});

export const ingestStateSchema = z.object({
  sources: z.array(sourceStateSchema),
  refusals: z.array(
    z.object({
      id: z.string(),
      source: z.string(),
      /** Name of the file, without telephone numbers. */
      name: z.string(),
      reason: z.string().nullable(),
      at: z.string(),
    }),
  ),
});

/** A call as a telephony service announces it: what is known, and where the recording lies. */
export const announcedCallSchema = z.strictObject({
  id: z.string().min(1).max(200).optional(),
  record_url: z.string().min(8).max(2_000),
  metadata: z.strictObject(callMetadataSchema.shape).default({}),
  segments: z.array(segmentSchema).max(20_000).optional(),
});

export const announcedAnswerSchema = z.object({ id: z.string(), duplicate: z.boolean() });
