/** The client's name and patronymic: when the operator came to know it, and whether he used it (5.6.5). */
import type { Call } from '../domain/call.ts';
import { hasReading, type Morphology } from '../language/morphology.ts';
import { normalize } from '../language/norm.ts';
import type { Token } from '../language/tokens.ts';
import type { PhraseFinder } from './course-phrases.ts';

export interface ClientName {
  /** «Сергей Петрович» as the client said it; null when no name with a patronymic is known. */
  name: string | null;
  /** Segment from which the operator knew it. */
  knownFrom: number;
  /** The operator's words of address. */
  used: Token | null;
  /** Company segments after the name was known: without any the operator had no chance. */
  chances: number;
}

export function readClientName(
  call: Call,
  tokens: readonly Token[],
  phrases: PhraseFinder,
  morphology: Morphology,
): ClientName {
  const stated = statedName(call, tokens, phrases, morphology) ?? nameOfRecord(call, morphology);
  if (!stated) return { name: null, knownFrom: 0, used: null, chances: 0 };
  const isCompany = (speaker: string): boolean => speaker === 'operator' || speaker === 'specialist';
  const used = tokens.find(
    (token) =>
      isCompany(token.speaker) &&
      token.segment >= stated.from &&
      lemmasOf(token.norm, 'Patr', morphology).has(stated.patronymic),
  );
  const chances = call.segments.filter(({ speaker }, i) => i > stated.from && isCompany(speaker)).length;
  return { name: stated.name, knownFrom: stated.from, used: used ?? null, chances };
}

interface StatedName {
  name: string;
  patronymic: string;
  from: number;
}

/** «Петрович», «Петровна», «Ильинична»: a look at the last letter spares nearly every word the dictionary. */
const patronymicEnd = /[ча]$/;

/**
 * A first name with a patronymic in the nominative, said by the client. A third person's name («соедините с Ольгой
 * Викторовной») stands in another case; in the nominative it counts only in answer to a question for the name, after
 * «меня зовут», or in a short utterance.
 */
function statedName(
  call: Call,
  tokens: readonly Token[],
  phrases: PhraseFinder,
  morphology: Morphology,
): StatedName | null {
  const asked = new Set(phrases.find('name_question', 'operator').map(({ segment }) => segment));
  const introduced = new Set(phrases.find('name_own', 'client').map(({ segment }) => segment));
  const others = new Set(phrases.find('other_person', 'operator', 'client').map(({ segment }) => segment));
  // «На кого оформлен счёт?» – «Петров Игорь Олегович.», «Это муж, Петров Игорь Олегович.»
  const isOthers = (segment: number): boolean =>
    !introduced.has(segment) && (others.has(segment) || (others.has(segment - 1) && !asked.has(segment - 1)));
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1];
    if (token.speaker !== 'client' || next?.turn !== token.turn || !patronymicEnd.test(next.norm)) continue;
    if (!hasReading(morphology.readings(next.norm), 'Patr', 'nomn')) continue;
    if (!hasReading(morphology.readings(token.norm), 'Name', 'nomn') || isOthers(token.segment)) continue;
    const words = call.segments[token.segment]?.text.trim().split(/\s+/).length ?? 0;
    const answers = [1, 2].some((back) => asked.has(token.segment - back));
    const [patronymic] = lemmasOf(next.norm, 'Patr', morphology);
    if (patronymic && (answers || introduced.has(token.segment) || words <= 5)) {
      return { name: `${token.text} ${next.text}`, patronymic, from: token.segment };
    }
  }
  return null;
}

/** The name that the telephony or the client card gave with the call. */
function nameOfRecord(call: Call, morphology: Morphology): StatedName | null {
  const words = (call.client?.name ?? '').split(/\s+/).filter(Boolean);
  for (const [index, word] of words.entries()) {
    const [patronymic] = lemmasOf(normalize(word), 'Patr', morphology);
    if (patronymic) return { name: words.slice(Math.max(0, index - 1), index + 1).join(' '), patronymic, from: 0 };
  }
  return null;
}

function lemmasOf(norm: string, tag: string, morphology: Morphology): Set<string> {
  const readings = morphology.readings(norm).filter(({ tags }) => tags.has(tag));
  return new Set(readings.map(({ lemma }) => lemma));
}
