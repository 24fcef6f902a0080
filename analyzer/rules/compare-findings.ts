/** What a change of lexicons would flag: findings that appear and that go, with their sentences. Pure. */
import type { Call } from '../domain/call.ts';
import type { Finding } from '../domain/finding.ts';
import { tokenizeCall } from '../language/tokens.ts';
import { findBrokenRules } from './find-broken-rules.ts';
import type { Rulebook } from './rulebook.ts';

export interface FindingChange {
  kind: 'added' | 'removed';
  call: string;
  finding: Finding;
  /** The whole utterance. */
  sentence: string;
}

/** Changes in one call, by place. A finding that only becomes (un)certain is one removed and one added. */
export function compareFindings(call: Call, before: Rulebook, after: Rulebook): FindingChange[] {
  const judge = (rulebook: Rulebook) => findBrokenRules(call, tokenizeCall(call, rulebook.aliases), rulebook);
  const [old, fresh] = [judge(before), judge(after)];
  const keys = (findings: readonly Finding[]) => new Set(findings.map(keyOf));
  const [oldKeys, freshKeys] = [keys(old), keys(fresh)];
  const change =
    (kind: FindingChange['kind']) =>
    (finding: Finding): FindingChange => ({
      kind,
      call: call.id,
      finding,
      sentence: call.segments[finding.segment]?.text ?? '',
    });
  return [
    ...old.filter((finding) => !freshKeys.has(keyOf(finding))).map(change('removed')),
    ...fresh.filter((finding) => !oldKeys.has(keyOf(finding))).map(change('added')),
  ].sort((a, b) => a.finding.segment - b.finding.segment || a.finding.start - b.finding.start);
}

function keyOf({ entry, segment, start, text, certain }: Finding): string {
  return JSON.stringify([entry, segment, start, text, certain]);
}
