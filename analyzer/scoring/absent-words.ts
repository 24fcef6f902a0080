/** «Оператор не представился» from a poorly recognised greeting: what was not heard may well have been said. */
import type { Course } from '../course/read-course.ts';
import type { Call } from '../domain/call.ts';
import type { Criterion } from '../domain/criterion.ts';
import type { Token } from '../language/tokens.ts';

/** Words with a probability below this are poorly heard (notes/language.md, section 2). */
const leastConfidence = 0.6;
/** With this share of poorly heard words a missing phrase proves nothing. */
const poorShare = 0.3;
/** The closing is said in the company's last segments. */
const closingSegments = 4;

/** Criteria that fail because a phrase was not heard, and where it should have been said. */
const absences: Record<string, 'opening' | 'closing' | 'call'> = {
  'greeting.company': 'opening',
  'greeting.name': 'opening',
  'greeting.salutation': 'opening',
  'greeting.offer': 'opening',
  recording_notice: 'opening',
  understanding_check: 'closing',
  'closing.thanks': 'closing',
  'closing.farewell': 'closing',
  account_check: 'call',
  name_address: 'call',
  'dictation.check': 'call',
  'transfer.announced': 'call',
  'transfer.thanks': 'call',
  'hold.thanks': 'call',
  'callback.promise': 'call',
  'conflict.empathy': 'call',
  'refusal.alternative': 'call',
};

/** The criterion as it is, or «not sure» when the words in which the phrase was looked for are poorly heard. */
export function doubtAbsence(criterion: Criterion, call: Call, tokens: readonly Token[], course: Course): Criterion {
  const where = absences[criterion.id];
  if (criterion.outcome !== 'failed' || where === undefined) return criterion;
  const segments = { opening: course.opening.segments, closing: lastSegments(call), call: null }[where];
  const words = tokens.filter(
    ({ speaker, segment, confidence }) =>
      (speaker === 'operator' || speaker === 'specialist') &&
      confidence !== null &&
      (segments === null || segments.has(segment)),
  );
  const poor = words.filter(({ confidence }) => confidence !== null && confidence < leastConfidence).length;
  if (words.length === 0 || poor < poorShare * words.length) return criterion;
  const reason = `${criterion.reason} Не уверены: слова оператора здесь распознаны плохо.`;
  return { ...criterion, outcome: 'not_sure', reason };
}

function lastSegments({ segments }: Call): ReadonlySet<number> {
  const company = segments.flatMap(({ speaker }, i) => (speaker === 'operator' || speaker === 'specialist' ? [i] : []));
  return new Set(company.slice(-closingSegments));
}
