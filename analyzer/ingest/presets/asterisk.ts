/** Asterisk, FreePBX, Issabel: CDR (both layouts of CSV, or exported with a heading), CEL, queue_log, names of MixMonitor and Monitor. */
import { extensionOf } from '../cdr/column-mapping.ts';
import { grouped } from '../cdr/grouped.ts';
import type { Leg } from '../cdr/leg.ts';
import type { Row } from '../cdr/read-rows.ts';
import { readSeconds, readTime } from '../cdr/read-time.ts';
import { baseName } from '../file-name-pattern.ts';
import { isInternal, phoneOf } from '../telephony-call.ts';
import { celLegs, isCelRow } from './asterisk-cel.ts';
import { isQueueLogRow, queueLogColumns, queueLogLegs } from './asterisk-queue-log.ts';
import type { Preset } from './preset.ts';

/** Order of cdr_csv (Master.csv of /var/log/asterisk/cdr-csv, with loguniqueid and loguserfield). */
const csvColumns = [
  ...['accountcode', 'src', 'dst', 'dcontext', 'clid', 'channel', 'dstchannel', 'lastapp', 'lastdata'],
  ...['start', 'answer', 'end', 'duration', 'billsec', 'disposition', 'amaflags', 'uniqueid', 'userfield'],
];
/** Order of the sample of cdr_custom. */
const customColumns = [
  ...['clid', 'src', 'dst', 'dcontext', 'channel', 'dstchannel', 'lastapp', 'lastdata', 'start', 'answer', 'end'],
  ...['duration', 'billsec', 'disposition', 'amaflags', 'accountcode', 'uniqueid', 'userfield'],
];
/** Order of the sample of cel_custom. */
const celColumns = [
  ...[
    'eventtype',
    'eventtime',
    'cid_name',
    'cid_num',
    'cid_ani',
    'cid_rdnis',
    'cid_dnid',
    'exten',
    'context',
    'channame',
  ],
  ...[
    'appname',
    'appdata',
    'amaflags',
    'accountcode',
    'uniqueid',
    'linkedid',
    'peer',
    'userfield',
    'userdeftype',
    'extra',
  ],
];

const time = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}/;

/** The layout by the first row; null when it is a heading itself. */
function columnsOf(first: readonly string[]): readonly string[] | null {
  if (
    /^(CHAN_START|CHAN_END|ANSWER|HANGUP|APP_START|APP_END|BRIDGE_|LINKEDID_END|USER_DEFINED|.*TRANSFER$)/.test(
      first[0] ?? '',
    )
  )
    return celColumns;
  if (/^\d{9,11}(\.\d+)?$/.test(first[0] ?? '') && /^[A-Z]+$/.test(first[4] ?? '')) return queueLogColumns;
  if (time.test(first[9] ?? '')) return csvColumns;
  return time.test(first[8] ?? '') ? customColumns : null;
}

export const asterisk: Preset = {
  name: 'asterisk',
  title: 'Asterisk, FreePBX, Issabel',
  timeZone: null,
  rawSound: true,
  table: { columns: columnsOf },
  legs: (rows, timeZone) => {
    const kinds = grouped(rows, (row) => (isCelRow(row) ? 'cel' : isQueueLogRow(row) ? 'queue' : 'cdr'));
    // CEL and the queue log tell the ringing and the waiting, CDR the names of the recordings.
    return [
      ...celLegs(kinds.get('cel') ?? [], timeZone),
      ...queueLogLegs(kinds.get('queue') ?? [], timeZone),
      ...(kinds.get('cdr') ?? []).flatMap((row) => cdrLeg(row, timeZone)),
    ];
  },
  names: [
    'in:q-{queue}-{client}-{date}-{time}-{id}',
    'in:rg-{queue}-{client}-{date}-{time}-{id}',
    'in:external-{extension}-{client}-{date}-{time}-{id}',
    'in:in-{line}-{client}-{date}-{time}-{id}',
    'out:out-{client}-{extension}-{date}-{time}-{id}',
    'out:force-{client}-{extension}-{date}-{time}-{id}',
    '{any}-{date}-{time}-{id}',
    '{id}',
  ],
  // The leg that is heard on the recorded channel (r, in) goes to the left, what is said to it (t, out) to the right. The
  // recorded channel is the one that called: the client's of an incoming call, the operator's of an outgoing one.
  pairs: [
    ['-in', '-out'],
    ['-r', '-t'],
    ['-rx', '-tx'],
    ['_in', '_out'],
    ['_r', '_t'],
  ],
  operatorChannel: { incoming: 'right', outgoing: 'left' },
};

function cdrLeg(row: Row, timeZone: string): Leg[] {
  const at = (name: string) => row.get(name) ?? '';
  const uniqueid = at('uniqueid');
  const startedAt = readTime(at('start') || at('calldate'), timeZone) ?? undefined;
  if (uniqueid === '' || startedAt === undefined) return [];
  const answered = at('disposition').toUpperCase() === 'ANSWERED';
  const [duration, billsec] = [readSeconds(at('duration')) ?? 0, readSeconds(at('billsec')) ?? 0];
  const queue = at('lastapp') === 'Queue' ? at('lastdata').split(/[,|]/)[0] : undefined;
  const [own, called] = [extensionOf(at('channel')), extensionOf(at('dstchannel'))];
  const src = at('cnum') || at('src');
  const outgoing = isInternal(own) && isInternal(src) && !isInternal(called);
  const incoming = !outgoing && !isInternal(src);
  const answerAt = readTime(at('answer'), timeZone) ?? new Date(startedAt.getTime() + (duration - billsec) * 1000);
  return [
    {
      group: at('linkedid') || uniqueid,
      ids: [uniqueid, at('linkedid')].filter(Boolean),
      recordings: [at('recordingfile'), /\.(wav|mp3|gsm|ogg)$/i.test(at('userfield')) ? at('userfield') : '']
        .filter(Boolean)
        .map((name) => baseName(name)),
      direction: outgoing ? 'outgoing' : incoming ? 'incoming' : undefined,
      startedAt,
      answeredAt: answered ? answerAt : undefined,
      endedAt: new Date(startedAt.getTime() + duration * 1000),
      extension: outgoing
        ? own
        : isInternal(called)
          ? called
          : isInternal(at('dst')) && queue === undefined
            ? at('dst')
            : undefined,
      clientPhone: outgoing ? phoneOf(at('dst')) : phoneOf(src),
      queue,
      // A queue answers by itself and the waiting counts as talk: of CDR alone ringing and waiting there stay unknown.
      ...(queue === undefined ? {} : { ringSeconds: null, queueSeconds: null }),
    },
  ];
}
