/** The order of names and words for readers: ё stands beside е, whatever the letter case; figures count as numbers. */
export const { compare: inRussianOrder } = new Intl.Collator('ru', { numeric: true });
