/** `kamerton lexicon lint`: checks lexicon files and runs their own examples. */
import { defaultFolder, readLexicons } from '#lexicons';
import { loadMorphology } from '../language/morphology.ts';
import { lintLexicons } from '../rules/lint-lexicons.ts';
import { readArguments, UsageError } from './arguments.ts';
import { writeOut } from './write-out.ts';

/**
 * Runs a subcommand of `kamerton lexicon`.
 * @throws UsageError for an unknown one
 */
export async function lexicon(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name !== 'lint') throw new UsageError('после lexicon нужна команда lint');
  return lexiconLint(rest);
}

/**
 * Prints one line for every error and warning and a summary.
 * @param args at most one folder; the shipped lexicons by default
 * @returns 0 when there is no error (warnings do not count), 1 otherwise
 * @throws UsageError for wrong arguments
 */
export async function lexiconLint(args: readonly string[]): Promise<number> {
  const { positionals } = readArguments(args, {});
  if (positionals.length > 1) throw new UsageError('укажите одну папку словарей');
  const reading = readLexicons(positionals[0] ?? defaultFolder);
  const problems = lintLexicons(reading, await loadMorphology());
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const lines = problems.map(
    ({ severity, file, line, message }) =>
      `${file}:${line}: ${severity === 'warning' ? 'предупреждение: ' : ''}${message}\n`,
  );
  const summary = `ошибок: ${errors}, предупреждений: ${problems.length - errors}\n`;
  await writeOut(lines.join('') + summary);
  return errors === 0 ? 0 : 1;
}
