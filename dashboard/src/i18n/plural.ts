/** Words that agree with a number. */

const russian = new Intl.PluralRules('ru');
const english = new Intl.PluralRules('en');

/**
 * The Russian form for a number: `one` 1, 21 (звонок); `few` 2–4, 22 and fractions (звонка); `many` 0, 5–20 (звонков).
 */
export function pluralRu(count: number, one: string, few: string, many: string): string {
  const form = russian.select(count);
  if (form === 'one') return one;
  return form === 'many' ? many : few;
}

/** The English form for a number. */
export function pluralEn(count: number, one: string, other: string): string {
  return english.select(count) === 'one' ? one : other;
}

/** A length in the genitive, as it stands after «из»: «8 минут», «1 минуты 21 секунды». `seconds` are rounded. */
export function lengthAfterOf(seconds: number): string {
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  const rest = whole - minutes * 60;
  const parts = [
    minutes > 0 && `${minutes} ${pluralRu(minutes, 'минуты', 'минут', 'минут')}`,
    (rest > 0 || minutes === 0) && `${rest} ${pluralRu(rest, 'секунды', 'секунд', 'секунд')}`,
  ];
  return parts.filter(Boolean).join(' ');
}
