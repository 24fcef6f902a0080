/** Header-less GSM 06.10: recognised only by the mark that every 33-byte frame carries. */
import { ByteView } from '../byte-view.ts';
import { checkedHeader, type HeaderWindow, type RecordingHeader } from '../recording-header.ts';

const frameBytes = 33;
const leastFrames = 50;

/** True when the bytes are a chain of at least 50 GSM frames (1 s): each starts with the nibble 0xD. */
export function looksLikeGsm(head: Uint8Array): boolean {
  const view = new ByteView(head);
  const frames = Math.floor(view.length / frameBytes);
  if (frames < leastFrames) return false;
  for (let frame = 0; frame < frames; frame++) {
    if (view.u8(frame * frameBytes) >> 4 !== 0xd) return false;
  }
  return true;
}

/** Header of a raw GSM file: always mono at 8 kHz, 20 ms a frame. */
export function parseGsm({ size }: HeaderWindow): RecordingHeader {
  return checkedHeader({
    container: 'gsm',
    codec: 'gsm',
    channels: 1,
    sampleRate: 8_000,
    duration: Math.floor(size / frameBytes) * 0.02,
    bytes: size,
    unfinished: size % frameBytes !== 0,
  });
}
