/** How much a finding costs: what the entry says, otherwise by the criterion that counts the rule. Pure. */
import type { Lexicons, Scorecard } from '#lexicons';
import type { Severity } from '../domain/trust.ts';

/** Points from which a criterion that counts findings weighs heavily. */
const heavy = 4;

/** Answers for «rule» and «rule/entry». */
export function severityFinder(
  { rules }: Pick<Lexicons, 'rules'>,
  { groups }: Pick<Scorecard, 'groups'>,
): (key: string) => Severity {
  const own = new Map<string, Severity>(
    rules.flatMap(({ rule, entries }) =>
      entries.flatMap(({ id, severity }) => (severity === undefined ? [] : [[`${rule}/${id}`, severity] as const])),
    ),
  );
  const criteria = groups.flatMap((group) => group.criteria);
  return (key) => {
    const [rule = ''] = key.split('/');
    const counting = criteria.filter((one) => 'rules' in one && one.rules?.includes(rule));
    const byRule: Severity = counting.some(({ fatal }) => fatal !== false)
      ? 'fatal'
      : counting.some(({ weight }) => weight >= heavy)
        ? 'major'
        : 'minor';
    return own.get(key) ?? byRule;
  };
}
