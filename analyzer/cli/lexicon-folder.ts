/** A folder of lexicons as the trainers' commands need it: checked, with its problems told in one line each. */
import { type LexiconProblem, readLexicons } from '#lexicons';
import { loadMorphology } from '../language/morphology.ts';
import { lintLexicons } from '../rules/lint-lexicons.ts';
import { loadRulebook, type Rulebook } from '../rules/rulebook.ts';

/** One line for one problem: «файл:строка: причина». */
export function problemLine({ severity, file, line, message }: LexiconProblem): string {
  return `${file}:${line}: ${severity === 'warning' ? 'предупреждение: ' : ''}${message}\n`;
}

/** Compiles a folder; when it has errors, writes them to standard error and gives null. */
export async function rulebookOf(folder: string): Promise<Rulebook | null> {
  const reading = readLexicons(folder);
  const morphology = await loadMorphology();
  const errors = lintLexicons(reading, morphology).filter(({ severity }) => severity === 'error');
  for (const problem of errors) process.stderr.write(problemLine(problem));
  return errors.length === 0 ? loadRulebook(reading.lexicons, morphology) : null;
}
