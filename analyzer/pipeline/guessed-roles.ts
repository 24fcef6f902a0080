/** Whether it is known who speaks. */
import type { AnalyzedCall } from '../domain/scored-call.ts';
import type { SoundReport } from '../domain/sound-report.ts';

/** The engine name of a transcript that came with the call. */
export const readyEngine: AnalyzedCall['engine'] = { name: 'ready', model: '' };

/**
 * True where a recogniser heard both speakers on one channel, or the channels seem to belong to the other speakers than set;
 * a ready transcript names its speakers.
 */
export function rolesAreGuessed(engine: AnalyzedCall['engine'], sound: SoundReport | null): boolean {
  if (engine.name === readyEngine.name || sound === null) return false;
  return sound.roles === 'doubted' || sound.channels.some(({ role }) => role === 'mixed');
}
