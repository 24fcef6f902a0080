/** Shapes of comments at a second of a call. */
import { z } from 'zod';
import { callParamsSchema, personSchema, requestIdSchema, writtenTextSchema } from '../../shapes/people.ts';

const commentSchema = z.object({
  id: z.string(),
  /** Second of the recording. */
  second: z.number(),
  text: z.string(),
  by: personSchema,
  /** The reader wrote it, and may change and delete it. */
  mine: z.boolean(),
  at: z.string(),
  editedAt: z.string().nullable(),
});
export const commentListSchema = z.object({ items: z.array(commentSchema) });
export const newCommentSchema = z.strictObject({
  id: requestIdSchema,
  second: z.number().min(0).max(86_400),
  text: writtenTextSchema,
});
export const commentChangeSchema = z.strictObject({ text: writtenTextSchema });
export const commentParamsSchema = callParamsSchema.extend({ comment: z.uuid() });
