/** Dictation: the operator gives digits or an address to write down, and whether he asks to check them (5.6.3). */
import type { Call } from '../domain/call.ts';
import type { Evidence } from '../domain/criterion.ts';
import type { Token } from '../language/tokens.ts';
import { evidenceOf, type Heard, type PhraseFinder } from './course-phrases.ts';
import { findNumberRuns } from './number-runs.ts';

export interface Dictation {
  /** What was dictated; empty when nothing was. */
  dictated: Evidence[];
  /** The invitation to check, said after the first dictation. */
  check: Heard | null;
  /** Dictated numbers whose words have times: most digits that were said without a pause. */
  paced: (Evidence & { inOneBreath: number })[];
}

/** Fewer digits are remembered, not written down («номер заявки двести шесть»). */
const leastDigits = 5;
/** A number in one or two pieces is a sum («шестьсот двенадцать, сорок») or a reading unless it is this long. */
const longNumber = 7;
const leastGroups = 3;
/** After «записывайте» a shorter number is dictated too, if it follows within this time, seconds. */
const cueReach = 15;
const leastDigitsAfterCue = 3;

export function readDictation(call: Call, tokens: readonly Token[], phrases: PhraseFinder): Dictation {
  const cues = phrases.find('dictation_cue', 'operator', 'specialist');
  const isCued = (at: number): boolean => cues.some(({ start }) => start <= at && at - start <= cueReach);
  const runs = findNumberRuns(tokens);
  let heardFromClient = '';
  const groupsFromClient = new Set<string>();
  const dictated: Evidence[] = [];
  const paced: Dictation['paced'] = [];
  for (const run of runs) {
    if (run.first.speaker === 'client') {
      heardFromClient += ` ${run.groups.join('')}`;
      for (const group of run.groups) groupsFromClient.add(group);
    }
    if (run.first.speaker !== 'operator' && run.first.speaker !== 'specialist') continue;
    // Numbers that the client named are repeated to him, not dictated.
    const own =
      !heardFromClient.includes(run.groups.join('')) && run.groups.some((group) => !groupsFromClient.has(group));
    const cued = isCued(run.first.start);
    const long = run.digits >= leastDigits && (run.groups.length >= leastGroups || run.digits >= longNumber);
    if (!own || !(long || (cued && run.digits >= leastDigitsAfterCue))) continue;
    const said = evidenceOfRun(tokens, run.first, run.last);
    dictated.push(said);
    if (call.segments[run.first.segment]?.words?.length) paced.push({ ...said, inOneBreath: run.inOneBreath });
  }
  const places = [
    ...phrases.find('address_given', 'operator', 'specialist'),
    ...phrases.find('dictated_address', 'operator', 'specialist'),
  ];
  dictated.push(...places.filter((place) => isCued(place.start)).map(evidenceOf));
  dictated.sort((a, b) => a.start - b.start);
  const from = dictated[0]?.start ?? Number.POSITIVE_INFINITY;
  const checks = phrases.find('dictation_check', 'operator', 'specialist');
  return { dictated, check: checks.find(({ start }) => start >= from) ?? null, paced };
}

function evidenceOfRun(tokens: readonly Token[], from: Token, to: Token): Evidence {
  const words = tokens.filter(
    ({ segment, from: at }) => segment === from.segment && at >= from.from && (to.segment !== segment || at <= to.from),
  );
  return { segment: from.segment, start: from.start, end: to.end, text: words.map(({ text }) => text).join(' ') };
}
