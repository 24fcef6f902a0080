/** Shapes that several features answer with: a person, a place in a call, a page's cursor. */
import { z } from 'zod';

/** Somebody with an account, as others see them. */
export const personSchema = z.object({ id: z.string(), name: z.string() });
export type Person = z.infer<typeof personSchema>;

/** UUID made by the client before it asks: the same request sent again after a lost connection is carried out once. */
export const requestIdSchema = z.uuid();

export const pageQueryShape = {
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

/** One call and one thing in it. */
export const callParamsSchema = z.strictObject({ id: z.uuid() });

/** Text that a person writes: never empty, at most 2,000 characters. */
export const writtenTextSchema = z.string().trim().min(1).max(2_000);

/** A page of 200 at most names what could not be done; everything else of the request is done. */
export const failedPartSchema = z.object({ id: z.string(), code: z.string(), message: z.string() });
