/** When a report is sent next, and which days it is about. Pure. */
import { localDay, type ReportPlan, weekOf } from '#analyzer';
import { dayMs, dayOf, timeOf } from './local-days.ts';

type When = Pick<ReportPlan, 'every' | 'onDay' | 'atHour'>;

/** The first instant after `after` that the plan names. A month without its day sends on its last one. */
export function nextReport({ every, onDay, atHour }: When, after: Date, zone: string): Date {
  // Two months hold every day of a plan at least once.
  for (let time = timeOf(localDay(after, zone)); ; time += dayMs) {
    const date = new Date(time);
    const lastOfMonth = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
    const isDay =
      every === 'week' ? (date.getUTCDay() || 7) === onDay : date.getUTCDate() === Math.min(onDay, lastOfMonth);
    if (!isDay) continue;
    const at = instantOf(dayOf(time), atHour, zone);
    if (at > after) return at;
  }
}

/** The last 12 whole weeks, or months, before the instant: local days, both included. */
export function reportDays(every: When['every'], at: Date, zone: string): { from: string; to: string } {
  const day = localDay(at, zone);
  if (every === 'week') {
    const monday = timeOf(weekOf(day).from);
    return { from: dayOf(monday - 12 * 7 * dayMs), to: dayOf(monday - dayMs) };
  }
  const today = new Date(timeOf(day));
  const first = Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), 1);
  return { from: dayOf(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - 12, 1)), to: dayOf(first - dayMs) };
}

/** The instant of a local hour; of an hour that a change of the clock skips, the one after it. */
function instantOf(day: string, hour: number, zone: string): Date {
  const wanted = timeOf(day) + hour * 3_600_000;
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  let at = wanted;
  for (let i = 0; i < 3; i += 1) {
    const local = Date.parse(`${shown.format(at).replace(' ', 'T')}Z`);
    if (local === wanted) break;
    at += wanted - local;
  }
  return new Date(at);
}
