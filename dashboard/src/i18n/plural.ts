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
