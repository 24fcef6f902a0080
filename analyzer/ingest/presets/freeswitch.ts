/** FreeSWITCH (FusionPBX): mod_cdr_csv in its «example» layout and mod_json_cdr; recordings are named by the uuid. */
import { columnMappingSchema, legOf } from '../cdr/column-mapping.ts';
import type { Leg } from '../cdr/leg.ts';
import type { Row } from '../cdr/read-rows.ts';
import { readTime } from '../cdr/read-time.ts';
import type { Preset } from './preset.ts';

const exampleColumns = [
  ...[
    'caller_id_name',
    'caller_id_number',
    'destination_number',
    'context',
    'start_stamp',
    'answer_stamp',
    'end_stamp',
  ],
  ...['duration', 'billsec', 'hangup_cause', 'uuid', 'bleg_uuid', 'accountcode', 'read_codec', 'write_codec'],
];

const mapping = columnMappingSchema.parse({
  fields: {
    group: ['uuid'],
    ids: ['uuid', 'bleg_uuid', 'cc_agent_uuid', 'originate_signal_bond'],
    recording: ['record_name', 'sofia_record_file', 'recording_file'],
    started_at: ['start_epoch', 'start_stamp'],
    answered_at: ['cc_queue_answered_epoch', 'answer_epoch', 'answer_stamp'],
    ended_at: ['end_epoch', 'end_stamp'],
    from: ['caller_id_number'],
    to: ['destination_number'],
    extension: ['cc_agent_extension', 'last_sent_callee_id_number'],
    operator_name: ['last_sent_callee_id_name'],
    queue: ['cc_queue'],
  },
});

export const freeswitch: Preset = {
  name: 'freeswitch',
  title: 'FreeSWITCH, FusionPBX',
  timeZone: null,
  table: {
    columns: (first) => (first.length >= 11 && /^\d{4}-\d{2}-\d{2} /.test(first[4] ?? '') ? exampleColumns : null),
  },
  legs: (rows, timeZone) => rows.flatMap((row) => legsOf(row, timeZone)),
  names: ['{id}', '{from}-{to}-{date}-{time}-{id}', '{date}-{time}-{from}-{to}-{id}', '{any}'],
  // RECORD_STEREO: what is heard from the recorded channel is on the left, what is said to it on the right.
  operatorChannel: { incoming: 'right', outgoing: 'left' },
};

/** Of mod_json_cdr everything that matters is under `variables`, in percent encoding. */
function legsOf(row: Row, timeZone: string): Leg[] {
  const plain = new Map<string, string>();
  for (const [name, value] of row) {
    if (name.startsWith('variables.')) plain.set(name.slice('variables.'.length), decoded(value));
    else if (!plain.has(name)) plain.set(name, value);
  }
  // An unanswered call has «0» there.
  for (const name of ['answer_epoch', 'cc_queue_answered_epoch', 'cc_queue_joined_epoch'])
    if (plain.get(name) === '0') plain.delete(name);
  const leg = legOf(plain, mapping, timeZone);
  if (leg === null) return [];
  const time = (name: string) => readTime(plain.get(name) ?? '', timeZone);
  const [joined, answered] = [time('cc_queue_joined_epoch'), time('cc_queue_answered_epoch')];
  if (leg.queue !== undefined) leg.queue = leg.queue.split('@')[0];
  // The queue has answered long before the operator: only the queue's own times tell of the waiting.
  if (leg.queue === undefined) return [leg];
  const queueSeconds = joined && answered ? (answered.getTime() - joined.getTime()) / 1000 : null;
  return [{ ...leg, queueSeconds, ringSeconds: null }];
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
