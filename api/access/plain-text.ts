/** Text that people type: in one form, and without characters that are seen as nothing or turn what stands around them. */
import { z } from 'zod';

/** Controls, formats (bidi, zero width), lone surrogates, private use. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/u;

/** Trimmed, in NFC, 1…`most` characters. */
export const plainText = (most: number) =>
  z
    .string()
    .max(most * 2)
    .transform((text) => text.normalize('NFC').trim())
    .pipe(
      z
        .string()
        .min(1)
        .max(most)
        .refine((text) => !invisible.test(text), 'невидимые знаки'),
    );

/** A whole number written in digits and nothing else. */
export const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.number().min(least).max(most));
