/** `kamerton rescore`: past calls judged again by the lexicons and the scorecard of today. */
import { readArguments, UsageError } from './arguments.ts';
import { checkSince, runRescore } from './run-rescore.ts';

/**
 * Exit code 0 when every call of the period stands on today's versions, 1 when some were left out.
 * @throws UsageError for wrong arguments; KamertonError when the stores are not there or another re-score runs
 */
export async function rescore(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    since: { type: 'string' },
    json: { type: 'boolean', default: false },
  });
  if (positionals.length > 0) throw new UsageError(`лишнее: ${positionals.join(' ')}`);
  checkSince(values.since);
  return runRescore({ source: 'in force', since: values.since, dryRun: false, json: values.json });
}
