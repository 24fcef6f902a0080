/** One structured logger for every process; on top of the rule «nothing private in logs» it redacts by key. */
import { type Logger, pino } from 'pino';

export type { Logger };

/** Keys that carry personal data or secrets; their values never reach a log line. */
const privateKeys = [
  'text',
  'transcript',
  'segments',
  'phone',
  'password',
  'cookie',
  'authorization',
  'title',
  'fileName',
];

/** Creates the process logger. JSON lines on standard error, so that standard output stays free for results. */
export function createLogger(level: string): Logger {
  const paths = privateKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]);
  return pino(
    { level, redact: { paths, censor: '[скрыто]' }, base: null, serializers: { err: describeError } },
    pino.destination(2),
  );
}

/** Errors whose message quotes what was being read or written: rows, transcripts. */
const quoting = new Set(['ClickHouseError', 'SyntaxError']);

/** An error for the log: what and where; its message only when it cannot quote a transcript. */
export function describeError(error: Error & { code?: unknown }): Record<string, unknown> {
  return {
    type: error.name,
    ...(error.code === undefined ? {} : { code: error.code }),
    ...(quoting.has(error.name) ? {} : { message: error.message }),
    frames: error.stack
      ?.split('\n')
      .filter((line) => line.startsWith('    at '))
      .map((line) => line.trim()),
  };
}
