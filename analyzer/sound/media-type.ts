/** Media types of recordings as the player is told them. */
import { containerOf } from './container-of.ts';
import { id3Bytes } from './headers/mp3.ts';
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
  adts: 'audio/aac',
};

/** First bytes of a recording that are enough to tell its type. */
export const mediaTypeBytes = 4_096;

/** Media type of a stored recording, by its magic bytes (never by a name somebody gave it). */
export function mediaTypeOf(head: Uint8Array): string {
  const tag = id3Bytes(head);
  // Before a tag longer than what we look at: only MP3 has one.
  return tag >= head.length ? mediaTypes.mp3 : mediaTypes[containerOf(head.subarray(tag))];
}
