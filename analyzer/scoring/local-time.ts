/** Local time of a call and the part of the day it falls in (rules, part B: morning before 12, day to 18, evening after). */

/** Hour 0…23 by the clock of the call centre: as written, whatever the zone of this machine. Null when unknown. */
export function localHour(startedAt: string | undefined): number | null {
  const hour = /T(\d{2}):/.exec(startedAt ?? '')?.[1];
  return hour === undefined ? null : Number(hour);
}

export function partOfDay(hour: number) {
  if (hour < 12) return { set: 'salutation_morning', name: 'утром', greeting: 'Доброе утро' } as const;
  if (hour < 18) return { set: 'salutation_day', name: 'днём', greeting: 'Добрый день' } as const;
  return { set: 'salutation_evening', name: 'вечером', greeting: 'Добрый вечер' } as const;
}
