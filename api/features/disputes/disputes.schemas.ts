/** Shapes of disputes: an operator answers a finding, a supervisor decides, the siblings are repaired. */
import { z } from 'zod';
import { ruleNameSchema } from '#analyzer';
import { plainText } from '../../access/plain-text.ts';
import {
  failedPartSchema,
  pageQueryShape,
  personSchema,
  requestIdSchema,
  writtenTextSchema,
} from '../../shapes/people.ts';

const disputeStateSchema = z.enum(['open', 'accepted', 'rejected']);

/** A finding as others name it. */
const disputedFindingSchema = z.object({
  id: z.string(),
  rule: ruleNameSchema,
  entry: z.string(),
  start: z.number(),
  end: z.number(),
  text: z.string(),
});

export const disputeSchema = z.object({
  id: z.string(),
  callId: z.string(),
  callName: z.string(),
  /** When the call began; null where nobody said so. */
  startedAt: z.string().nullable(),
  operatorId: z.string().nullable(),
  operatorName: z.string().nullable(),
  /** The sound is still there. */
  hasRecording: z.boolean(),
  finding: disputedFindingSchema,
  state: disputeStateSchema,
  /** The operator's words. */
  text: z.string(),
  openedAt: z.string(),
  /** Null while it is open. */
  resolution: z.object({ by: personSchema, at: z.string(), text: z.string() }).nullable(),
});
export type DisputeView = z.infer<typeof disputeSchema>;

/** One dispute with what its decision needs. */
export const disputeDetailsSchema = disputeSchema.extend({
  /** The whole utterance; null once the words are deleted. */
  utterance: z.string().nullable(),
  section: z.string(),
  replacement: z.string(),
  /** To be sent back as `seenVersion`. */
  reviewVersion: z.number().int(),
});

/** Open ones come oldest first, all others newest first. */
export const disputesQuerySchema = z.strictObject({
  ...pageQueryShape,
  state: disputeStateSchema.optional(),
  operator: plainText(200).optional(),
});
export const disputeListSchema = z.object({ items: z.array(disputeSchema), nextCursor: z.string().nullable() });
export const disputeParamsSchema = z.strictObject({ id: z.uuid() });

export const newDisputeSchema = z.strictObject({
  id: requestIdSchema,
  callId: z.uuid(),
  findingId: z.uuid(),
  text: writtenTextSchema,
});

export const resolveDisputeSchema = z.strictObject({
  /** Id of this decision. */
  id: requestIdSchema,
  accepted: z.boolean(),
  text: writtenTextSchema,
  /** Version of the finding's review that the supervisor saw. */
  seenVersion: z.number().int().min(0),
  /** With an accepted dispute: tell the trainer that the entry needs an exception. */
  proposeException: z.boolean().default(false),
});

/** Another finding of the same lexicon entry that counts and nobody has decided about. */
export const siblingSchema = disputedFindingSchema.extend({
  callId: z.string(),
  callName: z.string(),
  startedAt: z.string().nullable(),
  operatorId: z.string().nullable(),
  operatorName: z.string().nullable(),
  hasRecording: z.boolean(),
});
export const siblingListSchema = z.object({ items: z.array(siblingSchema) });

export const resolvedDisputeSchema = z.object({ dispute: disputeSchema, siblings: z.array(siblingSchema) });

/** Dismisses siblings of an accepted dispute. */
export const repairSchema = z.strictObject({
  findings: z
    .array(z.strictObject({ callId: z.uuid(), findingId: z.uuid() }))
    .min(1)
    .max(200),
});
export const repairAnswerSchema = z.object({ dismissed: z.number().int(), failed: z.array(failedPartSchema) });

/** What an accepted dispute proposes to the trainer. */
export const exceptionProposalSchema = z.object({
  id: z.string(),
  rule: ruleNameSchema,
  entry: z.string(),
  /** The words that should not have been a finding. */
  text: z.string(),
  /** Why, in the supervisor's words. */
  reason: z.string(),
  disputeId: z.string(),
  callId: z.string(),
  by: personSchema,
  at: z.string(),
  state: z.enum(['open', 'done', 'declined']),
});
export const exceptionProposalsSchema = z.object({ items: z.array(exceptionProposalSchema) });
export const closeProposalSchema = z.strictObject({ state: z.enum(['done', 'declined']) });
