/** Days without a time of day, as people write them. A day is YYYY-MM-DD and belongs to no time zone. */

/** The formats of one language; `timeZone` tells which day it is now. */
export function daysIn(language: string, timeZone: string) {
  const of = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' });
    return (day: string) => format.format(new Date(`${day}T00:00:00Z`));
  };
  return {
    /** «22 ноября 2026 г.» */
    day: of({ dateStyle: 'long' }),
    /** «22 нояб.» */
    shortDay: of({ day: 'numeric', month: 'short' }),
    /** «ноябрь 2026 г.» */
    month: of({ month: 'long', year: 'numeric' }),
    /** YYYY-MM-DD in the call centre's time zone. */
    today: () => new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(new Date()),
  };
}
