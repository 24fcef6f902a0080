/** Numbers, dates and times as people write them, in a language and the call centre's time zone. */
import { daysIn } from './days.ts';

/** Position in a recording: `m:ss`, from an hour on `h:mm:ss`. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(whole / 60) % 60;
  const hours = Math.floor(whole / 3600);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** The formats of one language; `timeZone` is an IANA name. */
export function formatIn(language: string, timeZone: string) {
  const moment = new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  });
  const longMoment = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone });
  const score = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const decimal = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  const unit = (name: string, display: 'short' | 'long') =>
    new Intl.NumberFormat(language, { style: 'unit', unit: name, unitDisplay: display, maximumFractionDigits: 1 });
  const units = {
    short: { minute: unit('minute', 'short'), second: unit('second', 'short') },
    long: { minute: unit('minute', 'long'), second: unit('second', 'long') },
  };
  const lengthOf = (seconds: number, display: 'short' | 'long') => {
    // Tenths matter in a pause of three seconds, not in a talk of three minutes.
    const rounded = seconds < 60 && display === 'short' ? Math.round(seconds * 10) / 10 : Math.round(seconds);
    const minutes = Math.floor(rounded / 60);
    const rest = rounded - minutes * 60;
    const parts = [
      minutes > 0 && units[display].minute.format(minutes),
      rest > 0 && units[display].second.format(rest),
    ];
    return parts.filter(Boolean).join(' ') || units[display].second.format(0);
  };

  const nameOf = (timeZoneName: 'long' | 'shortOffset') =>
    new Intl.DateTimeFormat(language, { timeZone, timeZoneName })
      .formatToParts()
      .find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;

  return {
    /** «Москва, UTC+3» */
    zone: () =>
      `${nameOf('long').replace(/, стандартное время$| Standard Time$/, '')}, ${nameOf('shortOffset').replace('GMT', 'UTC')}`,
    /** «11 мар. 2026 г., 13:20» */
    moment: (iso: string) => moment.format(new Date(iso)),
    /** «11 марта 2026 г. в 13:20» */
    longMoment: (iso: string) => longMoment.format(new Date(iso)),
    /** At most one digit after the comma. */
    score: (value: number) => score.format(value),
    /** Exactly one digit after the comma. */
    decimal: (value: number) => decimal.format(value),
    whole: (value: number) => whole.format(value),
    /** Of a share 0…1. */
    percent: (share: number) => percent.format(share),
    /** «1 мин 28 с» */
    length: (seconds: number) => lengthOf(seconds, 'short'),
    /** «1 минута 28 секунд»: for reading aloud. */
    spokenLength: (seconds: number) => lengthOf(seconds, 'long'),
    clock,
    ...daysIn(language, timeZone),
    language,
  };
}
