/** Mango Office: the history of stats/result (no heading, «;», seconds since 1970); recordings are named by their ids. */
import { columnMappingSchema, legOf } from '../cdr/column-mapping.ts';
import type { Preset } from './preset.ts';

/** The order of the fields that the documentation's example asks for. */
const columns = [
  ...['records', 'start', 'finish', 'answer', 'from_extension', 'from_number', 'to_extension', 'to_number'],
  ...['disconnect_reason', 'line_number', 'location', 'entry_id'],
];

const mapping = columnMappingSchema.parse({
  fields: {
    group: ['entry_id'],
    ids: ['entry_id'],
    recording: ['records'],
    started_at: ['start'],
    answered_at: ['answer'],
    ended_at: ['finish'],
  },
});

export const mango: Preset = {
  name: 'mango',
  title: 'Mango Office',
  timeZone: 'Europe/Moscow',
  table: { columns: (first) => (/^records$/i.test(first[0] ?? '') ? null : columns), delimiter: ';' },
  legs: (rows, timeZone) =>
    rows.flatMap((row) => {
      const known = new Map(row);
      // «0» stands where nobody answered.
      if (known.get('answer') === '0') known.delete('answer');
      const leg = legOf(known, mapping, timeZone);
      if (leg === null) return [];
      const [from, to] = [row.get('from_extension') ?? '', row.get('to_extension') ?? ''];
      const outgoing = from !== '';
      const numbers = { from: row.get('from_number') ?? '', to: row.get('to_number') ?? '' };
      return [
        {
          ...leg,
          direction: outgoing ? (to !== '' ? undefined : ('outgoing' as const)) : ('incoming' as const),
          extension: (outgoing ? from : to) || undefined,
          clientPhone: phone(outgoing ? numbers.to : numbers.from),
        },
      ];
    }),
  names: ['{date}__{time}__{from}__{to}', '{id}'],
};

const phone = (number: string) => (/^\d{10,15}$/.test(number) ? `+${number.replace(/^8(?=\d{10}$)/, '7')}` : undefined);
