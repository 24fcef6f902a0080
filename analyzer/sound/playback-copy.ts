/** Makes a copy of a recording that every browser plays, for codecs that browsers refuse (GSM, G.726, ADPCM, Speex, AMR). */
import { rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { KamertonError } from '#platform';
import { programs } from './config.ts';
import { decodeRecording } from './decode.ts';
import { missing, startLimited } from './limited-process.ts';
import type { RecordingHeader } from './recording-header.ts';

/** MPEG 2 layer III begins at 16 kHz; the 8 kHz variant (MPEG 2.5) is not played everywhere. */
export const sampleRate = 16_000;
const maxBytes = 400 * 2 ** 20;

/**
 * Writes an MP3 copy (16 kHz, the channels kept apart, no metadata) to `target` by way of `target.part`, renamed when whole.
 * Throws what `decodeRecording` throws, KamertonError('missing_program') without ffmpeg and 'internal' when the copy cannot be written.
 */
export async function makePlaybackCopy(
  path: string,
  header: RecordingHeader,
  target: string,
  signal?: AbortSignal,
): Promise<void> {
  await encodeMp3(decodeRecording(path, header, { sampleRate, signal }), header.channels, target);
}

/** Encodes chunks (one array a channel, 16 kHz) to an MP3 file at `target`, by way of `target.part`. */
export async function encodeMp3(chunks: AsyncIterable<Int16Array[]>, channels: number, target: string): Promise<void> {
  const part = `${resolve(target)}.part`;
  const encoder = await startLimited(programs.ffmpeg, encoderArguments(channels, part), maxBytes);
  try {
    encoder.child.stdout.resume();
    for await (const chunk of chunks) {
      // A dead encoder breaks the pipe; then waiting for room would never end.
      const gone = encoder.ended.then(() => true);
      if (!encoder.child.stdin.write(interleave(chunk))) {
        const drained = new Promise<boolean>((done) => encoder.child.stdin.once('drain', () => done(false)));
        if (await Promise.race([drained, gone])) break;
      }
    }
    encoder.child.stdin.end();
    const { code } = await encoder.ended;
    if (code === 127) throw missing(programs.ffmpeg);
    if (code !== 0)
      throw new KamertonError('internal', 'копия для прослушивания не записана – проверьте место на диске');
    await rename(part, target);
  } catch (error) {
    encoder.kill();
    await encoder.ended;
    await rm(part, { force: true });
    throw error;
  }
}

function encoderArguments(channels: number, part: string): string[] {
  return [
    ...[
      '-hide_banner',
      '-v',
      'error',
      '-threads',
      '1',
      '-protocol_whitelist',
      'file,pipe',
      '-format_whitelist',
      's16le',
    ],
    ...['-f', 's16le', '-ar', `${sampleRate}`, '-ac', `${channels}`, '-i', 'pipe:0', '-map_metadata', '-1'],
    // Separate channels, not joint stereo: the two sides of a call have nothing in common.
    ...[
      '-c:a',
      'libmp3lame',
      '-joint_stereo',
      '0',
      '-b:a',
      channels === 2 ? '64k' : '32k',
      '-f',
      'mp3',
      '-y',
      `file:${part}`,
    ],
  ];
}

function interleave(chunk: Int16Array[]): Buffer {
  const [left, right] = chunk;
  if (!left) return Buffer.alloc(0);
  if (!right) return Buffer.from(left.buffer, left.byteOffset, left.byteLength);
  const both = new Int16Array(left.length * 2);
  for (let i = 0; i < left.length; i++) {
    both[2 * i] = left[i] ?? 0;
    both[2 * i + 1] = right[i] ?? 0;
  }
  return Buffer.from(both.buffer);
}
