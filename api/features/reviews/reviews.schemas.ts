/** Shapes of reviewing a call: decisions on findings and criteria, what the machine said, what counts now, and the history. */
import { z } from 'zod';
import {
  complianceSchema,
  decisionSchema,
  dismissReasonSchema,
  findingSchema,
  outcomeSchema,
  ruleNameSchema,
  verdictSchema,
} from '#analyzer';
import { callParamsSchema, noteSchema, personSchema, requestIdSchema, writtenTextSchema } from '../../shapes/people.ts';

/** What people say about a finding now. */
const findingStateSchema = z.object({
  verdict: verdictSchema,
  /** Where a person put it; null while it stands where it was found. */
  range: z.object({ start: z.number(), end: z.number(), quote: z.string() }).nullable(),
  reason: dismissReasonSchema.nullable(),
  text: z.string(),
  /** To be sent back as `seenVersion`. */
  version: z.number().int(),
  by: personSchema,
  at: z.string(),
});

/** The operator's answer to a finding, and what came of it. */
const disputeMarkSchema = z.object({
  id: z.string(),
  state: z.enum(['open', 'accepted', 'rejected']),
  text: z.string(),
  at: z.string(),
  /** Null while it is open. */
  resolution: z.object({ by: personSchema, at: z.string(), text: z.string() }).nullable(),
});

/** A finding as it counts now: the machine's own, then those that people added. Indexes of the call's `findings` hold. */
const reviewedFindingSchema = findingSchema.extend({
  id: z.string(),
  origin: z.enum(['machine', 'person']),
  /** Costs points now: certain and not dismissed, or confirmed by a person. */
  counts: z.boolean(),
  /** Null while nobody has decided. */
  review: findingStateSchema.nullable(),
  dispute: disputeMarkSchema.nullable(),
});

/** Decided about, and not found any more since the call was judged anew: shown, counted nowhere. */
const orphanSchema = z.object({
  id: z.string(),
  rule: ruleNameSchema,
  entry: z.string(),
  start: z.number(),
  end: z.number(),
  text: z.string(),
  review: findingStateSchema,
});

const criterionOverrideSchema = z.object({
  outcome: outcomeSchema,
  text: z.string(),
  by: personSchema,
  at: z.string(),
});

/** One line of the scorecard: the machine's answer, the person's, and what counts. */
const reviewedCriterionSchema = z.object({
  id: z.string(),
  automatic: z.object({ outcome: outcomeSchema, earned: z.number() }),
  current: z.object({
    outcome: outcomeSchema,
    earned: z.number(),
    /** Who the current answer is from: the machine, decisions on its findings, or a person directly. */
    from: z.enum(['machine', 'decisions', 'person']),
  }),
  weight: z.number(),
  fatal: z.boolean(),
  override: criterionOverrideSchema.nullable(),
  /** To be sent back as `seenVersion`. */
  version: z.number().int(),
});

const totalSchema = z.object({
  score: z.number().nullable(),
  quality: z.number().nullable(),
  compliance: complianceSchema,
  /** Ids of the fatal criteria that failed. */
  fatal: z.array(z.string()),
});

const reviewEventSchema = z.object({
  id: z.string(),
  at: z.string(),
  by: personSchema,
  subject: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('finding'),
      findingId: z.string(),
      version: z.number().int(),
      decision: decisionSchema,
    }),
    z.object({
      kind: z.literal('criterion'),
      criterion: z.string(),
      version: z.number().int(),
      /** Null: back to the machine's answer. */
      outcome: outcomeSchema.nullable(),
      text: z.string(),
    }),
    z.object({ kind: z.literal('submitted') }),
    z.object({ kind: z.literal('acknowledged') }),
    z.object({ kind: z.literal('channels_swapped') }),
  ]),
});

export const callReviewSchema = z.object({
  callId: z.string(),
  findings: z.array(reviewedFindingSchema),
  orphans: z.array(orphanSchema),
  criteria: z.array(reviewedCriterionSchema),
  totals: z.object({ automatic: totalSchema, current: totalSchema }),
  /** Findings that still wait for a person: not certain, and nobody has decided. */
  waiting: z.number().int(),
  /** Oldest first. */
  history: z.array(reviewEventSchema),
  /** Who finished the review last; null while nobody has. */
  submitted: z.object({ by: personSchema, at: z.string() }).nullable(),
  /** When the operator confirmed having read it. */
  acknowledgedAt: z.string().nullable(),
  /** Until when the operator may dispute findings. */
  disputeUntil: z.string(),
});
export type CallReview = z.infer<typeof callReviewSchema>;

/** Words of a finding that the machine missed: the rule and the place; the words are read from the transcript. */
const missedFindingSchema = z.strictObject({
  rule: ruleNameSchema,
  segment: z.number().int().min(0),
  start: z.number().min(0),
  end: z.number().min(0),
  quote: writtenTextSchema,
});

export const decideSchema = z.strictObject({
  /** Id of this decision. */
  id: requestIdSchema,
  /** The finding; for a missed one an id made by the client. */
  findingId: z.uuid(),
  /** Version of the finding's review that the author saw; 0 when there was none. */
  seenVersion: z.number().int().min(0),
  decision: decisionSchema,
  /** With `add` only. */
  missed: missedFindingSchema.optional(),
});
export type Decide = z.infer<typeof decideSchema>;

/** Takes the newest decision about a finding back: what was before it counts again, and both stay in the history. */
export const undoSchema = z.strictObject({ id: requestIdSchema });
export const decisionParamsSchema = callParamsSchema.extend({ decision: z.uuid() });

/** Ends the review of a call. */
export const submitSchema = z.strictObject({ id: requestIdSchema });

export const overrideSchema = z.strictObject({
  id: requestIdSchema,
  seenVersion: z.number().int().min(0),
  /** Null: back to the machine's answer. */
  outcome: outcomeSchema.nullable(),
  text: noteSchema.default(''),
});
export const criterionParamsSchema = callParamsSchema.extend({ criterion: z.string().min(1).max(100) });

/** It cannot be decided now; when somebody else was first, who and how the call stands now go along. */
export const reviewConflictSchema = z.object({
  code: z.literal('conflict'),
  message: z.string(),
  /** Name of the person who holds the newer decision. */
  holder: z.string().optional(),
  review: callReviewSchema.optional(),
});
