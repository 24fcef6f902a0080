/** What people decide about findings: the finding a decision stands on, the decision, and where a finding stands now. */
import { z } from 'zod';
import { deterministicUuid } from '../platform/ids.ts';
import { speakerSchema } from './call.ts';
import { type Finding, ruleNameSchema } from './finding.ts';

/** Place and cause of a finding as they were when a person first decided about it. Seconds; never changed afterwards. */
export const findingAnchorSchema = z.object({
  rule: ruleNameSchema,
  /** «rule/entry»; empty for a finding that a person added. */
  entry: z.string().max(200),
  speaker: speakerSchema,
  segment: z.number().int().min(0),
  start: z.number().min(0),
  end: z.number().min(0),
  text: z.string().max(2_000),
});
export type FindingAnchor = z.infer<typeof findingAnchorSchema>;

/**
 * Why a finding is dismissed: the recogniser misheard; it was somebody else who spoke; the words of another were quoted;
 * the standard allows it here; the lexicon entry catches too much; an accepted dispute; another reason (said in the text).
 */
export const dismissReasonSchema = z.enum([
  'misheard',
  'wrong_speaker',
  'quoted',
  'allowed',
  'wrong_entry',
  'dispute_accepted',
  'other',
]);
export type DismissReason = z.infer<typeof dismissReasonSchema>;

const textSchema = z.string().trim().max(2_000);
/** «…» and «- -» say nothing. */
const hasWords = (text: string) => (text.match(/\p{L}/gu) ?? []).length >= 3;

/** One decision of one person. */
export const decisionSchema = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('confirm'), text: textSchema.default('') }),
    z.object({ kind: z.literal('dismiss'), reason: dismissReasonSchema, text: textSchema.default('') }),
    /** The finding is right but stands elsewhere: from where to where it should stand, and the words there. */
    z.object({
      kind: z.literal('change_range'),
      start: z.number().min(0),
      end: z.number().min(0),
      quote: textSchema,
      text: textSchema.default(''),
    }),
    /** A finding that the machine missed; the anchor says which and where. */
    z.object({ kind: z.literal('add'), text: textSchema.default('') }),
    /** Takes the decision back: the finding waits again. */
    z.object({ kind: z.literal('reopen'), text: textSchema.default('') }),
  ])
  .refine((decision) => decision.kind !== 'change_range' || decision.end > decision.start, {
    message: 'конец должен быть позже начала',
  })
  .refine((decision) => decision.kind !== 'dismiss' || decision.reason !== 'other' || hasWords(decision.text), {
    message: 'напишите причину: хотя бы три буквы',
  });
export type Decision = z.infer<typeof decisionSchema>;

export const verdictSchema = z.enum(['open', 'confirmed', 'dismissed']);
export type FindingVerdict = z.infer<typeof verdictSchema>;

/** Where a finding stands after the last decision about it. */
export interface FindingReview {
  /** Identity of the finding; stays the same when the call is judged again. */
  id: string;
  callId: string;
  day: string;
  operatorId: string | null;
  /** Who found it. */
  origin: 'machine' | 'person';
  anchor: FindingAnchor;
  verdict: FindingVerdict;
  /** Where a person put it, when not where it was found. */
  range: { start: number; end: number; quote: string } | null;
  reason: DismissReason | null;
  text: string;
  /** 1 after the first decision; a new decision names the version that its author saw. */
  version: number;
  /** Account of whoever decided last. */
  actor: string;
  at: string;
  /** Lexicon that the call was judged by when it was decided. */
  lexiconVersion: string;
}

export type IdentifiedFinding<F extends Finding = Finding> = F & { id: string };

/**
 * Gives every finding of a call its identity: made of the call, the rule, the entry and the place in milliseconds, so that
 * the same judgement gives the same ids, whatever order the findings come in. Of several in exactly one place the text
 * and then the order decides.
 */
export function identifyFindings<F extends Finding>(callId: string, findings: readonly F[]): IdentifiedFinding<F>[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const place = placeOf(finding);
    const nth = (seen.get(place) ?? 0) + 1;
    seen.set(place, nth);
    return { ...finding, id: deterministicUuid('finding', callId, place, String(nth)) };
  });
}

const placeOf = ({ rule, entry, start, end, text }: Finding) =>
  JSON.stringify([rule, entry, Math.round(start * 1000), Math.round(end * 1000), text]);

/** The anchor of a finding that is decided about for the first time. */
export function anchorOf({ rule, entry, speaker, segment, start, end, text }: Finding): FindingAnchor {
  return { rule, entry, speaker, segment, start, end, text };
}
