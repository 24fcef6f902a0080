/** Shapes of the log of actions. */
import { z } from 'zod';
import { auditActionSchema, auditObjectKindSchema, auditResultSchema } from '#analyzer';
import { plainText, wholeNumber } from '../../access/plain-text.ts';

const instant = z.iso.datetime();

export const auditQuerySchema = z.strictObject({
  actor: plainText(200).optional(),
  action: auditActionSchema.optional(),
  object: plainText(200).optional(),
  result: auditResultSchema.optional(),
  from: instant.optional(),
  to: instant.optional(),
  /** The `nextCursor` of the page before. */
  cursor: z
    .string()
    .regex(/^[1-9]\d{0,14}$/)
    .optional(),
  limit: wholeNumber(1, 200).default(50),
});

export const auditPageSchema = z.object({
  items: z.array(
    z.object({
      seq: z.number().int(),
      at: z.string(),
      actorId: z.string().nullable(),
      actorLogin: z.string(),
      ip: z.string(),
      action: auditActionSchema,
      objectKind: auditObjectKindSchema,
      /** Null also where the call is deleted: its id is forgotten. */
      objectId: z.string().nullable(),
      result: auditResultSchema,
      details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    }),
  ),
  nextCursor: z.string().nullable(),
});
export type AuditPage = z.infer<typeof auditPageSchema>;

export const auditReportQuerySchema = z.strictObject({ from: instant, to: instant });

export const auditVerdictSchema = z.object({
  rows: z.number().int(),
  lastSeq: z.number().int(),
  /** The first thing that does not fit; null when the log is whole. */
  broken: z.object({ seq: z.number().int(), reason: z.string() }).nullable(),
});
