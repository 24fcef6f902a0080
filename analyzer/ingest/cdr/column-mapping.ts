/** A saved mapping: which column of a CDR file is what. Presets are mappings too. */
import { z } from 'zod';
import { baseName } from '../file-name-pattern.ts';
import { isInternal, phoneOf } from '../telephony-call.ts';
import { encodings } from './decode-text.ts';
import type { Leg } from './leg.ts';
import type { Row } from './read-rows.ts';
import { readSeconds, readTime } from './read-time.ts';

/** One column, or several: for ids all of them count, for everything else the first that is not empty. */
const columns = z.union([z.string().min(1).max(200), z.array(z.string().min(1).max(200)).min(1).max(10)]);
/** A time may stand in two columns. */
const timeColumns = z.union([columns, z.strictObject({ date: z.string().max(200), time: z.string().max(200) })]);
const words = z.array(z.string().min(1).max(60)).max(20);

export const columnMappingSchema = z.strictObject({
  encoding: z.enum(encodings).default('auto'),
  /** Empty: found by itself. */
  delimiter: z.string().length(1).optional(),
  /** Names of the columns where the file has no heading. */
  columns: z.array(z.string().max(200)).min(2).max(300).optional(),
  /** Where in a JSON document the rows lie. */
  path: z.string().max(200).optional(),
  fields: z.strictObject({
    /** What makes several rows one call; without it every row is one. */
    group: columns.optional(),
    ids: columns,
    recording: columns.optional(),
    started_at: timeColumns.optional(),
    answered_at: timeColumns.optional(),
    ended_at: timeColumns.optional(),
    direction: columns.optional(),
    from: columns.optional(),
    to: columns.optional(),
    extension: columns.optional(),
    operator_name: columns.optional(),
    client: columns.optional(),
    queue: columns.optional(),
    ring_seconds: columns.optional(),
    queue_seconds: columns.optional(),
    transfer_seconds: columns.optional(),
    wrap_up_seconds: columns.optional(),
  }),
  /** Words of the direction column. Without the column: a call from a short number goes out. */
  incoming: words.default(['in', 'incoming', 'inbound', 'входящий', '1']),
  outgoing: words.default(['out', 'outgoing', 'outbound', 'исходящий', '2']),
  /** Longest number of an operator's telephone, digits. */
  internal_digits: z.number().int().min(2).max(8).default(5),
});
export type ColumnMapping = z.output<typeof columnMappingSchema>;

/** A leg out of a row; null when the row names no id, neither recording nor time, so that nothing could be joined with it. */
export function legOf(row: Row, mapping: ColumnMapping, timeZone: string): Leg | null {
  const { fields } = mapping;
  const all = (which: string | string[] | undefined) =>
    [which ?? []]
      .flat()
      .map((name) => row.get(name.toLowerCase()) ?? '')
      .filter((value) => value !== '');
  const one = (which: string | string[] | undefined) => all(which)[0];
  const time = (which: z.output<typeof timeColumns> | undefined) => {
    const text =
      typeof which === 'object' && 'date' in which ? `${one(which.date) ?? ''} ${one(which.time) ?? ''}` : one(which);
    return readTime(text ?? '', timeZone) ?? undefined;
  };
  const seconds = (which: string | string[] | undefined) => readSeconds(one(which) ?? '');
  const ids = all(fields.ids).flatMap((value) => value.split(/\s+/));
  const recordings = all(fields.recording)
    .flatMap((value) => value.split(/[\s,;[\]]+/))
    .filter(Boolean)
    .map(baseName);
  const startedAt = time(fields.started_at);
  if (ids.length === 0 && recordings.length === 0 && startedAt === undefined) return null;
  const [from, to] = [one(fields.from) ?? '', one(fields.to) ?? ''];
  const direction = directionOf(one(fields.direction), from, to, mapping);
  const own = direction === 'outgoing' ? from : to;
  const other = direction === 'outgoing' ? to : from;
  const ownNumber = extensionOf(own);
  return {
    group: one(fields.group) ?? ids[0] ?? `${recordings[0]} ${startedAt?.toISOString()}`,
    ids,
    recordings,
    direction,
    startedAt,
    answeredAt: time(fields.answered_at),
    endedAt: time(fields.ended_at),
    extension: one(fields.extension) ?? (isInternal(ownNumber, mapping.internal_digits) ? ownNumber : undefined),
    operatorName: one(fields.operator_name),
    clientPhone: phoneOf(one(fields.client) ?? (isInternal(extensionOf(other), mapping.internal_digits) ? '' : other)),
    queue: one(fields.queue),
    ringSeconds: seconds(fields.ring_seconds),
    queueSeconds: seconds(fields.queue_seconds),
    transferSeconds: seconds(fields.transfer_seconds),
    wrapUpSeconds: seconds(fields.wrap_up_seconds),
  };
}

/** «Ext.201», «PJSIP/201-0000001a», «sip:201@host» → «201». */
export function extensionOf(text: string): string {
  const name = text
    .replace(/^Local\//i, '')
    .replace(/^[A-Za-z0-9]+\//, '')
    .replace(/^sips?:/i, '')
    .replace(/^Ext\.?/i, '');
  return /^\+?\d+/.exec(name.trim())?.[0] ?? '';
}

function directionOf(
  said: string | undefined,
  from: string,
  to: string,
  { incoming, outgoing, internal_digits: digits }: ColumnMapping,
): Leg['direction'] {
  const word = said?.toLowerCase();
  if (word !== undefined)
    return incoming.includes(word) ? 'incoming' : outgoing.includes(word) ? 'outgoing' : undefined;
  const inside = (number: string) => isInternal(extensionOf(number), digits);
  if (from === '' && to === '') return undefined;
  if (inside(from) && inside(to)) return undefined;
  return inside(from) ? 'outgoing' : 'incoming';
}
