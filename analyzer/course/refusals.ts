/** Refusals and the other ways offered with them (5.6.3: a refusal offers an alternative). */
import type { Call } from '../domain/call.ts';
import type { Heard, PhraseFinder } from './course-phrases.ts';

export interface Refusal {
  words: Heard;
  /** What was offered instead; null for a bare refusal. */
  alternative: Heard | null;
}

/** The other way is looked for in the refusal's own segment and in so many of the company's next ones. */
const nextSegments = 2;

/** Refusals of the operator and the specialist; those that follow each other without an offer are one. */
export function findRefusals(call: Call, phrases: PhraseFinder): Refusal[] {
  const offers = [
    ...phrases.find('alternative', 'operator', 'specialist'),
    ...phrases.find('callback_promise', 'operator', 'specialist'),
    ...phrases.find('transfer_announcement', 'operator', 'specialist'),
  ];
  const company = call.segments.flatMap(({ speaker }, i) =>
    speaker === 'operator' || speaker === 'specialist' ? [i] : [],
  );
  const harmless = phrases.find('not_refusal', 'operator', 'specialist');
  // «Не могу открыть карточку, минуту, пожалуйста»: he is still trying.
  const waiting = phrases.find('hold_request', 'operator', 'specialist');
  const refusals = phrases.find('refusal', 'operator', 'specialist');
  return refusals
    .filter((words) => !harmless.some((other) => overlapping(other, words)))
    .filter((words) => !waiting.some(({ segment }) => segment === words.segment))
    .filter((words) => !words.entry.endsWith('/impossible') || answersRequest(call, words, phrases))
    .map((words) => {
      const place = company.indexOf(words.segment);
      const reach = new Set(company.slice(place, place + 1 + nextSegments));
      const alternative = offers.find((offer) => reach.has(offer.segment) && !overlapping(offer, words)) ?? null;
      return { words, alternative };
    });
}

/** «Пломбу снимать нельзя» in the middle of an explanation refuses nothing; after «А можно по телефону?» it does. */
function answersRequest(call: Call, words: Heard, phrases: PhraseFinder): boolean {
  const before = call.segments[words.segment]?.text.split(words.text)[0] ?? '';
  if (/(?:^|[.!?,]\s*)(?:нет|увы|к сожалению|боюсь)/i.test(before)) return true;
  const asked = call.segments.slice(0, words.segment).findLastIndex(({ speaker }) => speaker === 'client');
  const text = call.segments[asked]?.text ?? '';
  return text.includes('?') || phrases.find('client_request', 'client').some(({ segment }) => segment === asked);
}

const overlapping = (a: Heard, b: Heard): boolean => a.segment === b.segment && a.start < b.end && b.start < a.end;
