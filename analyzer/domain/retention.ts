/** How long what is kept, and the signed act of what was deleted. */
import { z } from 'zod';

/** How long: «P6M» is six calendar months; null keeps for ever. */
const keepForSchema = z
  .string()
  .regex(/^P[1-9]\d{0,3}[DMY]$/)
  .refine((text) => daysAtLeast(text) <= 36_600, 'не больше ста лет')
  .nullable();
export type KeepFor = z.infer<typeof keepForSchema>;

/**
 * Rules of one queue of the telephony. The words of a call outlive its sound only as long as `words` says; after `scores`
 * nothing of the call is left but numbers that name nobody.
 */
const retentionRuleSchema = z
  .strictObject({
    recordings: keepForSchema,
    words: keepForSchema,
    scores: keepForSchema,
  })
  .refine((rule) => notAfter(rule.words, rule.scores), {
    path: ['words'],
    message: 'расшифровки не могут храниться дольше оценок',
  })
  .refine((rule) => notAfter(rule.recordings, rule.scores), {
    path: ['recordings'],
    message: 'записи не могут храниться дольше оценок',
  });
export type RetentionRule = z.infer<typeof retentionRuleSchema>;

export const retentionSettingsSchema = z.strictObject({
  calls: retentionRuleSchema,
  /** Rules of single queues instead of `calls`. */
  queues: z.record(z.string().min(1).max(100), retentionRuleSchema),
  /** The log of actions; the proof of deletions needs three years (RKN order 179). */
  audit: keepForSchema.refine((text) => text === null || daysAtLeast(text) >= 1_095, 'не меньше трёх лет'),
});
export type RetentionSettings = z.infer<typeof retentionSettingsSchema>;

/** Clause 5.5.2: recordings are kept for six months. */
export const defaultRetention: RetentionSettings = {
  calls: { recordings: 'P6M', words: 'P1Y', scores: 'P3Y' },
  queues: {},
  audit: 'P5Y',
};

/** What is deleted of a call; each level takes the ones before it along. */
export const deletionLevels = ['recording', 'words', 'everything'] as const;
export const deletionLevelSchema = z.enum(deletionLevels);
export type DeletionLevel = z.infer<typeof deletionLevelSchema>;

/** The instant at which something of `from` is over; UTC, the last day of a shorter month. */
export function endOf(from: Date, keepFor: string): Date {
  const [, count = '0', unit] = /^P(\d+)([DMY])$/.exec(keepFor) ?? [];
  const end = new Date(from);
  if (unit === 'D') {
    end.setUTCDate(end.getUTCDate() + Number(count));
    return end;
  }
  const day = end.getUTCDate();
  end.setUTCDate(1);
  end.setUTCMonth(end.getUTCMonth() + Number(count) * (unit === 'Y' ? 12 : 1));
  const lastDay = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() + 1, 0)).getUTCDate();
  end.setUTCDate(Math.min(day, lastDay));
  return end;
}

/** The highest level that is due for a call of that time, or null. */
export function dueLevel(rule: RetentionRule, at: Date, now: Date): DeletionLevel | null {
  const over = (keepFor: KeepFor) => keepFor !== null && endOf(at, keepFor).getTime() <= now.getTime();
  if (over(rule.scores)) return 'everything';
  if (over(rule.words)) return 'words';
  return over(rule.recordings) ? 'recording' : null;
}

/** The shortest a period can be, days. */
function daysAtLeast(keepFor: string): number {
  const [, count = '0', unit] = /^P(\d+)([DMY])$/.exec(keepFor) ?? [];
  return Math.floor(Number(count) * (unit === 'Y' ? 365 : unit === 'M' ? 28 : 1));
}

function notAfter(inner: KeepFor, outer: KeepFor): boolean {
  if (outer === null) return true;
  if (inner === null) return false;
  const start = new Date(Date.UTC(2027, 0, 1));
  return endOf(start, inner).getTime() <= endOf(start, outer).getTime();
}

/** One call in an act; nothing in it names a person. */
export const deletedObjectSchema = z.strictObject({
  /** SHA-256 of the call's id. */
  ref: z.string(),
  day: z.string(),
  level: deletionLevelSchema,
  /** What was there and is gone. */
  what: z.array(z.enum(['recording', 'copies', 'words', 'metadata', 'facts', 'reviews'])),
  /** SHA-256 of the recording's bytes and of the transcript that was stored; null where there was none. */
  recordingSha256: z.string().nullable(),
  wordsSha256: z.string().nullable(),
});
export type DeletedObject = z.infer<typeof deletedObjectSchema>;

export const deletionActSchema = z.strictObject({
  format: z.literal('kamerton-deletion-act/1'),
  id: z.uuid(),
  /** `retention`: the time is over; `request`: a person asked. */
  kind: z.enum(['retention', 'request']),
  ground: z.string(),
  requestedBy: z.string(),
  approvedBy: z.string(),
  requestedAt: z.iso.datetime(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  how: z.string(),
  objects: z.array(deletedObjectSchema),
  /** Rows of the audit log that were deleted because their time was over; 0 in acts of calls. */
  auditRows: z.number().int(),
  /** Last row of the audit log when the act was signed. */
  auditSeq: z.number().int(),
  /** Id of the signing key. */
  key: z.string(),
  signature: z.string(),
});
export type DeletionAct = z.infer<typeof deletionActSchema>;
