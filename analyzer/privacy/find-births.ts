/** Dates of birth: a date beside «дата рождения», «родился», «года рождения», or in answer to a question for it. */
import { hasReading, type Morphology } from '../language/morphology.ts';
import { isNumber, scalePattern } from '../language/number-words.ts';
import type { Token } from '../language/tokens.ts';
import type { Turn } from './dialogue.ts';
import type { TokenSpan } from './find-emails.ts';

const month = /^(?:январ|феврал|март|апрел|ма[йя]$|мае$|июн|июл|август|сентябр|октябр|ноябр|декабр)/;
const yearWord = /^(?:год|года|году|годах|г)$/;
const written = /^\d{1,2}[.,]\d{1,2}[.,](?:\d{2}|\d{4})$/;
const reach = 4;

export function findBirths(tokens: readonly Token[], turns: readonly Turn[], morphology: Morphology): TokenSpan[] {
  const isDate = (i: number): boolean => {
    const norm = tokens[i]?.norm ?? '';
    return (
      isNumber(norm) ||
      scalePattern.test(norm) ||
      month.test(norm) ||
      yearWord.test(norm) ||
      written.test(norm) ||
      /^\d+-?(?:го|й|е|м|ого)$/.test(norm) ||
      hasReading(morphology.readings(norm), 'Anum')
    );
  };
  const found: TokenSpan[] = [];
  const take = (start: number, turn: Turn, reachTo: number): number => {
    let from = start;
    while (from < turn.to && from <= reachTo && !isDate(from)) from += 1;
    if (from >= turn.to || !isDate(from)) return start;
    let to = from;
    while (to + 1 < turn.to && isDate(to + 1)) to += 1;
    if (to > from || /\d{2}/.test(tokens[to]?.norm ?? '')) found.push({ from, to });
    return to;
  };
  for (const turn of turns) {
    if (turn.machine) continue;
    const asked = turn.asked.has('birth');
    if (asked && !turn.company) take(turn.from, turn, turn.from + 8);
    for (let i = turn.from; i < turn.to; i += 1) {
      const norm = tokens[i]?.norm ?? '';
      if (/^рожден/.test(norm)) {
        let from = i;
        while (from > turn.from && isDate(from - 1)) from -= 1;
        if (from < i - 1) found.push({ from, to: i });
        i = Math.max(i, take(i + 1, turn, i + reach));
      } else if (/^родил(?:ся|ась|ись)$/.test(norm)) i = Math.max(i, take(i + 1, turn, i + reach));
    }
  }
  return found;
}
