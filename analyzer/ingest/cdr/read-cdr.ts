/** A CDR file of a source as legs: those of one call may stand in several files. */
import { presets } from '../presets/index.ts';
import type { Source } from '../source.ts';
import { type ColumnMapping, legOf } from './column-mapping.ts';
import type { Leg } from './leg.ts';
import { type Row, type RowsFound, readRows, type TableFormat } from './read-rows.ts';

export interface CdrFound {
  legs: Leg[];
  problems: RowsFound['problems'];
}

/**
 * Reads a CDR file by the source's own mapping or by that of its preset.
 * @throws KamertonError `bad_input` when nothing of it can be read
 */
export function readCdr(bytes: Uint8Array, source: Pick<Source, 'preset' | 'cdr'>, timeZone: string): CdrFound {
  const mapping = source.cdr?.mapping;
  const preset = source.preset === undefined ? null : presets[source.preset];
  const { rows, problems } = readRows(bytes, mapping ?? preset?.table ?? ({} satisfies TableFormat));
  const legs = mapping ? rows.flatMap((row) => ownLeg(row, mapping, timeZone)) : (preset?.legs(rows, timeZone) ?? []);
  return { legs, problems };
}

const ownLeg = (row: Row, mapping: ColumnMapping, timeZone: string) => {
  const leg = legOf(row, mapping, timeZone);
  return leg === null ? [] : [leg];
};
