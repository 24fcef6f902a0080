/** The log of Asterisk's queues (queue_log, file or table): who was connected, how long it rang and waited, what came after the talk. */
import { extensionOf } from '../cdr/column-mapping.ts';
import { grouped } from '../cdr/grouped.ts';
import type { Leg } from '../cdr/leg.ts';
import type { Row } from '../cdr/read-rows.ts';
import { readSeconds, readTime } from '../cdr/read-time.ts';
import { phoneOf } from '../telephony-call.ts';

/** Order of the fields of the file; there is no heading. */
export const queueLogColumns = [
  ...['time', 'callid', 'queuename', 'agent', 'event'],
  ...['data1', 'data2', 'data3', 'data4', 'data5'],
];

export const isQueueLogRow = (row: Row): boolean => row.has('queuename') && row.has('callid') && row.has('event');

/** A pause that an operator takes for this is the work after a call; a pause for any other reason, or for none, is not. */
const afterCall = /wrap|\bacw\b|after.?call|пост.?обработ|пост.?вызов|после.?(?:звон|вызов|разговор)|оформл/i;
/** Such a pause belongs to a talk when it begins so soon after its end. */
const pauseWithinMs = 15_000;

const ends = new Set(['COMPLETEAGENT', 'COMPLETECALLER', 'TRANSFER', 'BLINDTRANSFER', 'ATTENDEDTRANSFER']);
const transfers = new Set(['TRANSFER', 'BLINDTRANSFER', 'ATTENDEDTRANSFER']);

interface QueueEvent {
  event: string;
  at: Date;
  callid: string;
  queue: string;
  agent: string;
  data: readonly string[];
}

/** Legs out of the rows of a queue log: one for each time somebody was connected, one for who hung up waiting. */
export function queueLogLegs(rows: readonly Row[], timeZone: string): Leg[] {
  const events = rows
    .flatMap((row) => eventOf(row, timeZone) ?? [])
    // Stable: of one second the order of the file counts.
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  const calls = grouped(
    events.filter(({ callid }) => /^\d/.test(callid)),
    ({ callid }) => callid,
  );
  const agents = grouped(events, ({ agent }) => agent);
  return [...calls.values()].flatMap((call) => legsOf(call, agents));
}

function eventOf(row: Row, timeZone: string): QueueEvent | null {
  const at = readTime(row.get('time') ?? '', timeZone);
  if (at === null) return null;
  const columns = [1, 2, 3, 4, 5].map((number) => row.get(`data${number}`) ?? '');
  // Old tables keep all of it in one column.
  const data = columns.every((one) => one === '') ? (row.get('data') ?? '').split('|') : columns;
  const [event, callid, queue, agent] = ['event', 'callid', 'queuename', 'agent'].map((name) => row.get(name) ?? '');
  return { event: (event ?? '').toUpperCase(), at, callid: callid ?? '', queue: queue ?? '', agent: agent ?? '', data };
}

function legsOf(events: readonly QueueEvent[], agents: ReadonlyMap<string, readonly QueueEvent[]>): Leg[] {
  const [first] = events;
  const entered = events.find(({ event }) => event === 'ENTERQUEUE');
  if (!first) return [];
  const shared = {
    group: first.callid,
    direction: 'incoming' as const,
    recordings: [],
    clientPhone: phoneOf(entered?.data[1] ?? ''),
  };
  const legs = events.flatMap((one, i): Leg[] => {
    if (one.event !== 'CONNECT') return [];
    const after = events.slice(i + 1);
    const moved = events.slice(0, i).findLast(({ event }) => transfers.has(event));
    const end = after.find(({ event, agent }) => ends.has(event) && agent === one.agent);
    const [hold, bridged, ring] = one.data;
    const ringSeconds = readSeconds(ring ?? '');
    return [
      {
        ...shared,
        ...operatorOf(one.agent),
        ids: [one.callid, bridged ?? ''],
        queue: one.queue,
        startedAt: new Date(one.at.getTime() - (ringSeconds ?? 0) * 1000),
        answeredAt: one.at,
        endedAt: end?.at,
        ringSeconds: ringSeconds ?? null,
        queueSeconds: readSeconds(hold ?? '') ?? null,
        transferSeconds: moved && secondsBetween(moved.at, one.at),
        wrapUpSeconds: end && wrapUpOf(end, agents.get(one.agent) ?? []),
      },
    ];
  });
  return legs.length > 0
    ? legs
    : [{ ...shared, ids: [first.callid], queue: first.queue, startedAt: entered?.at ?? first.at, waiting: true }];
}

/** Members are logged as channels («PJSIP/202», «Local/202@from-queue/n») or, where the queue says so, by their names. */
function operatorOf(agent: string): Pick<Leg, 'extension' | 'operatorName'> {
  const extension = agent.includes('/') || /^\d+$/.test(agent) ? extensionOf(agent) : '';
  if (extension !== '') return { extension };
  return { operatorName: agent === '' || agent === 'NONE' || agent.includes('/') ? undefined : agent };
}

/** Seconds from the end of the talk to the end of the pause for it; undefined where the operator took no such pause. */
function wrapUpOf(end: QueueEvent, own: readonly QueueEvent[]): number | undefined {
  const later = own.filter(({ at }) => at >= end.at);
  const begin = later.find(({ event }) => event === 'PAUSE' || event === 'PAUSEALL');
  if (!begin || begin.at.getTime() - end.at.getTime() > pauseWithinMs) return undefined;
  if (!begin.data.some((reason) => afterCall.test(reason))) return undefined;
  const over = later.find(({ event, at }) => (event === 'UNPAUSE' || event === 'UNPAUSEALL') && at >= begin.at);
  return over && secondsBetween(end.at, over.at);
}

const secondsBetween = (from: Date, to: Date) => (to.getTime() - from.getTime()) / 1000;
