/** The standard as data: its requirements by section, and by which criteria and rules each is judged. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { LexiconError, type LexiconProblem } from './lexicon-error.ts';
import { readYaml } from './read-yaml.ts';

/** By whom a requirement is judged: the machine, the machine in part, only a person, once when the menu is set up. */
export const judgedHowSchema = z.enum(['checked', 'partly', 'person', 'setup']);

const clauseSchema = z.strictObject({
  text: z.string().min(1),
  how: judgedHowSchema,
  /** Lines of the scorecard. */
  criteria: z.array(z.string()).default([]),
  /** Rules (rules/*.yaml) whose findings count. */
  rules: z.array(z.string()).default([]),
  note: z.string().default(''),
});

const standardFileSchema = z.strictObject({
  sections: z
    .array(
      z.strictObject({
        id: z.string().regex(/^5\.\d(\.\d)?$/),
        title: z.string().min(1),
        clauses: z.array(clauseSchema).min(1),
      }),
    )
    .min(1),
});
export type Standard = z.infer<typeof standardFileSchema>;

const defaultPath = fileURLToPath(new URL('./ru/standard.yaml', import.meta.url));

/**
 * Reads the requirements.
 * @throws LexiconError for the first thing wrong: «файл:строка: причина»
 */
export function loadStandard(path: string = defaultPath): Standard {
  const problems: LexiconProblem[] = [];
  const file = basename(path);
  const { value } = readYaml(readFileSync(path, 'utf8'), file, standardFileSchema, (problem) => problems.push(problem));
  const first = problems[0];
  if (first) throw new LexiconError(first);
  if (!value) throw new LexiconError({ file, line: 0, message: 'нет ни одного требования' });
  return value;
}
