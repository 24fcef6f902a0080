/** 3CX: the CDR file with the usual order of fields (a line a leg, times in UTC) and its names of recordings. */
import { extensionOf } from '../cdr/column-mapping.ts';
import type { Leg } from '../cdr/leg.ts';
import type { Row } from '../cdr/read-rows.ts';
import { readTime } from '../cdr/read-time.ts';
import { isInternal, phoneOf } from '../telephony-call.ts';
import type { Preset } from './preset.ts';

/** The order in which 3CX lists the fields; another order is a mapping of one's own. */
const columns = [
  ...[
    'historyid',
    'callid',
    'duration',
    'time-start',
    'time-answered',
    'time-end',
    'reason-terminated',
    'from-no',
    'to-no',
  ],
  ...[
    'from-dn',
    'to-dn',
    'dial-no',
    'reason-changed',
    'final-number',
    'final-dn',
    'bill-code',
    'bill-rate',
    'bill-cost',
  ],
  ...['bill-name', 'chain', 'from-type', 'to-type', 'final-type', 'from-dispname', 'to-dispname', 'final-dispname'],
  'missed-queue-calls',
];

export const threeCx: Preset = {
  name: '3cx',
  title: '3CX',
  timeZone: 'UTC',
  table: { columns: (first) => (/^historyid$/i.test(first[0] ?? '') ? null : columns) },
  legs: (rows, timeZone) => rows.flatMap((row) => legOf(row, timeZone)),
  names: [
    'out:[{operator}]_{extension}-{client}_{datetime}({id})',
    'in:[{operator}]_{client}-{extension}_{datetime}({id})',
    '[{operator}]_{from}-{to}_{datetime}({id})',
    '{any}_{from}-{to}_{datetime}({id})',
  ],
};

function legOf(row: Row, timeZone: string): Leg[] {
  const at = (name: string) => row.get(name) ?? '';
  const time = (name: string) => readTime(at(name), timeZone) ?? undefined;
  const history = at('historyid');
  if (history === '') return [];
  const [from, to, final] = ['from-no', 'to-no', 'final-number'].map((name) => extensionOf(at(name)));
  const outgoing = at('from-type') === 'Extension';
  const queue = /^(Queue|RingGroup)/i.test(at('to-type'));
  const answeredBy = /^Extension/i.test(at('final-type')) && final ? final : to;
  // The recording carries the number of «Call 1234».
  const number = /(\d+)\s*$/.exec(history)?.[1] ?? history;
  return [
    {
      group: history,
      ids: [number, history, at('callid')].filter(Boolean),
      recordings: [],
      direction: outgoing ? (isInternal(to ?? '') ? undefined : 'outgoing') : 'incoming',
      startedAt: time('time-start'),
      answeredAt: time('time-answered'),
      endedAt: time('time-end'),
      extension: outgoing ? from : answeredBy && isInternal(answeredBy) && !queue ? answeredBy : undefined,
      operatorName: (outgoing ? at('from-dispname') : at('final-dispname') || at('to-dispname')) || undefined,
      clientPhone: phoneOf(outgoing ? (to ?? '') : (from ?? '')),
      queue: queue ? to : undefined,
      waiting: queue,
    },
  ];
}
