/** Whether a scorecard fits this engine: every criterion of the standard is there, every line can be decided. */
import type { Scorecard } from '#lexicons';
import { KamertonError } from '#platform';
import { criterionIds } from '../domain/criterion.ts';
import { ruleNameSchema } from '../domain/finding.ts';
import { deciderOf } from './deciders.ts';
import { scorecardEntries } from './weigh.ts';

const bad = (cause: string): KamertonError =>
  new KamertonError('bad_lexicon', `карта оценки: ${cause}; исправьте lexicons/ru/scorecard.yaml`);

/** @throws KamertonError `bad_lexicon` that names the criterion */
export function checkScorecard(scorecard: Scorecard): void {
  const entries = scorecardEntries(scorecard);
  const present = new Set(entries.map(({ id }) => id));
  const missing = criterionIds.find((id) => !present.has(id));
  if (missing) throw bad(`нет критерия «${missing}»`);
  for (const entry of entries) {
    const rules = 'rules' in entry ? (entry.rules ?? []) : [];
    const unknown = rules.find((rule) => !ruleNameSchema.safeParse(rule).success);
    if (unknown !== undefined) throw bad(`критерий «${entry.id}» называет неизвестное правило «${unknown}»`);
    if (!deciderOf(entry.id, rules.length > 0)) throw bad(`критерий «${entry.id}» программа решать не умеет`);
  }
}
