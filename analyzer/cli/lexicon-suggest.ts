/** `kamerton lexicon suggest`: frequent operator phrases that no lexicon covers, for a trainer to look at. */
import { defaultFolder, loadLexicons } from '#lexicons';
import type { Call } from '../domain/call.ts';
import { loadMorphology } from '../language/morphology.ts';
import { suggestPhrases } from '../rules/suggest-phrases.ts';
import { readArguments, UsageError } from './arguments.ts';
import { readCalls } from './read-calls.ts';
import { tableOf } from './table.ts';
import { writeOut } from './write-out.ts';

/**
 * Prints the heaviest phrases as a table.
 * @returns 0; 1 when some call could not be read (the others count)
 * @throws UsageError for wrong arguments
 */
export async function lexiconSuggest(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    calls: { type: 'string', multiple: true },
    'min-calls': { type: 'string', default: '3' },
    top: { type: 'string', default: '50' },
  });
  const [leastCalls, top] = [Number(values['min-calls']), Number(values.top)];
  if (positionals.length > 1 || !values.calls?.length || !(leastCalls >= 1) || !(top >= 1)) {
    throw new UsageError('нужны звонки: lexicon suggest [ПАПКА] --calls ФАЙЛ.jsonl [--min-calls N] [--top N]');
  }
  const calls: Call[] = [];
  let failed = 0;
  for (const file of values.calls) {
    for await (const item of readCalls(file)) {
      if ('call' in item) calls.push(item.call);
      else {
        failed += 1;
        process.stderr.write(`${item.source}: ${item.error}\n`);
      }
    }
  }
  const lexicons = loadLexicons(positionals[0] ?? defaultFolder);
  const phrases = suggestPhrases(calls, lexicons, await loadMorphology(), leastCalls).slice(0, top);
  const rows = phrases.map(({ phrase, count, calls: inCalls, weight }) => [
    phrase,
    String(count),
    String(inCalls),
    weight.toFixed(1).replace('.', ','),
  ]);
  await writeOut(
    phrases.length === 0
      ? `Звонков: ${calls.length}. Частых фраз вне словарей не найдено.\n`
      : tableOf([['фраза', 'раз', 'звонков', 'вес'], ...rows]),
  );
  return failed > 0 ? 1 : 0;
}
