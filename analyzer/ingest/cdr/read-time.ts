/** Times as exchanges write them: seconds since 1970, ISO 8601, or local ones that need the exchange's zone. */
import { offsetMinutes } from '../telephony-call.ts';

/** Plain seconds (with a fraction) or milliseconds since 1970, of this century. */
const unixTime = /^(\d{9,10})(?:\.(\d{1,9}))?$|^(\d{13})$/;
const zoned = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?) ?(Z|[+-]\d{2}:?\d{2})$/;
const yearFirst = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?$/;
const dayFirst = /^(\d{1,2})[./](\d{1,2})[./](\d{4})(?:,? +(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;

/** The instant, or null when the text is no time or names a day that is not in the calendar (31.02). */
export function readTime(text: string, timeZone: string): Date | null {
  const value = text.trim();
  const unix = unixTime.exec(value);
  if (unix) {
    const [, seconds, fraction = '0', milliseconds] = unix;
    return new Date(
      milliseconds === undefined ? (Number(seconds) + Number(`0.${fraction}`)) * 1000 : Number(milliseconds),
    );
  }
  const withZone = zoned.exec(value);
  if (withZone) {
    const zone = withZone[3] === 'Z' ? 'Z' : `${withZone[3]?.slice(0, 3)}:${withZone[3]?.slice(-2)}`;
    const instant = new Date(`${withZone[1]}T${withZone[2]}${zone}`);
    return Number.isNaN(instant.getTime()) ? null : instant;
  }
  const ordered = yearFirst.exec(value);
  if (ordered) {
    const [, year, month, day, hour, minute, second, fraction = '0'] = ordered;
    return localTime([year, month, day, hour, minute, second], Number(`0.${fraction}`), timeZone);
  }
  const russian = dayFirst.exec(value);
  if (russian) {
    const [, day, month, year, hour, minute, second] = russian;
    return localTime([year, month, day, hour, minute, second], 0, timeZone);
  }
  return null;
}

/** The instant at which the zone's clock shows these parts. */
export function localTime(parts: (string | undefined)[], fraction: number, timeZone: string): Date | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map((part) => Number(part ?? 0));
  const asUtc = new Date(Date.UTC(year, month - 1, day, hour, minute, second) + Math.round(fraction * 1000));
  const real =
    asUtc.getUTCFullYear() === year &&
    asUtc.getUTCMonth() === month - 1 &&
    asUtc.getUTCDate() === day &&
    hour < 24 &&
    minute < 60 &&
    second < 60;
  if (!real) return null;
  // The offset at the guessed instant, then at the corrected one: right also beside a change of the clocks.
  const guess = new Date(asUtc.getTime() - offsetMinutes(asUtc, timeZone) * 60_000);
  return new Date(asUtc.getTime() - offsetMinutes(guess, timeZone) * 60_000);
}

/** Seconds of «83», «83,5», «1:23» and «00:01:23»; undefined for anything else. */
export function readSeconds(text: string): number | undefined {
  const value = text.trim().replace(',', '.');
  if (/^\d{1,7}(\.\d+)?$/.test(value)) return Number(value);
  const clock = /^(?:(\d{1,3}):)?(\d{1,3}):(\d{2}(?:\.\d+)?)$/.exec(value);
  return clock ? Number(clock[1] ?? 0) * 3600 + Number(clock[2]) * 60 + Number(clock[3]) : undefined;
}
