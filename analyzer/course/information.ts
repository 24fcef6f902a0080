/** How long information was given on the client's request (Table 5): first answer to the closing questions, without holds. */
import type { Call } from '../domain/call.ts';
import { subtractIntervals, totalLength } from '../domain/interval.ts';
import type { Interval } from '../domain/sound-report.ts';
import type { PhraseFinder } from './course-phrases.ts';
import type { Hold } from './holds.ts';
import type { Opening } from './opening.ts';

/** Longest time that the operator, or the specialist after him, gave information; null when none was given. */
export function measureInformation(
  call: Call,
  opening: Opening,
  holds: readonly Hold[],
  phrases: PhraseFinder,
): (Interval & { seconds: number }) | null {
  const { request } = opening;
  if (request === null) return null;
  const specialist = call.segments.findIndex(({ speaker }) => speaker === 'specialist');
  const spans = [
    spanOf('operator', request, specialist < 0 ? call.segments.length : specialist),
    specialist < 0 ? null : spanOf('specialist', specialist - 1, call.segments.length),
  ];
  return spans.reduce((longest, span) => (span && span.seconds > (longest?.seconds ?? 0) ? span : longest), null);

  function spanOf(
    speaker: 'operator' | 'specialist',
    after: number,
    before: number,
  ): (Interval & { seconds: number }) | null {
    const asking = new Set(
      (['account_number_request', 'account_address_request', 'name_question'] as const).flatMap((set) =>
        phrases.find(set, speaker).map(({ segment }) => segment),
      ),
    );
    const places = (set: 'understanding_check' | 'thanks_for_call' | 'farewell'): number[] =>
      phrases.find(set, speaker).flatMap(({ segment }) => (segment > after ? [segment] : []));
    // After «остались ли вопросы» the client may ask on: the last such question closes.
    const closing = [places('understanding_check').at(-1), places('thanks_for_call')[0], places('farewell')[0]].filter(
      (segment) => segment !== undefined,
    );
    const end = Math.min(before, ...closing);
    const announcing = new Set(holds.map(({ announced }) => announced?.segment));
    const isGiving = (index: number, text: string): boolean =>
      !announcing.has(index) && !(asking.has(index) && isShort(text));
    const giving = call.segments.flatMap((segment, index) =>
      index > after && index < end && segment.speaker === speaker && isGiving(index, segment.text) ? [segment] : [],
    );
    const first = giving[0];
    const last = giving.at(-1);
    if (!first || !last) return null;
    const span = { start: first.start, end: last.end };
    return { ...span, seconds: totalLength(subtractIntervals([span], holds)) };
  }
}

/** A longer utterance informs even if it also asks something. */
const askingWords = 20;
const isShort = (text: string): boolean => text.trim().split(/\s+/).length <= askingWords;
