/** Shapes of reports by e-mail. */
import { z } from 'zod';
import { plainText } from '../../access/plain-text.ts';
import { hourTextSchema, topicIdSchema } from '../../shapes/filters.ts';
import { requestIdSchema } from '../../shapes/people.ts';

/** Filters that a report may have; its days follow from when it is sent. */
const reportQuerySchema = z.strictObject({
  basis: z.enum(['sample', 'all']).optional(),
  judged: z.enum(['people', 'machine']).optional(),
  team: plainText(100).optional(),
  operator: plainText(200).optional(),
  topic: topicIdSchema.optional(),
  hour: hourTextSchema.optional(),
});

export const reportPlanSchema = z.strictObject({
  name: plainText(100),
  recipients: z.array(z.email().max(200)).min(1).max(20),
  every: z.enum(['week', 'month']),
  /** Day of the week (1 = Monday) or of the month. */
  onDay: z.number().int().min(1).max(31),
  /** Local hour. */
  atHour: z.number().int().min(0).max(23),
  format: z.enum(['xlsx', 'pdf', 'both']),
  query: reportQuerySchema,
  enabled: z.boolean(),
});

export const newReportSchema = reportPlanSchema.extend({ id: requestIdSchema });

/** The request's id is that of the sending in the history. */
export const sendReportSchema = z.strictObject({ id: requestIdSchema });

export const reportSchema = z.object({
  id: z.string(),
  name: z.string(),
  recipients: z.array(z.string()),
  every: z.enum(['week', 'month']),
  onDay: z.number().int(),
  atHour: z.number().int(),
  format: z.enum(['xlsx', 'pdf', 'both']),
  query: z.record(z.string(), z.string()),
  enabled: z.boolean(),
  /** When it is sent next. */
  nextAt: z.string(),
});

export const reportsSchema = z.object({
  /** False: letters are not sent until the administrator names a mail server. */
  configured: z.boolean(),
  items: z.array(reportSchema),
});

export const reportParamsSchema = z.strictObject({ id: z.uuid() });
export const previewQuerySchema = z.strictObject({ format: z.enum(['xlsx', 'pdf']).default('pdf') });

export const deliveriesSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      dueAt: z.string(),
      state: z.enum(['waiting', 'sent', 'failed']),
      attempts: z.number().int(),
      /** When it is tried again; meaningful while it waits. */
      nextAt: z.string(),
      sentAt: z.string().nullable(),
      error: z.string().nullable(),
    }),
  ),
});
