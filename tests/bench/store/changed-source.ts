/** What benches change in the lexicons and the scorecard before history is judged anew. */
import type { JudgeSource } from '../../../analyzer/scoring/judge-call.ts';
import { scorecardEntries } from '../../../analyzer/scoring/weigh.ts';

function edited(
  source: JudgeSource,
  name: string,
  edit: (rules: JudgeSource['lexicons']['rules']) => JudgeSource['lexicons']['rules'],
) {
  const lexicons = { ...source.lexicons, rules: edit(source.lexicons.rules), version: name };
  return { ...source, lexicons, versions: { ...source.versions, lexicon: name } };
}

/** Every line weighs one point more: every call gets another score. */
export function withWeights(source: JudgeSource): JudgeSource {
  const scorecard = structuredClone(source.scorecard);
  for (const line of scorecardEntries(scorecard)) line.weight += 1;
  scorecard.version = 'heavier';
  return { ...source, scorecard, versions: { ...source.versions, scorecard: scorecard.version } };
}

export const withEntry = (source: JudgeSource, pattern: string): JudgeSource =>
  edited(source, `with ${pattern}`, (rules) =>
    rules.map((rule) =>
      rule.rule === 'irritant'
        ? { ...rule, entries: [...rule.entries, { id: 'bench', pattern, file: 'bench.yaml', line: 1 }] }
        : rule,
    ),
  );

export const withoutEntry = (source: JudgeSource): JudgeSource =>
  edited(source, 'without one', (rules) =>
    rules.map((rule) => (rule.rule === 'blame' ? { ...rule, entries: rule.entries.slice(1) } : rule)),
  );
