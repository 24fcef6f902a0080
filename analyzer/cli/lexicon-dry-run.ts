/** `kamerton lexicon dry-run`: what the lexicons of a folder would change in all stored calls; nothing is written. */
import { readJudgeSource } from '../scoring/judge-call.ts';
import { readArguments, UsageError } from './arguments.ts';
import { checkSince, runRescore } from './run-rescore.ts';

/**
 * Exit code 0 when every call was gone through, 1 when some were left out.
 * @throws UsageError for wrong arguments; KamertonError `bad_lexicon`, or when the stores are not there
 */
export async function lexiconDryRun(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    since: { type: 'string' },
    json: { type: 'boolean', default: false },
  });
  const [folder] = positionals;
  if (folder === undefined || positionals.length > 1) {
    throw new UsageError('нужна папка словарей: lexicon dry-run ПАПКА [--since ГГГГ-ММ-ДД] [--json]');
  }
  checkSince(values.since);
  return runRescore({ source: readJudgeSource(folder), since: values.since, dryRun: true, json: values.json });
}
