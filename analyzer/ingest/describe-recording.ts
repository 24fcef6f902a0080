/** All that is known of a recording of a source: its name, the exchange's CDR, the file beside it, the source's own settings. */
import type { CallMetadata } from '../domain/call.ts';
import type { CdrIndex, Match } from './cdr/cdr-index.ts';
import { baseName, compilePattern, type NamePattern, readName } from './file-name-pattern.ts';
import { presets } from './presets/index.ts';
import type { Source } from './source.ts';
import { metadataOf, type TelephonyCall, withoutGaps } from './telephony-call.ts';

/** A source with what has to be worked out once. */
export interface ReadySource {
  source: Source;
  timeZone: string;
  cdrTimeZone: string;
  patterns: NamePattern[];
  pairs: readonly (readonly [string, string])[];
  rawSound: boolean;
}

/** Compiles a source. @throws KamertonError `bad_configuration` for a pattern that is none */
export function readySource(source: Source, centreZone: string): ReadySource {
  const preset = source.preset === undefined ? null : presets[source.preset];
  const timeZone = source.time_zone ?? centreZone;
  return {
    source,
    timeZone,
    cdrTimeZone: source.cdr?.time_zone ?? preset?.timeZone ?? timeZone,
    patterns: [...source.names, ...(preset?.names ?? [])].map(compilePattern),
    pairs: preset?.pairs ?? [],
    rawSound: preset?.rawSound ?? false,
  };
}

export interface Described {
  /** Id that people know the call by. */
  externalId: string | null;
  metadata: CallMetadata;
  /** How the CDR was found. */
  match: Match['kind'] | 'no_cdr';
}

/**
 * What is known of the recording called `name`. The CDR is believed before the name, the name before the source. The
 * channel is the source's usual one for the direction: it is checked against the sound.
 */
export function describeRecording(name: string, ready: ReadySource, index: CdrIndex | null): Described {
  const { source, patterns, timeZone } = ready;
  const named = readName(name, patterns, timeZone) ?? { ids: [], recordings: [baseName(name)] };
  const match = index?.find(named) ?? null;
  const told = match?.kind === 'found' ? match.call : null;
  const call: TelephonyCall = { ...named, ...(told === null ? {} : withoutGaps(told)) };
  const direction = call.direction ?? source.direction;
  const preset = source.preset === undefined ? null : presets[source.preset];
  const usual = { ...preset?.operatorChannel, ...withoutGaps(source.operator_channel) };
  const channel = usual[direction ?? 'incoming'];
  return {
    externalId: told?.ids[0] ?? named.ids[0] ?? null,
    metadata: {
      ...withoutGaps(source.calls),
      ...metadataOf({ ...call, direction }, timeZone),
      ...(channel === undefined ? {} : { operator_channel: channel, operator_channel_assumed: true }),
    },
    match: match?.kind ?? 'no_cdr',
  };
}
