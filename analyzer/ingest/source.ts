/** Where recordings come from by themselves: the file of sources, one entry a folder that an exchange writes into. */
import { z } from 'zod';
import { columnMappingSchema } from './cdr/column-mapping.ts';
import { presetNames } from './presets/index.ts';

const sideSchema = z.enum(['left', 'right']);
const folderSchema = z.string().min(2).max(1_000).startsWith('/', 'нужен полный путь, с /');
const zoneSchema = z
  .string()
  .max(60)
  .refine((zone) => Intl.supportedValuesOf('timeZone').includes(zone) || zone === 'UTC', 'неизвестный часовой пояс');

export const sourceSchema = z.strictObject({
  /** Short name, shown to people. */
  name: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, 'имя источника – латинские буквы, цифры, «-» и «_»'),
  kind: z.literal('folder').default('folder'),
  folder: folderSchema,
  /** False: the source rests. */
  on: z.boolean().default(true),
  preset: z.enum(presetNames).optional(),
  /** Zone of the exchange's clock; empty: the call centre's. */
  time_zone: zoneSchema.optional(),
  /** Folders inside the folder count too. */
  nested: z.boolean().default(true),
  /** A file is taken when its size has stood still for so many seconds. */
  settle_seconds: z.number().min(0).max(3_600).default(10),
  /** `marker`: only when a file <name>.done lies beside it. */
  complete: z.enum(['settled', 'marker']).default('settled'),
  /** What becomes of a file that was taken. */
  after: z.enum(['move', 'leave', 'delete']).default('move'),
  /** Files in `done` are removed after so many days; empty: they are kept. */
  keep_done_days: z.number().int().min(1).max(3_650).optional(),
  /** What a recording waits for before it is taken. */
  wait_for: z.enum(['nothing', 'sidecar', 'cdr']).default('nothing'),
  /** After so many minutes it is taken with what is known. */
  wait_minutes: z.number().min(0).max(10_080).default(60),
  /** Patterns of names, before those of the preset. */
  names: z.array(z.string().min(1).max(200)).max(30).default([]),
  /** CDR files of the exchange. */
  cdr: z
    .strictObject({
      /** A file, or a folder of them. */
      path: folderSchema,
      /** The columns; empty: those of the preset. */
      mapping: columnMappingSchema.optional(),
      /** Zone of the times in it; empty: the preset's, then the source's. */
      time_zone: zoneSchema.optional(),
    })
    .optional(),
  /** Which channel of a stereo recording the operator is on; it is checked against the sound. */
  operator_channel: z.strictObject({ incoming: sideSchema.optional(), outgoing: sideSchema.optional() }).default({}),
  /** Direction of calls that tell nothing of it. */
  direction: z.enum(['incoming', 'outgoing']).optional(),
  /** What every call of the source has: the announcement before the operator, the queue. */
  calls: z
    .strictObject({
      company_in_ivr: z.boolean().optional(),
      recording_notice_in_ivr: z.boolean().optional(),
      queue: z.string().min(1).max(100).optional(),
    })
    .default({}),
});
export type Source = z.output<typeof sourceSchema>;

export const sourcesFileSchema = z
  .strictObject({ sources: z.array(sourceSchema).max(100) })
  .refine(
    ({ sources }) => new Set(sources.map(({ name }) => name)).size === sources.length,
    'имена источников повторяются',
  );
