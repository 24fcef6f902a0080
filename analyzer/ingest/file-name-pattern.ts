/** What the names of recordings tell, by patterns: `{queue}-{client}-{date}-{time}-{id}`. */
import { KamertonError } from '#platform';
import { localTime } from './cdr/read-time.ts';
import { isInternal, phoneOf, type TelephonyCall } from './telephony-call.ts';

/** What stands in a part. Parts never match a separator's slash, and digits have lengths: no name makes matching slow. */
const parts = {
  date: '(?<date>\\d{4}-\\d{2}-\\d{2}|\\d{4}_\\d{2}_\\d{2}|\\d{8})',
  day: '(?<day>\\d{2}[.-]\\d{2}[.-]\\d{4})',
  time: '(?<time>\\d{2}[-_.]\\d{2}[-_.]\\d{2}|\\d{6})',
  datetime: '(?<datetime>\\d{14})',
  unix: '(?<unix>\\d{10})',
  id: '(?<id>[A-Za-z0-9._=+@-]{1,120})',
  client: '(?<client>\\+?\\d{5,15}|anonymous|unknown)',
  extension: '(?<extension>\\d{2,8})',
  from: '(?<from>\\+?\\d{2,15}|anonymous|unknown)',
  to: '(?<to>\\+?\\d{2,15})',
  line: '\\+?[\\dA-Za-z]{1,20}',
  queue: '(?<queue>[\\p{L}\\d ]{1,60})',
  operator: '(?<operator>[\\p{L} .,-]{1,80})',
  any: '[^/]{0,80}?',
} as const;

/** A compiled pattern. */
export interface NamePattern {
  pattern: string;
  expression: RegExp;
  /** Known from the pattern itself: FreePBX's `out-…` is outgoing. */
  direction?: 'incoming' | 'outgoing' | undefined;
}

/**
 * Compiles a pattern; what stands outside of braces is taken as it is. «in:» or «out:» before it names the direction.
 * @throws KamertonError `bad_configuration` for an unknown part
 */
export function compilePattern(pattern: string): NamePattern {
  const [, side, body = ''] = /^(?:(in|out):)?(.*)$/s.exec(pattern) ?? [];
  let placed = 0;
  const source = body.split(/(\{[^{}]*\})/).map((piece) => {
    const name = /^\{(.*)\}$/.exec(piece)?.[1];
    if (name === undefined) return piece.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    placed += 1;
    if (!Object.hasOwn(parts, name) || placed > 12)
      throw new KamertonError(
        'bad_configuration',
        `образец имени «${pattern}»: нет части {${name}}; есть ${Object.keys(parts)
          .map((one) => `{${one}}`)
          .join(' ')}`,
      );
    return parts[name as keyof typeof parts];
  });
  return {
    pattern,
    expression: new RegExp(`^${source.join('')}$`, 'iu'),
    direction: side === 'in' ? 'incoming' : side === 'out' ? 'outgoing' : undefined,
  };
}

/** What the first fitting pattern reads out of a name; null when none fits or its date is no date. */
export function readName(name: string, patterns: readonly NamePattern[], timeZone: string): TelephonyCall | null {
  const base = baseName(name).slice(0, 255);
  for (const { expression, direction } of patterns) {
    const found = expression.exec(base)?.groups;
    if (found) return callOf(found, base, direction, timeZone);
  }
  return null;
}

function callOf(
  found: Record<string, string | undefined>,
  base: string,
  direction: NamePattern['direction'],
  timeZone: string,
): TelephonyCall {
  const { id, client, extension, from = '', to = '', queue, operator } = found;
  const outgoing =
    direction === 'outgoing' || (direction === undefined && isInternal(from) && !isInternal(to) && to !== '');
  const own = outgoing ? from : to;
  return {
    ids: id === undefined ? [] : [id],
    recordings: [base],
    direction: direction ?? (from === '' && to === '' ? undefined : outgoing ? 'outgoing' : 'incoming'),
    startedAt: timeOf(found, timeZone),
    extension: extension ?? (isInternal(own) ? own : undefined),
    operatorName: operator?.replace(/[_,]+/g, ' ').trim() || undefined,
    clientPhone: phoneOf(client ?? (outgoing ? to : isInternal(from) ? '' : from)),
    queue: queue?.trim(),
  };
}

function timeOf(found: Record<string, string | undefined>, timeZone: string): Date | undefined {
  if (found.unix !== undefined) return new Date(Number(found.unix) * 1000);
  const digits = (text: string | undefined) => text?.replace(/\D/g, '') ?? '';
  const day = digits(found.day);
  const date = found.day === undefined ? digits(found.date) : `${day.slice(4)}${day.slice(2, 4)}${day.slice(0, 2)}`;
  const all = found.datetime ?? `${date}${digits(found.time)}`;
  const [, ...cut] = /^(\d{4})(\d{2})(\d{2})(\d{2})?(\d{2})?(\d{2})?$/.exec(all) ?? [];
  return cut.length === 0 ? undefined : (localTime(cut, 0, timeZone) ?? undefined);
}

/** The name of a file without its folder (of either system) and its extension. */
export function baseName(path: string): string {
  const name = path.split(/[\\/]/).at(-1) ?? '';
  return name.replace(
    /\.(wav|wav49|mp3|ogg|opus|oga|flac|m4a|mp4|aac|webm|amr|gsm|spx|ulaw|ul|pcm|alaw|al|sln|sln16|g722)$/i,
    '',
  );
}

/** A name that may be shown and kept: of what is as long as a telephone number only the last two digits are left. */
export function maskedName(name: string): string {
  return name.replace(/(?<![\d.])\+?[78]?\d{8}(\d{2})(?=$|[^\d.]|\.\D)/g, '…$1');
}
