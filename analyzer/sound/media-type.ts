/** Media types of recordings as the player is told them. */
import { inspectRecording } from './inspect-recording.ts';
import type { Container } from './recording-header.ts';

const mediaTypes: Record<Container, string> = {
  wav: 'audio/wav',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  flac: 'audio/flac',
  mp4: 'audio/mp4',
  webm: 'audio/webm',
  amr: 'audio/amr',
  gsm: 'audio/gsm',
};

/** Media type of a stored recording, by its magic bytes (never by a name somebody gave it). */
export async function mediaTypeOf(path: string): Promise<string> {
  return mediaTypes[(await inspectRecording(path)).container];
}
