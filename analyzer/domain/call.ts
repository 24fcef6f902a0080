/** A recorded call with its words: the exchange format that other programs send (shared format «Call with transcript»). */
import { z } from 'zod';

/** Who speaks. Only `operator` and `specialist` are judged; `ivr` is the announcement machine. */
export const speakers = ['operator', 'client', 'specialist', 'ivr'] as const;
export const speakerSchema = z.enum(speakers);
export type Speaker = z.infer<typeof speakerSchema>;

/** Seconds from the start of the recording. */
const secondsSchema = z.number().finite().min(0);

/** One recognised word; `confidence` is the recogniser's probability 0…1, absent when unknown. */
const wordSchema = z.object({
  text: z.string().min(1),
  start: secondsSchema,
  end: secondsSchema,
  confidence: z.number().min(0).max(1).optional(),
});
export type Word = z.infer<typeof wordSchema>;

/** One stretch of speech of one speaker, as the transcript gives it. */
export const segmentSchema = z.object({
  speaker: speakerSchema,
  start: secondsSchema,
  end: secondsSchema,
  text: z.string(),
  words: z.array(wordSchema).optional(),
});
export type Segment = z.infer<typeof segmentSchema>;

/** Why a recognised word was set apart: it is kept for inspection and never judged. */
const dropReasons = [
  'no_sound',
  'invented_phrase',
  'prompt_echo',
  'repetition',
  'too_fast',
  'low_probability',
] as const;

/** A word that an engine gave and a guard did not believe. */
export const droppedWordSchema = wordSchema.extend({ speaker: speakerSchema, reason: z.enum(dropReasons) });
export type DroppedWord = z.infer<typeof droppedWordSchema>;

const directionSchema = z.enum(['incoming', 'outgoing']);

/** What the telephony knows about a call. Every field may be missing: what then cannot be judged is not applicable. */
export const callMetadataSchema = z.object({
  direction: directionSchema.optional(),
  /** Instant with an offset: the local hour of the call decides which salutation fits. */
  started_at: z.iso.datetime({ offset: true }).optional(),
  operator: z.object({ id: z.string().min(1).optional(), name: z.string().min(1).optional() }).optional(),
  client: z.object({ phone: z.string().optional(), name: z.string().optional() }).optional(),
  /** Queue (skill group) of the telephony that the call came through; periods of keeping may differ by it. */
  queue: z.string().min(1).max(100).optional(),
  company_in_ivr: z.boolean().optional(),
  recording_notice_in_ivr: z.boolean().optional(),
  ring_seconds: secondsSchema.optional(),
  queue_seconds: secondsSchema.optional(),
  /** From the operator's transfer to the specialist's answer. */
  transfer_seconds: secondsSchema.optional(),
  wrap_up_seconds: secondsSchema.optional(),
  duration: secondsSchema.optional(),
  /** Which channel of a stereo recording the operator is on; the product's default is the left one. */
  operator_channel: z.enum(['left', 'right']).optional(),
  /** True: the channel above is the usual one of the source, not known of this call, so it is checked against the sound. */
  operator_channel_assumed: z.boolean().optional(),
});
export type CallMetadata = z.infer<typeof callMetadataSchema>;

/** A call as it is scored: metadata, identity and the transcript. */
export const callSchema = callMetadataSchema.extend({
  id: z.string().min(1).max(200),
  segments: z.array(segmentSchema),
  /**
   * True when the speakers are only guessed (a recogniser on a mono recording): findings and faults are then shown as not
   * sure, and the call has no score, because a score of its passed criteria alone would be 100 for everybody.
   */
  roles_uncertain: z.boolean().optional(),
});
export type Call = z.infer<typeof callSchema>;
