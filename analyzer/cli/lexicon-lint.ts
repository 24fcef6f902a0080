/** `kamerton lexicon lint`: checks lexicon files and runs their own examples. */
import { defaultFolder, type LexiconProblem, readLexicons } from '#lexicons';
import { loadMorphology } from '../language/morphology.ts';
import { lintLexicons } from '../rules/lint-lexicons.ts';
import { readArguments, UsageError } from './arguments.ts';
import { problemLine } from './lexicon-folder.ts';
import { writeOut } from './write-out.ts';

/** A file with more unknown words than this tells them in one line: hundreds of slang words would bury what matters. */
const mostToldSingly = 3;
/** Words named in such a line. */
const wordsNamed = 5;

/**
 * Prints one line for every error and warning, one for all unknown words of a file, and a summary.
 * @param args at most one folder (the running lexicons by default); `--all` tells each unknown word with its line
 * @returns 0 when there is no error (warnings do not count), 1 otherwise
 * @throws UsageError for wrong arguments
 */
export async function lexiconLint(args: readonly string[]): Promise<number> {
  const { positionals, values } = readArguments(args, { all: { type: 'boolean' } });
  if (positionals.length > 1) throw new UsageError('укажите одну папку словарей: lexicon lint [ПАПКА] [--all]');
  const reading = readLexicons(positionals[0] ?? defaultFolder);
  const problems = lintLexicons(reading, await loadMorphology());
  const grouped = values.all ? new Map<string, ReadonlySet<string>>() : manyUnknownWords(problems);
  const single = problems.filter(({ file, unknownWord }) => unknownWord === undefined || !grouped.has(file));
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const hint = grouped.size > 0 ? 'каждое слово и номер его строки: --all\n' : '';
  const summary = `ошибок: ${errors}, предупреждений: ${problems.length - errors}\n`;
  await writeOut(single.map(problemLine).join('') + [...grouped].map(groupLine).join('') + hint + summary);
  return errors === 0 ? 0 : 1;
}

/** Unknown words by file, each once, of the files that have many. */
function manyUnknownWords(problems: readonly LexiconProblem[]): Map<string, ReadonlySet<string>> {
  const words = new Map<string, Set<string>>();
  for (const { file, unknownWord } of problems) {
    if (unknownWord !== undefined) words.set(file, (words.get(file) ?? new Set()).add(unknownWord));
  }
  return new Map([...words].filter(([, ofFile]) => ofFile.size > mostToldSingly));
}

function groupLine([file, words]: readonly [string, ReadonlySet<string>]): string {
  const named = [...words].slice(0, wordsNamed).map((word) => `«${word}»`);
  const more = words.size > wordsNamed ? ' …' : '';
  return `${file}: предупреждение: слов, которых нет в словаре русского языка: ${words.size} – ${named.join(', ')}${more}\n`;
}
