/** What is known of a kind of exchange: its CDR, its names of recordings, its channels. */
import type { Leg } from '../cdr/leg.ts';
import type { Row, TableFormat } from '../cdr/read-rows.ts';

export type Side = 'left' | 'right';

export interface Preset {
  name: string;
  title: string;
  /** Zone of the times in the CDR; null: the zone of the source. */
  timeZone: string | null;
  table: TableFormat;
  /** Legs out of the rows of a CDR file. */
  legs(rows: readonly Row[], timeZone: string): Leg[];
  /** True: files without a header (.ulaw, .sln, .g722 …) are recordings here. */
  rawSound?: boolean;
  /** Patterns of names, tried in order. */
  names: readonly string[];
  /** Endings of the two legs of one call, recorded apart: the left channel's first. */
  pairs?: readonly (readonly [string, string])[];
  /** Which channel of a stereo recording (or of two joined legs) the operator is usually on. */
  operatorChannel?: Partial<Record<'incoming' | 'outgoing', Side>>;
}
