/** Runs of spoken numbers: «сорок семь, ноль двадцать восемь» as groups of digits, apart from sums and dates. */
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

const valuesOf = (words: string, from: number, step: number): [string, number][] =>
  words.split(' ').map((word, i) => [word, from + i * step]);
const units = new Map([
  ...valuesOf('ноль один два три четыре пять шесть семь восемь девять', 0, 1),
  ...valuesOf('нуль одна две', 0, 1),
  ['одно', 1] as const,
]);
const teens = new Map(
  valuesOf(
    'десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать',
    10,
    1,
  ),
);
const tens = new Map(valuesOf('двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто', 20, 10));
const hundreds = new Map(
  valuesOf('сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот', 100, 100),
);
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
      } else if (!glue.has(token.norm) || next - tokens.indexOf(last) > 2) break;
    }
    const after = tokens[next];
    const before = tokens[i - 1];
    // «Тысяча двести сорок два пятьдесят» is a sum too, whatever follows.
    const counted =
      (after?.turn === first.turn && (unitStart.test(after.norm) || scale.test(after.norm))) ||
      (before?.turn === first.turn && scale.test(before.norm));
    if (!counted) {
      const groups = groupNumbers(words);
      const inOneBreath = Math.max(...breaths.map((said) => groupNumbers(said).join('').length));
      runs.push({ first, last, groups, digits: groups.join('').length, inOneBreath });
    }
    // The rest of a sum («четыре тысячи восемьсот рублей») belongs to it.
    i = counted && after && scale.test(after.norm) ? skipSum(tokens, next + 1) : Math.max(next, i + 1);
  }
  return runs;
}

const isNumber = (norm: string): boolean =>
  /^\d[\d-]*$/.test(norm) ||
  [units, teens, tens, hundreds].some((words) => words.has(norm)) ||
  /^нул(?:я|ей)$|^нолей$/.test(norm);

function skipSum(tokens: readonly Token[], from: number): number {
  let i = from;
  while (tokens[i] && isNumber(tokens[i]?.norm ?? '')) i += 1;
  return i;
}

/** A smaller class adds to a greater one («сто сорок два» is 142), anything else begins a new group; zeros stay. */
function groupNumbers(words: readonly string[]): string[] {
  const groups: string[] = [];
  let value: number | null = null;
  let room = 0;
  const flush = (): void => {
    if (value !== null) groups.push(String(value));
    value = null;
  };
  const add = (amount: number, size: number): void => {
    if (value !== null && room > size) value += amount;
    else {
      flush();
      value = amount;
    }
    room = size;
  };
  for (const word of words) {
    const unit = units.get(word);
    if (/^\d/.test(word)) {
      flush();
      groups.push(word.replace(/\D/g, ''));
    } else if (/^н[уо]л(?:я|ей)$/.test(word) && value !== null) {
      // «три нуля»
      const zeros: number = value;
      value = null;
      groups.push('0'.repeat(Math.min(zeros, 9)));
    } else if (unit === 0) {
      flush();
      groups.push('0');
    } else if (unit !== undefined) add(unit, 1);
    else if (teens.has(word)) {
      add(teens.get(word) ?? 0, 2);
      room = 1;
    } else if (tens.has(word)) add(tens.get(word) ?? 0, 2);
    else if (hundreds.has(word)) add(hundreds.get(word) ?? 0, 3);
  }
  flush();
  return groups;
}
