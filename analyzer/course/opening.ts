/** The opening of a call: the operator's words before the client says what he needs, and the name heard in them. */
import type { Call } from '../domain/call.ts';
import type { Evidence } from '../domain/criterion.ts';
import { hasReading, type Morphology } from '../language/morphology.ts';
import { normalize } from '../language/norm.ts';
import type { Token } from '../language/tokens.ts';
import type { PhraseFinder } from './course-phrases.ts';

export interface Opening {
  /** The operator's segments of the opening; empty when he says nothing. */
  segments: ReadonlySet<number>;
  /** The client's segment in which he says what he needs; null when there is none. */
  request: number | null;
  /** Words before the first comma or point that are neither a greeting nor a name: perhaps a company nobody listed. */
  unknownCaller: Evidence | null;
}

/** A client's utterance with fewer words than this beside «алло, здравствуйте» is no request yet. */
const requestWords = 2;

/** The machine's announcements before the operator are not his opening. */
export function readOpening(
  call: Call,
  tokens: readonly Token[],
  phrases: PhraseFinder,
  morphology: Morphology,
): Opening {
  const first = tokens.find(({ speaker }) => speaker === 'operator')?.segment;
  const segments = new Set<number>();
  if (first === undefined) return { segments, request: null, unknownCaller: null };
  const unknownCaller = findUnknownCaller(call, tokens, first, phrases, morphology);
  const smallTalk = countBySegment(phrases.find('client_opening', 'client'));
  const words = countBySegment(tokens);
  for (const [index, { speaker }] of call.segments.entries()) {
    if (index < first || speaker === 'ivr') continue;
    if (speaker === 'operator') segments.add(index);
    else if (speaker === 'specialist') break;
    else if ((words.get(index) ?? 0) - (smallTalk.get(index) ?? 0) >= requestWords)
      return { segments, request: index, unknownCaller };
  }
  return { segments, request: null, unknownCaller };
}

/** A company's name may have so many words («Первая управляющая»). */
const callerWords = 4;

/** «Жилищник, Мария, здравствуйте!»: nouns before the first comma that are no name, no role and no greeting. */
function findUnknownCaller(
  call: Call,
  tokens: readonly Token[],
  segment: number,
  phrases: PhraseFinder,
  morphology: Morphology,
): Evidence | null {
  const [first] = tokens.filter((token) => token.segment === segment);
  const part = tokens.filter((token) => token.segment === segment && token.part === first?.part);
  const last = part.at(-1);
  if (!first?.tidy || !last || part.length > callerWords) return null;
  const known = (['salutation_any', 'salutation_morning', 'salutation_day', 'salutation_evening'] as const)
    .flatMap((set) => phrases.find(set, 'operator'))
    .concat(phrases.find('name_cue', 'operator'), phrases.find('offer_of_help', 'operator'))
    .some(({ segment: at, start, end }) => at === segment && start < last.end && end > first.start);
  const readings = part.map(({ norm }) => morphology.readings(norm));
  const isSpoken = readings.some((all) =>
    all.some(
      ({ tags, known: listed }) => listed && ['VERB', 'INFN', 'NPRO', 'Name', 'INTJ'].some((tag) => tags.has(tag)),
    ),
  );
  const hasNoun = readings.some((all) => all.some(({ tags }) => tags.has('NOUN')));
  if (known || isSpoken || !hasNoun) return null;
  const text = call.segments[segment]?.text.slice(first.from, last.to) ?? '';
  return { segment, start: first.start, end: last.end, text };
}

function countBySegment(places: readonly { segment: number }[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { segment } of places) counts.set(segment, (counts.get(segment) ?? 0) + 1);
  return counts;
}

/**
 * The word with which the operator names himself: the roster's name, a name after «меня зовут», «оператор» or the company,
 * otherwise a name standing alone. Вера, Надежда, Любовь, Лев are names too: a capital letter or the cue decides.
 */
export function findOperatorName(
  call: Call,
  tokens: readonly Token[],
  opening: Opening,
  phrases: PhraseFinder,
  morphology: Morphology,
): Token | null {
  const spoken = tokens.filter(({ segment, speaker }) => speaker === 'operator' && opening.segments.has(segment));
  const roster = new Set(
    (call.operator?.name ?? '')
      .split(/\s+/)
      .map(normalize)
      .filter((word) => word.length > 2),
  );
  const cues = [...phrases.find('name_cue', 'operator'), ...phrases.find('company', 'operator')];
  const nearCue = ({ segment, start }: Token): boolean =>
    cues.some(
      (cue) =>
        cue.segment === segment &&
        spoken.some((word) => word.start >= cue.end - 0.001 && word.start <= start) &&
        spoken.filter((word) => word.segment === segment && word.start >= cue.end - 0.001 && word.start < start)
          .length <= 2,
    );
  // «Меня зовут Севда»: whatever follows is the name, whether the dictionary knows it or not.
  const isIntroduced = ({ segment, norm }: Token, index: number): boolean => {
    const before = spoken[index - 1];
    const introduced = cues.some(
      (cue) => cue.entry === 'name_cue/my-name' && cue.segment === segment && cue.end === before?.end,
    );
    return (
      introduced &&
      !morphology.readings(norm).some(({ tags, known }) => known && spokenTags.some((tag) => tags.has(tag)))
    );
  };
  // «Расчётный центр, София, добрый день»: names that the dictionary lacks or has as a town stand between commas.
  const standsAsName = (token: Token, index: number): boolean =>
    token.tidy &&
    isCapital(token.text) &&
    /[ая]$/.test(token.norm) &&
    spoken[index - 1]?.part !== token.part &&
    spoken[index + 1]?.part !== token.part &&
    !morphology
      .readings(token.norm)
      .some(({ tags, known }) => known && tags.has('nomn') && !tags.has('Geox') && !tags.has('Name'));
  // «добрый день лев чем могу помочь»: without capitals the place beside the greeting tells a name from an animal.
  const greetings = (['salutation_any', 'salutation_morning', 'salutation_day', 'salutation_evening'] as const).flatMap(
    (set) => phrases.find(set, 'operator'),
  );
  const besideSalutation = ({ segment, start, end }: Token): boolean =>
    greetings.some(
      (said) =>
        said.segment === segment &&
        !spoken.some(
          (word) =>
            word.segment === segment &&
            ((word.start >= said.end && word.end <= start) || (word.start >= end && word.end <= said.start)),
        ),
    );
  const listed = phrases.find('operator_name', 'operator');
  const isListed = ({ segment, start }: Token): boolean =>
    listed.some((name) => name.segment === segment && name.start === start);
  const isName = (token: Token, index: number): boolean => {
    if (roster.has(token.norm) || isIntroduced(token, index)) return true;
    const readings = morphology.readings(token.norm);
    const shortest = nearCue(token) && isCapital(token.text) ? 2 : 3;
    const named =
      isListed(token) ||
      (hasReading(readings, 'Name', 'nomn') && !hasReading(readings, 'NPRO') && token.norm.length >= shortest);
    const surname = hasReading(readings, 'Surn', 'nomn');
    if (nearCue(token)) return named || (surname && isCapital(token.text)) || standsAsName(token, index);
    if (!named) return false;
    // «Сергей Петрович, здравствуйте» in an outgoing call is the client's name.
    const next = spoken[index + 1];
    if (call.direction === 'outgoing' && next && hasReading(morphology.readings(next.norm), 'Patr')) return false;
    return token.tidy ? isCapital(token.text) : readings[0]?.tags.has('Name') === true || besideSalutation(token);
  };
  return spoken.find(isName) ?? null;
}

const spokenTags = ['VERB', 'INFN', 'NPRO', 'PREP', 'CONJ', 'INTJ', 'ADVB'];
const isCapital = (word: string): boolean => /^\p{Lu}/u.test(word);
