/** Numbers in Russian sentences: plural forms, decimal comma, minutes and seconds. */

/** «1 нарушение», «3 нарушения», «5 нарушений». */
export function counted(count: number, one: string, few: string, many: string): string {
  const tail = count % 100;
  const last = count % 10;
  const word = tail >= 11 && tail <= 14 ? many : last === 1 ? one : last >= 2 && last <= 4 ? few : many;
  return `${count} ${word}`;
}

/** At most one decimal, with a comma. */
export const decimal = (value: number): string => String(Math.round(value * 10) / 10).replace('.', ',');

/** «46 с», «5 мин 12 с». */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  if (minutes === 0) return `${whole} с`;
  return whole % 60 === 0 ? `${minutes} мин` : `${minutes} мин ${whole % 60} с`;
}
