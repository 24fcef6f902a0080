/** Runs of spoken numbers in one turn, with sums, dates, times and counts told apart from what is dictated. */

import { digitGroups, isDigits, isNumber, scalePattern } from '../language/number-words.ts';
import type { Token } from '../language/tokens.ts';

export interface NumberRun {
  /** Token indexes, both inclusive. */
  from: number;
  to: number;
  groups: string[];
  digits: string;
  /** The digits when a comma or a pause ends a group: «триста, сорок» is 340 for one speaker and 300 40 for another. */
  apart: string;
  /** Thousands were said: mostly a sum. */
  scaled: boolean;
}

/** Words that may stand between the groups of one dictated number. */
const glue =
  /^(?:и|тире|дефис|дробь|плюс|пробел|далее|дальше|затем|потом|ну|вот|э|э-э|эм|м|м-м|так|скобка|слеш|черта|значит|минус)$/;
const mostGlue = 2;
/** What is counted in units is a sum, an amount or a time. */
const unit =
  /^(?:руб|копе|процент|куб|минут|секунд|час|дн(?:я|ей|ем|и)$|ден(?:ь|ег)|лет$|год|месяц|недел|раз[а]?$|квадрат|метр|киловатт|квт|градус|целы|целая|десят(?:ых|ая|ой)$|сот(?:ых|ая|ой)$|тысячн|человек|чел$|этаж|числ|январ|феврал|март|апрел|ма[йя]$|мае$|июн|июл|август|сентябр|октябр|ноябр|декабр|цифр|знак|квартир(?:ы|$)|дом(?:а|ов)$|подъезд|экземпляр|строк|стро[кч]|пункт|комнат|ребен|дет(?:ей|и)$|сут(?:ок|ки)|литр|гигакал|гкал|тонн|бал+|штук|счетчик|прибор|платеж|квитанц|звонк|заяв|жильц|собственник|стать|фз$|мегабайт|утра$|вечера$|ночи$|дня$|жил|адрес|колонк|лицев|справ|документ|чек|месяч|кварт(?:ал)|ставк|семь[ия]$|больше$|меньше$)/;

/** True when what follows the token counts it. */
export function isCounted(tokens: readonly Token[], last: number, end: number): boolean {
  const next = tokens[last + 1];
  if (next === undefined || last + 1 >= end) return false;
  // After a full stop a new sentence begins: «…пять. Квартиры у нас разные».
  if (next.tidy && next.clause !== tokens[last]?.clause) return false;
  return unit.test(next.norm) || scalePattern.test(next.norm);
}

/** Runs between two tokens (`end` exclusive); those that a unit, a month or an ordinal follows are left out. */
export function findNumberRuns(
  tokens: readonly Token[],
  start: number,
  end: number,
  isOrdinal: (norm: string) => boolean,
): NumberRun[] {
  const runs: NumberRun[] = [];
  for (let i = start; i < end; ) {
    const first = tokens[i];
    if (!first || !(isNumber(first.norm) || scalePattern.test(first.norm))) {
      i += 1;
      continue;
    }
    let to = i;
    let next = i + 1;
    for (; next < end && next - to <= mostGlue + 1; next += 1) {
      const norm = tokens[next]?.norm ?? '';
      if (isNumber(norm) || scalePattern.test(norm)) to = next;
      else if (!glue.test(norm)) break;
    }
    const kept = withoutCounted(tokens, i, to, end, isOrdinal);
    if (kept !== null) {
      const heard = tokens.slice(i, kept + 1).filter(({ norm }) => isNumber(norm) || scalePattern.test(norm));
      const groups = digitGroups(heard.map(({ norm }) => norm));
      const apart = heard.flatMap(({ norm, part }, k) =>
        k > 0 && part !== heard[k - 1]?.part ? [null, norm] : [norm],
      );
      const scaled = heard.some(({ norm }) => scalePattern.test(norm));
      runs.push({ from: i, to: kept, groups, digits: groups.join(''), apart: digitGroups(apart).join(''), scaled });
    }
    i = to + 1;
  }
  return runs;
}

/** The last token of the run before a counted tail («…шестнадцать. Сорок рублей»); null when all of it is counted. */
function withoutCounted(
  tokens: readonly Token[],
  from: number,
  to: number,
  end: number,
  isOrdinal: (norm: string) => boolean,
): number | null {
  const next = tokens[to + 1];
  const sameSentence = next !== undefined && to + 1 < end && !(next.tidy && next.clause !== tokens[to]?.clause);
  // «Плюс семь девятьсот … тридцать три, третий раз звоню»: a long number is no date.
  const ordinal = sameSentence && to - from < 4 && isOrdinal(next.norm) && !isDigits(next.norm);
  if (!ordinal && !isCounted(tokens, to, end)) return to;
  // The tail is the last sentence or the last part between commas of a long dictation.
  const tailOf = (key: 'clause' | 'part'): number => {
    let cut = to;
    while (cut > from && tokens[cut - 1]?.[key] === tokens[to]?.[key]) cut -= 1;
    return cut;
  };
  const cut = Math.max(tailOf('clause'), from);
  return cut > from ? cut - 1 : null;
}
