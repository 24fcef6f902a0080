/** Periods as people type them («6 месяцев», «30 дней», «2 года», «никогда») and as the server keeps them («P6M»). Pure. */

const units: readonly [RegExp, string][] = [
  [/^(?:д|дн|дней|дня|день|d|days?)$/, 'D'],
  [/^(?:м|мес|месяц|месяца|месяцев|m|months?)$/, 'M'],
  [/^(?:г|год|года|лет|л|y|years?)$/, 'Y'],
];
const never = /^(?:|никогда|всегда|не удалять|never)$/;
const longest = 36_600;
const days: Record<string, number> = { D: 1, M: 28, Y: 365 };

/** The server's text; null keeps for ever; undefined is no period. */
export function periodOf(text: string): string | null | undefined {
  const plain = text.trim().toLowerCase().replace(/\.$/, '');
  if (never.test(plain)) return null;
  const [, count, word = ''] = /^([1-9]\d{0,3})\s*(\p{L}+)$/u.exec(plain) ?? [];
  const unit = units.find(([pattern]) => pattern.test(word))?.[1];
  if (count === undefined || unit === undefined) return undefined;
  return Number(count) * (days[unit] ?? 1) > longest ? undefined : `P${count}${unit}`;
}

/** Count and unit of a kept period; null when it is kept for ever. */
export function partsOf(period: string | null): { count: number; unit: 'D' | 'M' | 'Y' } | null {
  const [, count, unit] = /^P(\d+)([DMY])$/.exec(period ?? '') ?? [];
  return count === undefined || unit === undefined ? null : { count: Number(count), unit: unit as 'D' | 'M' | 'Y' };
}
