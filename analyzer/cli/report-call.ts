/** A scored call as text for a person at a terminal. */
import type { Outcome } from '../domain/criterion.ts';
import type { ScoredCall } from '../domain/scored-call.ts';

const marks: Record<Outcome, string> = { passed: '✓', failed: '✗', not_sure: '?', not_applicable: '·' };

/** Several lines: the score, what failed or is not sure with its reason, and the findings with their seconds. */
export function reportCall(scored: ScoredCall): string {
  const score = scored.score === null ? 'оценки нет' : `${scored.score.toLocaleString('ru')} из 100`;
  const quality = scored.quality === null ? '' : `; без него было бы ${scored.quality.toLocaleString('ru')}`;
  const fatal = scored.fatal.length > 0 ? ` (грубое нарушение: ${scored.fatal.join(', ')}${quality})` : '';
  const criteria = scored.criteria
    .filter((criterion) => criterion.outcome === 'failed' || criterion.outcome === 'not_sure')
    .map((criterion) => `  ${marks[criterion.outcome]} ${criterion.title} [${criterion.section}]: ${criterion.reason}`);
  const findings = scored.findings.map((finding) => {
    const better = finding.replacement === '' ? '' : ` → ${finding.replacement}`;
    return `  ${clock(finding.start)}  ${finding.rule}${finding.certain ? '' : ' (под вопросом)'}: «${finding.text}»${better}`;
  });
  return `${[`${scored.id}: ${score}${fatal}`, ...criteria, ...findings].join('\n')}\n`;
}

/** Seconds as «м:сс». */
function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
