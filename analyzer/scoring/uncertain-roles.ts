/** Calls whose speakers are only guessed: whatever was found may have been said by the other side. */
import type { Criterion } from '../domain/criterion.ts';
import type { Finding } from '../domain/finding.ts';

const guessed = 'запись на одном канале, и кто говорит, программа только предполагает';

/** The finding as a hint for a person. */
export function guessedFinding(finding: Finding): Finding {
  if (!finding.certain) return finding;
  return { ...finding, certain: false, reason: `${finding.reason} Не уверены: ${guessed}.` };
}

/** A fault as a question to a person; what telephony tells does not depend on who speaks. */
export function guessedCriterion(criterion: Criterion): Criterion {
  if (criterion.outcome !== 'failed' || byTelephony.has(criterion.id)) return criterion;
  return { ...criterion, outcome: 'not_sure', reason: `${criterion.reason} Не уверены: ${guessed}.` };
}

const byTelephony: ReadonlySet<string> = new Set(['time.queue', 'time.wrap_up']);
