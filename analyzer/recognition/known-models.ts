/** Speech models that are known by name: what they are for, their licence, where they come from and their checksums. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const fileSchema = z.strictObject({
  /** Name in the models folder; never a path. */
  name: z.string().regex(/^[a-z0-9][a-z0-9._-]*$/i),
  url: z.url({ protocol: /^https$/ }),
  /** Null where no checksum is known with certainty: it must then be given by hand. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
});
export type KnownFile = z.infer<typeof fileSchema>;

const knownModelSchema = z.strictObject({
  /** Name on the command line, and folder of a model of several files. */
  id: z.string().regex(/^[a-z0-9][a-z0-9._-]*$/),
  engine: z.enum(['whisper', 'sherpa']),
  title: z.string().min(1),
  /** What it is recommended for. */
  use: z.string().min(1),
  licence: z.string().min(1),
  /** The page where the model is published. */
  source: z.url(),
  megabytes: z.number().positive(),
  files: z.array(fileSchema).min(1),
});
export type KnownModel = z.infer<typeof knownModelSchema>;

/**
 * The known models, the recommended ones first. Checksums are those that the publisher's storage shows (Git LFS) or that
 * several independent programs pin; where neither was found the field is empty.
 */
export function knownModels(): KnownModel[] {
  const text = readFileSync(new URL('./known-models.json', import.meta.url), 'utf8');
  return z.array(knownModelSchema).parse(JSON.parse(text));
}

/** Where a file of a model lies in the models folder: Whisper models are single files, the others have a folder. */
export const placeOfFile = (model: KnownModel, file: KnownFile): string[] =>
  model.engine === 'whisper' ? [file.name] : [model.id, file.name];
