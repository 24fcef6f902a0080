/** What a backup says of itself: how it was made, what is in it, and the SHA-256 of every file. */
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { hashPlain, KamertonError } from '../platform/index.ts';

/** A file of a backup. Millions of them have a line each in a file of their own, so that nobody must hold them all. */
const backedFileSchema = z.strictObject({
  /** Relative, with «/»; made by us alone, so nothing in it leads out of the folder. */
  path: z.string().regex(/^[a-z]+(\/[\w.-]*[\w-])+$/),
  bytes: z.number().int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** When the original was changed last, milliseconds: an unchanged recording is not copied again. */
  changed: z.number(),
});
export type BackedFile = z.infer<typeof backedFileSchema>;

export const manifestSchema = z.strictObject({
  format: z.literal(1),
  id: z.uuid(),
  /** When the state was copied: what came later is not in the backup. */
  madeAt: z.iso.datetime(),
  engine: z.enum(['sqlite', 'postgres']),
  /** Migrations of the facts store at that moment. */
  factsMigrations: z.array(z.string().regex(/^\d{4}_\w+\.sql$/)),
  tables: z.array(z.strictObject({ name: z.string().regex(/^[a-z_][a-z0-9_]*$/), rows: z.number().int().min(0) })),
  keys: z.strictObject({
    included: z.boolean(),
    /** Ids of the keys without which the recordings, and the original words, do not open. */
    recordings: z.array(z.string()),
    privacy: z.array(z.string()),
  }),
  files: z.strictObject({ count: z.number().int(), bytes: z.number().int(), sha256: z.string() }),
});
export type Manifest = z.infer<typeof manifestSchema>;

export const manifestName = 'manifest.json';
export const fileListName = 'files.jsonl';

/**
 * Reads the manifest of a whole backup.
 * @throws KamertonError `bad_input` when the folder holds none, or the list of files is not the one it was made with
 */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, manifestName), 'utf8').catch(() => null);
  if (text === null) {
    throw new KamertonError(
      'bad_input',
      `в папке ${folder} нет законченной резервной копии Kamerton (manifest.json); назовите папку вида kamerton-2026…`,
    );
  }
  let manifest: Manifest;
  try {
    manifest = manifestSchema.parse(JSON.parse(text));
  } catch (cause) {
    const message = `manifest.json в папке ${folder} не читается; копия сделана более новой программой или повреждена`;
    throw new KamertonError('bad_input', message, { cause });
  }
  const list = await readFile(join(folder, fileListName), 'utf8').catch(() => '');
  if (hashPlain(list) !== manifest.files.sha256) throw damaged(fileListName);
  return manifest;
}

/** The files of a backup, one at a time. */
export async function* backedFiles(folder: string): AsyncGenerator<BackedFile> {
  const lines = createInterface({
    input: createReadStream(join(folder, fileListName)),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  for await (const line of lines) yield backedFileSchema.parse(JSON.parse(line));
}

export const damaged = (path: string) =>
  new KamertonError('bad_input', `файл копии ${path} повреждён или пропал; возьмите другую копию`);
