/** The shipped rules on made-up calls, for tests. */
import { defaultFolder, loadLexicons } from '#lexicons';
import type { Call, Speaker, Word } from '../../analyzer/domain/call.ts';
import type { Finding } from '../../analyzer/domain/finding.ts';
import { loadMorphology } from '../../analyzer/language/morphology.ts';
import { tokenizeCall } from '../../analyzer/language/tokens.ts';
import { findBrokenRules } from '../../analyzer/rules/find-broken-rules.ts';
import { loadRulebook } from '../../analyzer/rules/rulebook.ts';

export const morphology = await loadMorphology();
export const rulebook = loadRulebook(loadLexicons(defaultFolder), morphology);

export type RuleCall = Pick<Call, 'segments' | 'direction'>;

export function findingsOf(call: RuleCall): Finding[] {
  return findBrokenRules(call, tokenizeCall(call, rulebook.aliases), rulebook);
}

/** A call of utterances «О: …», «К: …», «С: …», five seconds each. */
export function callOf(lines: readonly string[], direction: Call['direction'] = 'incoming', words?: Word[]): RuleCall {
  const speakers: Record<string, Speaker> = { О: 'operator', К: 'client', С: 'specialist', А: 'ivr' };
  const segments = lines.map((line, i) => ({
    speaker: speakers[line[0] ?? 'О'] ?? 'operator',
    start: i * 5,
    end: i * 5 + 4,
    text: line.slice(3),
    ...(words && i === lines.length - 1 ? { words } : {}),
  }));
  return { direction, segments };
}

/** «rule: words» of the findings in one utterance in the middle of an incoming call. */
export function judge(text: string): string[] {
  const call = callOf(['О: Расчётный центр, Марина, здравствуйте!', 'К: Здравствуйте.', `О: ${text}`]);
  return findingsOf(call)
    .filter(({ segment }) => segment === 2)
    .map((finding) => `${finding.rule}: ${finding.text}`);
}

/** The same for the operator's first utterance. */
export function judgeOpening(text: string, direction: Call['direction'] = 'incoming'): string[] {
  return findingsOf(callOf([`О: ${text}`], direction)).map((finding) => `${finding.rule}: ${finding.text}`);
}
