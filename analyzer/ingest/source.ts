/** Where recordings come from by themselves: the file of sources, one entry a folder, a bucket or another machine. */
import { z } from 'zod';
import { columnMappingSchema } from './cdr/column-mapping.ts';
import { presetNames } from './presets/index.ts';

const sideSchema = z.enum(['left', 'right']);
const folderSchema = z.string().min(2).max(1_000).startsWith('/', 'нужен полный путь, с /');
const hostKeySchema = z
  .string()
  .regex(/^SHA256:[A-Za-z0-9+/]{43}=?$/, 'отпечаток ключа выглядит так: SHA256:… (43 знака)')
  .transform((key) => key.replace(/=$/, ''));
const zoneSchema = z
  .string()
  .max(60)
  .refine((zone) => Intl.supportedValuesOf('timeZone').includes(zone) || zone === 'UTC', 'неизвестный часовой пояс');

const settleSchema = z.number().min(0).max(3_600);

const cdrSchema = z.strictObject({
  /** A file or a folder of them on this machine; several, where one call is told of in several places (Asterisk: CDR and queue_log). */
  path: z.union([folderSchema, z.array(folderSchema).min(1).max(10)]),
  /** The columns; empty: those of the preset. */
  mapping: columnMappingSchema.optional(),
  /** Zone of the times in it; empty: the preset's, then the source's. */
  time_zone: zoneSchema.optional(),
});

/** The same CDR files may lie where the recordings do. */
const remoteCdrSchema = cdrSchema
  .extend({
    path: cdrSchema.shape.path.optional(),
    /** A file, or a folder of them, in the bucket or on the server of the source. */
    at_source: z.string().min(1).max(1_000).optional(),
  })
  .refine(
    ({ path, at_source }) => (path === undefined) !== (at_source === undefined),
    'нужно одно из двух: path (на этой машине) или at_source (там же, где записи)',
  );

/** What sources of every kind have. */
const anySource = {
  /** Short name, shown to people. */
  name: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, 'имя источника – латинские буквы, цифры, «-» и «_»'),
  /** False: the source rests. */
  on: z.boolean().default(true),
  preset: z.enum(presetNames).optional(),
  /** Zone of the exchange's clock; empty: the call centre's. */
  time_zone: zoneSchema.optional(),
  /** Folders inside the folder count too. */
  nested: z.boolean().default(true),
  /** A file is taken when its size has stood still for so many seconds. */
  settle_seconds: settleSchema.default(10),
  /** `marker`: only when a file <name>.done lies beside it. */
  complete: z.enum(['settled', 'marker']).default('settled'),
  /** What becomes of a file that was taken. */
  after: z.enum(['move', 'leave', 'delete']).default('move'),
  /** Files in `done` are removed after so many days. Never «for ever»: they are copies that deletion by request does not reach. */
  keep_done_days: z.number().int().min(1).max(30).default(3),
  /** The same for `rejected`, which has to be looked at by people. */
  keep_rejected_days: z.number().int().min(1).max(90).default(30),
  /** What a recording waits for before it is taken. */
  wait_for: z.enum(['nothing', 'sidecar', 'cdr']).default('nothing'),
  /** After so many minutes it is taken with what is known. */
  wait_minutes: z.number().min(0).max(10_080).default(60),
  /** Patterns of names, before those of the preset. */
  names: z.array(z.string().min(1).max(200)).max(30).default([]),
  /** CDR files of the exchange. */
  cdr: cdrSchema.optional(),
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
};

const notHere = (what: string, way: string) =>
  z.undefined({ error: `${what} в файле источников не пишут: ${way}` }).optional();

/** What sources have that lie on other machines. */
const remoteSource = {
  ...anySource,
  cdr: remoteCdrSchema.optional(),
  /** How often to look, seconds; while the source is in trouble more and more seldom, at last every quarter of an hour. */
  every_seconds: z.number().int().min(1).max(3_600).default(30),
};

const folderSourceSchema = z.strictObject({ ...anySource, kind: z.literal('folder'), folder: folderSchema });

const s3SourceSchema = z
  .strictObject({
    ...remoteSource,
    kind: z.literal('s3'),
    /** Address of the service; without TLS only with `allow_http`. */
    endpoint: z.url({ protocol: /^https?$/, error: 'нужен адрес https://…' }),
    allow_http: z.boolean().default(false),
    region: z.string().min(1).max(60).default('us-east-1'),
    bucket: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,62}$/, 'имя корзины: 3–63 строчные буквы, цифры, точки и дефисы'),
    /** Recordings are the objects whose names begin with this; it ends with «/» or is empty. */
    prefix: z
      .string()
      .max(900)
      .regex(/^(?!\/)(?:.*\/)?$/s, 'prefix не начинается с «/» и кончается на «/», например records/')
      .default(''),
    /** The bucket's name stands in the path of the address, not in its host. */
    path_style: z.boolean().default(true),
    /** Certificates that sign the service's own, PEM; besides the usual ones. */
    ca_file: folderSchema.optional(),
    /** Files with the access key; empty: KAMERTON_S3_ACCESS_KEY and KAMERTON_S3_SECRET_KEY. */
    access_key_file: folderSchema.optional(),
    secret_key_file: folderSchema.optional(),
    access_key: notHere('ключ доступа', 'укажите access_key_file или KAMERTON_S3_ACCESS_KEY'),
    secret_key: notHere('секретный ключ', 'укажите secret_key_file или KAMERTON_S3_SECRET_KEY'),
    /** An object appears when it is whole; wait only where its sidecars come later. */
    settle_seconds: settleSchema.default(0),
  })
  .refine(({ endpoint, allow_http }) => allow_http || endpoint.startsWith('https:'), {
    path: ['endpoint'],
    error: 'по http:// записи и подписи идут открыто; нужен https:// или "allow_http": true',
  })
  .refine(({ endpoint }) => !endpoint.includes('@'), { path: ['endpoint'], error: 'без имени и пароля в адресе' });

const sftpSourceSchema = z.strictObject({
  ...remoteSource,
  kind: z.literal('sftp'),
  host: z.string().regex(/^[\p{L}\d.:_-]{1,253}$/u, 'имя или адрес сервера без sftp:// и без пути'),
  port: z.number().int().min(1).max(65_535).default(22),
  user: z.string().min(1).max(100),
  folder: folderSchema,
  /** Fingerprints of the server's keys as `ssh-keygen -l` prints them. Without one nothing is sent; the error tells it. */
  host_key: z.union([hostKeySchema.transform((key) => [key]), z.array(hostKeySchema).min(1).max(10)]).default([]),
  private_key_file: folderSchema.optional(),
  passphrase_file: folderSchema.optional(),
  /** File with the password; empty: KAMERTON_SFTP_PASSWORD, where no private key is named. */
  password_file: folderSchema.optional(),
  password: notHere('пароль', 'укажите password_file или KAMERTON_SFTP_PASSWORD'),
  passphrase: notHere('пароль ключа', 'укажите passphrase_file'),
});

export type FolderSource = z.output<typeof folderSourceSchema>;
export type S3Source = z.output<typeof s3SourceSchema>;
export type SftpSource = z.output<typeof sftpSourceSchema>;

/** A source without a kind is a folder. */
export const sourceSchema = z.preprocess(
  (value) => (typeof value === 'object' && value !== null && !('kind' in value) ? { kind: 'folder', ...value } : value),
  z.discriminatedUnion('kind', [folderSourceSchema, s3SourceSchema, sftpSourceSchema], {
    error: 'kind бывает folder, s3, sftp',
  }),
);
export type Source = z.output<typeof sourceSchema>;

export const sourcesFileSchema = z
  .strictObject({ sources: z.array(sourceSchema).max(100) })
  .refine(
    ({ sources }) => new Set(sources.map(({ name }) => name)).size === sources.length,
    'имена источников повторяются',
  );
