/** Runs of spoken numbers: «сорок семь, ноль двадцать восемь» as groups of digits, apart from sums and dates. */
import { digitGroups, isDigits, numberWord } from '../language/number-words.ts';
import type { Token } from '../language/tokens.ts';

export interface NumberRun {
  first: Token;
  last: Token;
  /** The numbers as said, one group an element: 47, 0, 28. */
  groups: string[];
  digits: number;
  /** Digits of the longest stretch said without a pause. */
  inOneBreath: number;
}

/** A pause that lets the other side write, seconds: breaths between words are shorter. */
const writingPause = 0.2;

/** Words that may stand between the groups of one dictated number. */
const glue = new Set('и тире дефис дробь плюс пробел далее затем потом точка ну вот э э-э'.split(' '));
/** What is counted in units is a sum, an amount or a time, and is not dictated for writing down. */
const unitStart =
  /^(?:руб|копе|процент|куб|минут|секунд|час|дн|ден|лет|год|месяц|недел|раз|квадрат|метр|киловатт|градус|целых|целая|десят(?:ых|ая)|сот(?:ых|ая)|человек|этаж|числ|январ|феврал|март|апрел|ма[йя]$|июн|июл|август|сентябр|октябр|ноябр|декабр)/;
const scale = /^(?:тысяч|миллион|миллиард)/;

/** Runs of the given tokens (of any speakers), in their order; sums («двести рублей») are left out. */
export function findNumberRuns(tokens: readonly Token[]): NumberRun[] {
  const runs: NumberRun[] = [];
  let i = 0;
  while (i < tokens.length) {
    const first = tokens[i];
    if (!first || !isNumber(first.norm)) {
      i += 1;
      continue;
    }
    let next = i;
    let lastPlace = i;
    let last = first;
    const words: string[] = [];
    const breaths: string[][] = [[]];
    for (; next < tokens.length && tokens[next]?.turn === first.turn; next += 1) {
      const token = tokens[next];
      if (!token) break;
      if (isNumber(token.norm)) {
        if (token.start - last.end >= writingPause) breaths.push([]);
        breaths.at(-1)?.push(token.norm);
        words.push(token.norm);
        last = token;
        lastPlace = next;
      } else if (!glue.has(token.norm) || next - lastPlace > 2) break;
    }
    const after = tokens[next];
    const before = tokens[i - 1];
    // «Тысяча двести сорок два пятьдесят» is a sum too, whatever follows.
    const counted =
      (after?.turn === first.turn && (unitStart.test(after.norm) || scale.test(after.norm))) ||
      (before?.turn === first.turn && scale.test(before.norm));
    if (!counted) {
      const groups = digitGroups(words);
      const inOneBreath = Math.max(...breaths.map((said) => digitGroups(said).join('').length));
      runs.push({ first, last, groups, digits: groups.join('').length, inOneBreath });
    }
    // The rest of a sum («четыре тысячи восемьсот рублей») belongs to it.
    i = counted && after && scale.test(after.norm) ? skipSum(tokens, next + 1) : Math.max(next, i + 1);
  }
  return runs;
}

const isNumber = (norm: string): boolean => isDigits(norm) || numberWord(norm)?.plain === true;

function skipSum(tokens: readonly Token[], from: number): number {
  let i = from;
  while (tokens[i] && isNumber(tokens[i]?.norm ?? '')) i += 1;
  return i;
}
