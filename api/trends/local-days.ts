/** Local days as text («2026-03-31») and as times to count with. Pure. */

export const dayMs = 86_400_000;
/** Midnight UTC of the day, milliseconds of the epoch: only differences of such times mean anything. */
export const timeOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);
export const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
/** As it is written on paper: 31.03.2026. */
export const dayText = (day: string): string => day.split('-').reverse().join('.');

const longestDays = 3 * 366;

/** A period from its two ends, whichever is named first: in order, and its last three years where it is longer. */
export function daysInOrder(one: string, other: string): { from: string; to: string } {
  const times = [timeOf(one), timeOf(other)];
  const last = Math.max(...times);
  return { from: dayOf(Math.max(Math.min(...times), last - longestDays * dayMs)), to: dayOf(last) };
}
