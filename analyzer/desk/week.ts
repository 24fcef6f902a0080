/** ISO weeks of the call centre's calendar: Monday to Sunday, named «2026-W47». Pure. */

/** First and last local day of a week, YYYY-MM-DD. */
export interface Week {
  name: string;
  from: string;
  to: string;
}

const dayMs = 86_400_000;
const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);

/** By time zone: making one costs as much as a hundred days. */
const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** Local day of an instant in a time zone. */
export function localDay(instant: Date, timeZone: string): string {
  const format = dayFormats.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  dayFormats.set(timeZone, format);
  return format.format(instant);
}

/** The week that a local day falls into. */
export function weekOf(day: string): Week {
  const time = Date.parse(`${day}T00:00:00Z`);
  const monday = time - ((new Date(time).getUTCDay() + 6) % 7) * dayMs;
  // The year of a week is that of its Thursday.
  const thursday = new Date(monday + 3 * dayMs);
  const yearStart = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  const number = Math.floor((thursday.getTime() - yearStart) / (7 * dayMs)) + 1;
  const name = `${thursday.getUTCFullYear()}-W${String(number).padStart(2, '0')}`;
  return { name, from: dayOf(monday), to: dayOf(monday + 6 * dayMs) };
}

/** The week of a name; null for a week that its year does not have. */
export function weekNamed(name: string): Week | null {
  const [, year, number] = /^(\d{4})-W(\d\d)$/.exec(name) ?? [];
  if (year === undefined || number === undefined) return null;
  // 4 January is always in the first week.
  const week = weekOf(dayOf(Date.parse(`${year}-01-04T00:00:00Z`) + (Number(number) - 1) * 7 * dayMs));
  return week.name === name ? week : null;
}
