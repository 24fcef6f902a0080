/** Topics of calls: words of the client by which a call is told to be about something. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { LexiconError, type LexiconProblem } from './lexicon-error.ts';
import { readYaml } from './read-yaml.ts';

const topicSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z_]{0,39}$/),
  title: z.string().min(1),
  /** Single words; any form of any of them tells the topic. */
  words: z.array(z.string().regex(/^[а-яёa-z0-9]+$/i)).min(1),
});
export type Topic = z.infer<typeof topicSchema>;

const topicFileSchema = z.strictObject({ topics: z.array(topicSchema).max(100) });
const defaultPath = fileURLToPath(new URL('./ru/topics.yaml', import.meta.url));

/**
 * Reads the topics.
 * @throws LexiconError for the first thing wrong: «файл:строка: причина»
 */
export function loadTopics(path: string = defaultPath): Topic[] {
  const problems: LexiconProblem[] = [];
  const file = basename(path);
  const { value } = readYaml(readFileSync(path, 'utf8'), file, topicFileSchema, (problem) => problems.push(problem));
  const first = problems[0];
  if (first) throw new LexiconError(first);
  const topics = value?.topics ?? [];
  const twice = topics.find(({ id }, i) => topics.findIndex((other) => other.id === id) !== i);
  if (twice) throw new LexiconError({ file, line: 0, message: `тема «${twice.id}» записана дважды` });
  return topics;
}
