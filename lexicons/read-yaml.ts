/** YAML 1.2 rule files: schema check with the line of every problem; no anchors and no custom tags. */
import { isAlias, LineCounter, parseDocument, visit } from 'yaml';
import type { z } from 'zod';
import type { LexiconProblem } from './lexicon-error.ts';
import { mixedWord } from './look-alikes.ts';

type Path = readonly PropertyKey[];

export interface YamlFile<T> {
  value: T | undefined;
  /** Line of the node at a path («entries», 3). */
  lineOf(path: Path): number;
}

/** Parses and checks a file; problems go to `report`, and `value` is undefined when there was any. */
export function readYaml<T>(
  text: string,
  file: string,
  schema: z.ZodType<T>,
  report: (problem: LexiconProblem) => void,
): YamlFile<T> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, version: '1.2', merge: false, stringKeys: true });
  let broken = false;
  const error = (line: number, message: string) => {
    broken = true;
    report({ severity: 'error', file, line, message });
  };
  const lineAt = (offset: number | undefined) => (offset === undefined ? 0 : lines.linePos(offset).line);
  for (const problem of [...document.errors, ...document.warnings]) {
    error(lineAt(problem.pos[0]), `ошибка YAML: ${problem.message.split('\n')[0] ?? ''}`);
  }
  visit(document, {
    Node(_key, node) {
      if (isAlias(node) || ('anchor' in node && node.anchor)) {
        error(lineAt(node.range?.[0]), 'якоря и ссылки YAML не поддерживаются');
      }
    },
    Scalar(_key, node) {
      const mixed = typeof node.value === 'string' ? mixedWord(node.value) : undefined;
      if (mixed) {
        error(lineAt(node.range?.[0]), `в слове «${mixed.word}» смешаны кириллица и латиница: буква «${mixed.letter}»`);
      }
    },
  });
  const lineOf = (path: Path): number => {
    for (let length = path.length; length >= 0; length -= 1) {
      const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
      const range = (node as { range?: [number, number, number] } | null | undefined)?.range;
      if (range) return lineAt(range[0]);
    }
    return 0;
  };
  if (broken) return { value: undefined, lineOf };
  const parsed = schema.safeParse(document.toJS({ maxAliasCount: 0 }) ?? {});
  if (parsed.success) return { value: parsed.data, lineOf };
  for (const issue of parsed.error.issues) {
    error(lineOf(issue.path), explain(issue, document.hasIn(issue.path)));
  }
  return { value: undefined, lineOf };
}

function explain(issue: z.core.$ZodIssue, present: boolean): string {
  const where = issue.path.filter((step) => typeof step === 'string').at(-1);
  if (issue.code === 'unrecognized_keys') return `неизвестное поле «${issue.keys.join('», «')}»`;
  if (issue.code === 'too_small') return `пустое значение поля «${String(where ?? 'файл')}»`;
  if (!present && where !== undefined) return `нет поля «${String(where)}»`;
  return `недопустимое значение поля «${String(where ?? 'файл')}»`;
}
