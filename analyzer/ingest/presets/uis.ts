/** UIS, CoMagic, Novofon: the answer of the Data API to get.calls_report; recordings are named by the ids of call_records. */
import { columnMappingSchema, legOf } from '../cdr/column-mapping.ts';
import type { Preset } from './preset.ts';

const mapping = columnMappingSchema.parse({
  path: 'result.data',
  fields: {
    group: ['id'],
    ids: ['id', 'communication_id'],
    recording: ['call_records', 'wav_call_records'],
    started_at: ['start_time'],
    ended_at: ['finish_time'],
    direction: ['direction'],
    extension: ['first_talked_employee_id', 'last_talked_employee_id', 'first_answered_employee_id'],
    operator_name: [
      'first_talked_employee_full_name',
      'last_talked_employee_full_name',
      'first_answered_employee_full_name',
    ],
    client: ['contact_phone_number'],
    queue: ['scenario_name'],
    queue_seconds: ['wait_duration'],
    wrap_up_seconds: ['postprocess_duration'],
  },
});

export const uis: Preset = {
  name: 'uis',
  title: 'UIS, CoMagic, Novofon',
  timeZone: 'Europe/Moscow',
  table: { path: 'result.data' },
  legs: (rows, timeZone) =>
    rows.flatMap((row) => {
      const leg = legOf(row, mapping, timeZone);
      if (leg === null) return [];
      // The report names the session's start; the talk begins after the waiting. Nobody waits in an outgoing call.
      const wait = leg.queueSeconds ?? 0;
      const lost = row.get('is_lost') === 'true';
      const answeredAt = leg.startedAt && !lost ? new Date(leg.startedAt.getTime() + wait * 1000) : undefined;
      return [
        {
          ...leg,
          answeredAt,
          ringSeconds: null,
          ...(leg.direction === 'outgoing' ? { queueSeconds: null } : {}),
        },
      ];
    }),
  names: ['{date}_{time}_{from}_{to}_{id}', '{id}'],
};
