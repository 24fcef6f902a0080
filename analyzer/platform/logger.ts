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
  return pino({ level, redact: { paths, censor: '[скрыто]' }, base: null }, pino.destination(2));
}
