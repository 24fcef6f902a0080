/** Makes a finding out of a stretch of tokens: the quote, its times and what the standard says about it. */
import type { Call } from '../domain/call.ts';
import type { Finding, RuleName } from '../domain/finding.ts';
import type { Token } from '../language/tokens.ts';

/** What a rule knows when it finds something; places are token indexes, both inclusive. */
export interface Violation {
  rule: RuleName;
  from: number;
  to: number;
  /** Code of the entry, without the rule. */
  entry: string;
  section: string;
  replacement: string;
  reason: string;
  /** Absent: certain. Otherwise why a person should look at it, a Russian clause. */
  doubt?: string | undefined;
}

/** The evidence is cut to the segment where the phrase begins: a quote never spans two segments. */
export function findingOf(
  call: Pick<Call, 'segments'>,
  tokens: readonly Token[],
  violation: Violation,
  doubt: string | undefined,
): Finding | null {
  const first = tokens[violation.from];
  const segment = first && call.segments[first.segment];
  if (!first || !segment) return null;
  let last = first;
  for (let i = violation.from; i <= violation.to; i += 1) {
    const token = tokens[i];
    if (token?.segment === first.segment) last = token;
  }
  return {
    rule: violation.rule,
    segment: first.segment,
    text: segment.text.slice(first.from, last.to),
    start: first.start,
    end: last.end,
    speaker: first.speaker,
    section: violation.section,
    replacement: violation.replacement,
    entry: `${violation.rule}/${violation.entry}`,
    certain: doubt === undefined,
    reason: doubt === undefined ? violation.reason : `${violation.reason} Не уверены: ${doubt}.`,
  };
}
