/** `kamerton lexicon lint`: checks lexicon files and runs their own examples. */
import { defaultFolder, readLexicons } from '#lexicons';
import { loadMorphology } from '../language/morphology.ts';
import { lintLexicons } from '../rules/lint-lexicons.ts';
import { readArguments, UsageError } from './arguments.ts';
import { problemLine } from './lexicon-folder.ts';
import { writeOut } from './write-out.ts';

/**
 * Prints one line for every error and warning and a summary.
 * @param args at most one folder; the running lexicons by default
 * @returns 0 when there is no error (warnings do not count), 1 otherwise
 * @throws UsageError for wrong arguments
 */
export async function lexiconLint(args: readonly string[]): Promise<number> {
  const { positionals } = readArguments(args, {});
  if (positionals.length > 1) throw new UsageError('укажите одну папку словарей: lexicon lint [ПАПКА]');
  const reading = readLexicons(positionals[0] ?? defaultFolder);
  const problems = lintLexicons(reading, await loadMorphology());
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const summary = `ошибок: ${errors}, предупреждений: ${problems.length - errors}\n`;
  await writeOut(problems.map(problemLine).join('') + summary);
  return errors === 0 ? 0 : 1;
}
