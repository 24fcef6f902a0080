/** Shapes that several features answer with: a person, a place in a call, a page's cursor. */
import { z } from 'zod';
import { wholeNumber } from '../access/plain-text.ts';

/** Somebody with an account, as others see them. */
export const personSchema = z.object({ id: z.string(), name: z.string() });
export type Person = z.infer<typeof personSchema>;

/** UUID made by the client before it asks: the same request sent again after a lost connection is carried out once. */
export const requestIdSchema = z.uuid();

export const pageQueryShape = {
  cursor: z
    .string()
    .regex(/^[\w-]{1,400}$/)
    .optional(),
  limit: wholeNumber(1, 200).default(50),
};

/** One call and one thing in it. */
export const callParamsSchema = z.strictObject({ id: z.uuid() });

/** Characters that are seen as nothing or turn what stands around them; line breaks and tabs are fine. */
const invisible = /[^\P{C}\n\t]/u;

const written = (least: number) =>
  z
    .string()
    .max(4_000)
    .transform((text) => text.replaceAll('\r\n', '\n').normalize('NFC').trim())
    .pipe(
      z
        .string()
        .min(least)
        .max(2_000)
        .refine((text) => !invisible.test(text), 'невидимые знаки'),
    );
/** Text that a person writes: never empty, at most 2,000 characters, several lines. */
export const writtenTextSchema = written(1);
/** The same, and may be empty. */
export const noteSchema = written(0);

/** A page of 200 at most names what could not be done; everything else of the request is done. */
export const failedPartSchema = z.object({ id: z.string(), code: z.string(), message: z.string() });
