/** `kamerton score`: scores transcripts, one answer a call in the order of the input; bad input never stops the rest. */
import { judgeCall, loadJudge } from '../scoring/judge-call.ts';
import { readArguments, UsageError } from './arguments.ts';
import { readCalls } from './read-calls.ts';
import { reportCall } from './report-call.ts';
import { writeOut } from './write-out.ts';

/** Exit code 0 when every call was scored, 1 when some input failed, 2 for wrong usage. */
export async function score(args: readonly string[]): Promise<number> {
  let inputs: string[];
  let json: boolean;
  try {
    const { values, positionals } = readArguments(args, { json: { type: 'boolean', default: false } });
    if (positionals.length === 0) throw new UsageError('не указан ни один файл');
    inputs = positionals;
    json = values.json;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`kamerton score: ${error.message}; использование: kamerton score ФАЙЛ… [--json]\n`);
    return 2;
  }
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
      await writeOut(json ? `${JSON.stringify(scored)}\n` : reportCall(scored));
    }
  }
  return failed > 0 ? 1 : 0;
}
