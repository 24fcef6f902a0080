/** Channel events of Asterisk (12 and later) as legs: ringing, waiting in the queue and transfers to the second. */
import { extensionOf } from '../cdr/column-mapping.ts';
import { grouped } from '../cdr/grouped.ts';
import type { Leg } from '../cdr/leg.ts';
import type { Row } from '../cdr/read-rows.ts';
import { readTime } from '../cdr/read-time.ts';
import { isInternal, phoneOf } from '../telephony-call.ts';

interface CelEvent {
  linkedid: string;
  type: string;
  at: Date;
  channel: string;
  uniqueid: string;
  row: Row;
}

export const isCelRow = (row: Row): boolean => row.has('eventtype') && row.has('linkedid');

/** Legs of every linked id: one for each of the company's telephones that rang. */
export function celLegs(rows: readonly Row[], timeZone: string): Leg[] {
  const events = rows.flatMap((row) => eventOf(row, timeZone) ?? []);
  return [...grouped(events, ({ linkedid }) => linkedid)].flatMap(([linkedid, own]) =>
    legsOf(
      linkedid,
      // Stable: of one instant the order of the file counts.
      own.sort((a, b) => a.at.getTime() - b.at.getTime()),
    ),
  );
}

function eventOf(row: Row, timeZone: string): CelEvent | null {
  const at = readTime(row.get('eventtime') ?? '', timeZone);
  const linkedid = row.get('linkedid') ?? '';
  if (at === null || linkedid === '') return null;
  const [type, channel, uniqueid] = ['eventtype', 'channame', 'uniqueid'].map((name) => row.get(name) ?? '');
  return { linkedid, type: (type ?? '').toUpperCase(), at, channel: channel ?? '', uniqueid: uniqueid ?? '', row };
}

function legsOf(linkedid: string, events: readonly CelEvent[]): Leg[] {
  const caller = events.find(({ type }) => type === 'CHAN_START');
  if (!caller) return [];
  const callerNumber = extensionOf(caller.channel);
  const outgoing = isInternal(callerNumber) && isInternal(caller.row.get('cid_num') ?? callerNumber);
  const entered = events.find(({ type, row }) => type === 'APP_START' && row.get('appname') === 'Queue');
  const moved = events.find(({ type }) => type === 'BLINDTRANSFER' || type === 'ATTENDEDTRANSFER');
  const ended = events.findLast(({ type }) => type === 'HANGUP' || type === 'CHAN_END')?.at;
  const rung = events.filter(
    ({ type, uniqueid, channel }) =>
      type === 'CHAN_START' && uniqueid !== caller.uniqueid && !channel.startsWith('Local/'),
  );
  const shared = {
    group: linkedid,
    direction: outgoing ? ('outgoing' as const) : ('incoming' as const),
    recordings: [],
    endedAt: ended,
    queue: entered && (entered.row.get('appdata') ?? '').split(/[,|]/)[0],
    clientPhone: phoneOf(outgoing ? dialled(events) : (caller.row.get('cid_num') ?? '')),
  };
  const legs = rung.map((start): Leg => {
    const answer = events.find(({ type, uniqueid }) => type === 'ANSWER' && uniqueid === start.uniqueid)?.at;
    const number = extensionOf(start.channel);
    return {
      ...shared,
      ids: [linkedid, start.uniqueid],
      startedAt: start.at,
      answeredAt: answer,
      extension: outgoing ? callerNumber : isInternal(number) ? number : undefined,
      ...(entered && answer ? { queueSeconds: (answer.getTime() - entered.at.getTime()) / 1000 } : {}),
      ...(moved && answer && answer > moved.at && !outgoing
        ? { transferSeconds: (answer.getTime() - moved.at.getTime()) / 1000 }
        : {}),
    };
  });
  return legs.length > 0
    ? legs
    : [{ ...shared, ids: [linkedid], startedAt: caller.at, waiting: entered !== undefined }];
}

/** The number that the caller's channel asked for. */
const dialled = (events: readonly CelEvent[]): string =>
  events.find(({ row }) => !isInternal(row.get('exten') ?? '') && phoneOf(row.get('exten') ?? ''))?.row.get('exten') ??
  '';
