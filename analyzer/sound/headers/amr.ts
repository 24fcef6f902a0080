/** Header of an AMR recording (RFC 4867 storage format): the magic line, then a chain of frames that must hold together. */
import { ByteView } from '../byte-view.ts';
import { checkedHeader, type HeaderWindow, type RecordingHeader, refuse, refuseType } from '../recording-header.ts';

/** Bytes after the frame's first byte, by frame type; −1 is not used. */
const narrowBytes = [12, 13, 15, 17, 19, 20, 26, 31, 5, -1, -1, -1, -1, -1, -1, 0];
const wideBytes = [17, 23, 32, 36, 40, 46, 50, 58, 60, 5, -1, -1, -1, -1, 0, 0];

/** Reads the frame chain within the window. Throws KamertonError('bad_recording'): ffmpeg decodes garbage here without a word. */
export function parseAmr({ head, size }: HeaderWindow): RecordingHeader {
  const view = new ByteView(head);
  const wide = view.has(0, '#!AMR-WB\n');
  if (!wide && !view.has(0, '#!AMR\n')) throw refuseType('многоканальный AMR');
  const sizes = wide ? wideBytes : narrowBytes;
  let at = wide ? 9 : 6;
  let frames = 0;
  while (at < view.length) {
    const first = view.u8(at);
    const bytes = sizes[(first >> 3) & 15] ?? -1;
    if ((first & 0x83) !== 0 || bytes < 0) throw refuse('кадры AMR испорчены – выгрузите запись заново');
    at += 1 + bytes;
    frames++;
  }
  return checkedHeader({
    container: 'amr',
    codec: wide ? 'amr_wb' : 'amr_nb',
    channels: 1,
    sampleRate: wide ? 16_000 : 8_000,
    // Every frame is 20 ms; the sizes vary, so only the whole chain tells (the window holds four hours of it).
    duration: view.length === size ? frames * 0.02 : null,
    bytes: size,
    unfinished: at > size,
  });
}
