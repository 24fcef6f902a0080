/** Criteria that count findings of named rules: so many in the call, or so many per 100 operator words. */
import type { Decider } from './case.ts';
import { countedMeasure, countedShare } from './counted-share.ts';
import { counted, decimal } from './russian-numbers.ts';
import { failed, notApplicable, notSure, passed } from './verdict.ts';

export const decideByFindings: Decider = ({ findings, knownRules, operatorWords, settings }, entry) => {
  if (entry.kind !== 'count' && entry.kind !== 'density') return notApplicable('Критерий не считает нарушения.');
  if (operatorWords === 0) return notApplicable('Оператор в записи не говорит.');
  const rules: readonly string[] = entry.rules ?? [];
  if (!rules.some((rule) => knownRules.has(rule))) return notApplicable('В словарях нет записей этого правила.');
  const found: number[] = [];
  const sure: number[] = [];
  findings.forEach(({ rule, certain }, index) => {
    if (!rules.includes(rule)) return;
    found.push(index);
    if (certain) sure.push(index);
  });
  const measure = (count: number) => countedMeasure(entry, count, operatorWords, settings);
  const shareWith = (count: number) => countedShare(entry, count, operatorWords, settings);
  const share = shareWith(sure.length);
  const support = { findings: found };
  const words = sure.map((index) => `«${findings[index]?.text ?? ''}»`);
  const listed = words.length > 3 ? `${words.slice(0, 3).join(', ')} и ещё ${words.length - 3}` : words.join(', ');
  const density =
    entry.kind === 'density'
      ? `, ${decimal(measure(sure.length))} на 100 слов при допустимых ${decimal(entry.limits.acceptable)}`
      : '';
  if (share === null)
    return failed(`${counted(sure.length, 'нарушение', 'нарушения', 'нарушений')}${density}: ${listed}.`, support);
  if (found.length > sure.length && shareWith(found.length) === null) {
    return notSure('Есть возможные нарушения, их должен подтвердить человек.', support);
  }
  if (sure.length === 0) return passed('Нарушений нет.', { ...support, share });
  return passed(`${counted(sure.length, 'нарушение', 'нарушения', 'нарушений')}${density}: в пределах допустимого.`, {
    ...support,
    share,
  });
};
