/** Whose channel is whose on a stereo recording: the setting is checked against the transcript or against signs in the sound. */
import type { CallMetadata, Segment } from '../domain/call.ts';
import type { ChannelReport, Interval, SoundReport } from '../domain/sound-report.ts';

/** Speech that must tell the channels apart before a transcript overrules the setting, seconds. */
const leastProof = 5;
/** How much earlier the client's channel speaks when it is really the operator who answered, seconds. */
const answersEarlier = 0.5;

/**
 * Checks the roles that the setting gave the two channels and puts them right where there is proof.
 * - A transcript names its speakers: when their speech lies on the other channels, the roles are swapped.
 * - Ring tones and hold music come from the company's side of the line (notes «Audio», section 9): found on the client's
 *   channel alone, they swap the roles too.
 * - In an incoming call the operator answers first; when only that speaks against the setting, the roles are doubted.
 * A channel named in the call's own metadata is believed, unless it is only the usual one of its source. Mono recordings pass as they are.
 */
export function checkRoles(
  report: SoundReport,
  metadata: Pick<CallMetadata, 'direction' | 'operator_channel' | 'operator_channel_assumed'>,
  transcript: readonly Segment[] | null,
): SoundReport {
  const operator = report.channels.find(({ role }) => role === 'operator');
  const client = report.channels.find(({ role }) => role === 'client');
  if (!operator || !client) return report;
  if (transcript !== null) return speaksForSwap(operator, client, transcript) ? swapRoles(report) : report;
  if (metadata.operator_channel !== undefined && metadata.operator_channel_assumed !== true) return report;
  const ofCompany = (channel: ChannelReport) => channel.rings.length + channel.music.length > 0;
  if (ofCompany(client) && !ofCompany(operator)) return swapRoles(report);
  if (ofCompany(operator) || metadata.direction !== 'incoming') return report;
  const first = (channel: ChannelReport) => channel.speech[0]?.start ?? Number.POSITIVE_INFINITY;
  return first(client) + answersEarlier < first(operator) ? { ...report, roles: 'doubted' } : report;
}

/** True when the transcript's speakers lie clearly better on the channels the other way round. */
function speaksForSwap(operator: ChannelReport, client: ChannelReport, transcript: readonly Segment[]): boolean {
  const said = (speaker: Segment['speaker']) => transcript.filter((segment) => segment.speaker === speaker);
  const asSet = shared(said('operator'), operator.speech) + shared(said('client'), client.speech);
  const swapped = shared(said('operator'), client.speech) + shared(said('client'), operator.speech);
  return swapped > leastProof && swapped > 2 * asSet;
}

/** Seconds in which both lists of intervals have something. */
function shared(a: readonly Interval[], b: readonly Interval[]): number {
  let seconds = 0;
  for (const one of a) {
    for (const other of b) seconds += Math.max(0, Math.min(one.end, other.end) - Math.max(one.start, other.start));
  }
  return seconds;
}

const otherRole = { operator: 'client', client: 'operator', mixed: 'mixed' } as const;

function swapRoles(report: SoundReport): SoundReport {
  return {
    ...report,
    roles: 'swapped',
    channels: report.channels.map((channel) => ({ ...channel, role: otherRole[channel.role] })),
    overlaps: report.overlaps.map((overlap) => ({ ...overlap, by: otherRole[overlap.by] })),
  };
}
