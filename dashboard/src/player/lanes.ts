/** The lanes of a recording: whose voice each channel carries, in the order of the channels. */
import type { SoundReport } from '../api/shapes.ts';

export type LaneRole = 'operator' | 'client' | 'mixed';

/** Without a report of the sound two channels are the operator's and the client's, as everywhere in the product. */
export function lanesOf(sound: SoundReport | null, peakChannels: number | undefined): LaneRole[] {
  const channels = peakChannels ?? sound?.channels.length ?? 1;
  if (channels === 1) return ['mixed'];
  const roles = sound?.channels.map(({ role }) => role).join(' ');
  return roles === 'client operator' ? ['client', 'operator'] : ['operator', 'client'];
}
