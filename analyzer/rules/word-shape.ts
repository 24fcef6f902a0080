/** Words known by their shape: numbers and hesitation sounds. */
import { hasReading, type Reading } from '../language/morphology.ts';

const numberLemmas = new Set(['тысяча', 'миллион', 'миллиард', 'полтора', 'ноль', 'нуль', 'сто']);

/** A number in digits or a numeral word in any case («двадцать», «пятьсот», «первого»). */
export function isNumberWord(norm: string, readings: readonly Reading[]): boolean {
  if (/^\p{N}/u.test(norm)) return true;
  return (
    hasReading(readings, 'NUMR') ||
    hasReading(readings, 'Anum') ||
    readings.some((reading) => numberLemmas.has(reading.lemma))
  );
}

/** «э», «э-э», «эм», «м-м», «ээээ», «эээм»: a sound without a word. «м» and «мм» may be units: they are not meant here. */
export function isHesitation(norm: string): boolean {
  if (norm.length > 24) return false;
  return /^(?:э[эм]*(?:-[эм]+)*|м+(?:-[эм]+)+|ммм+|а-а-а+(?:-а+)*|ы-ы+(?:-ы+)*)$/.test(norm);
}
