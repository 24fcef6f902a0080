/** Header of a FLAC file: its stream information block. */
import { ByteView } from '../byte-view.ts';
import { checkedHeader, type HeaderWindow, type RecordingHeader, refuse } from '../recording-header.ts';

/** Reads the stream information of a FLAC file (window starts at «fLaC»). Throws KamertonError('bad_recording'). */
export function parseFlac({ head, size }: HeaderWindow): RecordingHeader {
  const view = new ByteView(head);
  const length = view.u32be(4) & 0xffffff;
  if ((view.u8(4) & 0x7f) !== 0 || length < 34)
    throw refuse('в файле FLAC нет описания звука – выгрузите запись заново');
  const packed = view.u32be(18);
  const sampleRate = packed >>> 12;
  const samples = (view.u8(21) & 0x0f) * 2 ** 32 + view.u32be(22);
  if (sampleRate === 0) throw refuse('в заголовке FLAC нулевая частота дискретизации – выгрузите запись заново');
  return checkedHeader({
    container: 'flac',
    codec: 'flac',
    channels: ((packed >>> 9) & 7) + 1,
    sampleRate,
    duration: samples > 0 ? samples / sampleRate : null,
    bytes: size,
  });
}
