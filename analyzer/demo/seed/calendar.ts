/** When calls come: more on Mondays and after the bills are delivered, peaks before noon and in the afternoon. Pure. */
import type { Random } from './random.ts';

const dayMs = 86_400_000;
/** Relative weights from Sunday to Saturday. */
const ofWeekday = [0.12, 1.3, 1.15, 1.05, 1, 0.9, 0.35];
/** Relative weights of the hours from 8 to 19, local time. */
const ofHour = [0.5, 1, 1.5, 1.6, 1.3, 0.9, 1, 1.25, 1.2, 0.9, 0.6, 0.4];
const firstHour = 8;
/** Call centre of the samples: Moscow time. */
const offset = '+03:00';

const isoDay = (time: number) => new Date(time).toISOString().slice(0, 10);

/** Days of the `months` before `today` (not in it) with how many of the `calls` fall on each. */
export function callsByDay(today: string, months: number, calls: number): { day: string; calls: number }[] {
  const end = Date.parse(`${today}T00:00:00Z`);
  const begin = new Date(end);
  begin.setUTCMonth(begin.getUTCMonth() - months);
  const days: { day: string; weight: number }[] = [];
  for (let time = begin.getTime(); time < end; time += dayMs) {
    days.push({ day: isoDay(time), weight: weightOf(new Date(time)) });
  }
  const total = days.reduce((sum, { weight }) => sum + weight, 0);
  let weightSoFar = 0;
  let callsSoFar = 0;
  return days.map(({ day, weight }) => {
    weightSoFar += weight;
    const due = Math.round((calls * weightSoFar) / total);
    const here = due - callsSoFar;
    callsSoFar = due;
    return { day, calls: here };
  });
}

function weightOf(date: Date): number {
  const dayOfMonth = date.getUTCDate();
  // Bills come in the first week, readings are due by the 25th.
  const season = dayOfMonth >= 5 && dayOfMonth <= 12 ? 1.4 : dayOfMonth >= 20 && dayOfMonth <= 25 ? 1.25 : 1;
  return (ofWeekday[date.getUTCDay()] ?? 1) * season;
}

/** A moment of the working day, with the offset of the call centre. */
export function momentOf(day: string, random: Random): { startedAt: string; hour: number } {
  let left = random.next() * ofHour.reduce((sum, weight) => sum + weight, 0);
  let hour = firstHour;
  for (const weight of ofHour) {
    left -= weight;
    if (left < 0) break;
    hour += 1;
  }
  const two = (value: number) => String(value).padStart(2, '0');
  const startedAt = `${day}T${two(hour)}:${two(random.whole(0, 59))}:${two(random.whole(0, 59))}${offset}`;
  return { startedAt, hour };
}
