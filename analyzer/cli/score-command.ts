/** `kamerton score`: scores transcripts, one answer a call in the order of the input; bad input never stops the rest. */
import { judgeCall, loadJudge } from '../scoring/judge-call.ts';
import { readArguments, UsageError } from './arguments.ts';
import { readCalls } from './read-calls.ts';
import { reportCall } from './report-call.ts';
import { writeOut } from './write-out.ts';

/**
 * Exit code 0 when every call was scored, 1 when some input failed.
 * @throws UsageError for wrong arguments
 */
export async function score(args: readonly string[]): Promise<number> {
  const { values, positionals: inputs } = readArguments(args, { json: { type: 'boolean', default: false } });
  if (inputs.length === 0) throw new UsageError('не указан ни один файл');
  const judge = await loadJudge();
  let failed = 0;
  for (const input of inputs) {
    for await (const item of readCalls(input)) {
      if ('error' in item) {
        failed += 1;
        process.stderr.write(`${item.source}: ${item.error}\n`);
        continue;
      }
      const scored = judgeCall(item.call, null, judge);
      await writeOut(values.json ? `${JSON.stringify(scored)}\n` : reportCall(scored));
    }
  }
  return failed > 0 ? 1 : 0;
}
