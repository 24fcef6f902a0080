/** Dictation: the operator gives digits or an address to write down, and whether he asks to check them (5.6.3). */
import type { Evidence } from '../domain/criterion.ts';
import type { Token } from '../language/tokens.ts';
import type { Heard, PhraseFinder } from './course-phrases.ts';
import { findNumberRuns, type NumberRun } from './number-runs.ts';

export interface Dictation {
  /** What was dictated; empty when nothing was. */
  dictated: Evidence[];
  /** The invitation to check, said after the first dictation. */
  check: Heard | null;
}

/** Fewer digits are remembered, not written down («номер заявки двести шесть»). */
const leastDigits = 5;
/** After «записывайте» a shorter number is dictated too, if it follows within this time, seconds. */
const cueReach = 15;
const leastDigitsAfterCue = 3;

export function readDictation(tokens: readonly Token[], phrases: PhraseFinder): Dictation {
  const cues = phrases.find('dictation_cue', 'operator', 'specialist');
  const runs = findNumberRuns(tokens);
  const heardFromClient = new Set<string>();
  const dictated: NumberRun[] = [];
  for (const run of runs) {
    if (run.first.speaker === 'client') for (const group of run.groups) heardFromClient.add(group);
    if (run.first.speaker !== 'operator' && run.first.speaker !== 'specialist') continue;
    // Numbers that the client named are repeated to him, not dictated.
    const own = run.groups.some((group) => !heardFromClient.has(group));
    const cued = cues.some(({ start }) => start <= run.first.start && run.first.start - start <= cueReach);
    if (own && run.digits >= (cued ? leastDigitsAfterCue : leastDigits)) dictated.push(run);
  }
  const first = dictated[0];
  const checks = phrases.find('dictation_check', 'operator', 'specialist');
  return {
    dictated: dictated.map(({ first: from, last }) => evidenceOfRun(tokens, from, last)),
    check: (first && checks.find(({ start }) => start >= first.first.start)) ?? null,
  };
}

function evidenceOfRun(tokens: readonly Token[], from: Token, to: Token): Evidence {
  const words = tokens.filter(
    ({ segment, from: at }) => segment === from.segment && at >= from.from && (to.segment !== segment || at <= to.from),
  );
  return { segment: from.segment, start: from.start, end: to.end, text: words.map(({ text }) => text).join(' ') };
}
