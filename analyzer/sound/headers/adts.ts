/** AAC without a container (ADTS, `.aac`): a chain of frames, each with its own length. */
import { ByteView } from '../byte-view.ts';
import { checkedHeader, type HeaderWindow, type RecordingHeader, refuse } from '../recording-header.ts';

const rates = [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350];
/** Samples of a frame. */
const frameSamples = 1_024;

interface Frame {
  bytes: number;
  sampleRate: number;
  channels: number;
}

/** True when the bytes begin with three agreeing frames. */
export function looksLikeAdts(head: Uint8Array): boolean {
  const view = new ByteView(head);
  let [at, rate] = [0, 0];
  for (let i = 0; i < 3; i++) {
    const frame = frameAt(view, at);
    if (!frame || (i > 0 && frame.sampleRate !== rate)) return false;
    rate = frame.sampleRate;
    at += frame.bytes;
  }
  return true;
}

/** Reads the frames of the window. Throws KamertonError('bad_recording') when they do not hold together. */
export function parseAdts({ head, offset, size }: HeaderWindow): RecordingHeader {
  const view = new ByteView(head);
  const first = frameAt(view, 0);
  if (!first) throw refuse('кадры AAC испорчены – выгрузите запись заново');
  let [at, frames] = [0, 0];
  while (at + 7 <= view.length) {
    const frame = frameAt(view, at);
    if (!frame || frame.sampleRate !== first.sampleRate || frame.channels !== first.channels)
      throw refuse('кадры AAC испорчены – выгрузите запись заново');
    at += frame.bytes;
    frames++;
  }
  const whole = offset + view.length === size;
  return checkedHeader({
    container: 'adts',
    codec: 'aac',
    channels: first.channels,
    sampleRate: first.sampleRate,
    // The sizes of frames vary: a longer file has to be decoded to know.
    duration: whole ? (frames * frameSamples) / first.sampleRate : null,
    bytes: size,
    unfinished: whole && at !== view.length,
  });
}

function frameAt(view: ByteView, at: number): Frame | null {
  if (at + 7 > view.length || view.u8(at) !== 0xff || (view.u8(at + 1) & 0xf6) !== 0xf0) return null;
  const third = view.u8(at + 2);
  const fourth = view.u8(at + 3);
  const sampleRate = rates[(third >> 2) & 15];
  const channels = ((third & 1) << 2) | (fourth >> 6);
  const bytes = ((fourth & 3) << 11) | (view.u8(at + 4) << 3) | (view.u8(at + 5) >> 5);
  if (sampleRate === undefined || channels === 0 || bytes < 8) return null;
  return { bytes, sampleRate, channels };
}
