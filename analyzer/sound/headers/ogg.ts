/** Header of an Ogg recording: Opus, Vorbis, Speex or FLAC in the first page, the length from the last page. */
import { ByteView } from '../byte-view.ts';
import { checkedHeader, type HeaderWindow, type RecordingHeader, refuse, refuseType } from '../recording-header.ts';

interface Stream {
  codec: 'opus' | 'vorbis' | 'speex' | 'flac';
  channels: number;
  sampleRate: number;
  /** Granule positions a second, and positions before the sound starts. */
  granuleRate: number;
  skip: number;
}

/** Reads the first and the last page of an Ogg file. Throws KamertonError('bad_recording' | 'unsupported_media'). */
export function parseOgg({ head, tail, size }: HeaderWindow): RecordingHeader {
  const view = new ByteView(head);
  const serial = view.u32le(14);
  const segments = view.u8(26);
  if ((view.u8(5) & 2) === 0) throw refuse('файл Ogg начинается с середины – выгрузите запись целиком');
  const stream = parseStream(view, 27 + segments);
  const { channels, sampleRate, codec } = stream;
  if (!(stream.granuleRate > 0))
    throw refuse('в заголовке Ogg нулевая частота дискретизации – выгрузите запись заново');
  const last = lastGranule(tail, serial);
  return checkedHeader({
    container: 'ogg',
    codec,
    channels,
    sampleRate,
    duration: last === null ? null : Math.max(0, last - stream.skip) / stream.granuleRate,
    bytes: size,
  });
}

function parseStream(view: ByteView, at: number): Stream {
  if (view.has(at, 'OpusHead')) {
    // Opus always decodes at 48 kHz; the rate in its header is only what was fed to the encoder.
    return {
      codec: 'opus',
      channels: view.u8(at + 9),
      sampleRate: 48_000,
      granuleRate: 48_000,
      skip: view.u16le(at + 10),
    };
  }
  if (view.has(at, '\x01vorbis')) {
    const rate = view.u32le(at + 12);
    return { codec: 'vorbis', channels: view.u8(at + 11), sampleRate: rate, granuleRate: rate, skip: 0 };
  }
  if (view.has(at, 'Speex   ')) {
    const rate = view.u32le(at + 36);
    return { codec: 'speex', channels: view.u32le(at + 48), sampleRate: rate, granuleRate: rate, skip: 0 };
  }
  if (view.has(at, '\x7fFLAC')) {
    const rate = (view.u32be(at + 27) >>> 12) & 0xfffff;
    return { codec: 'flac', channels: ((view.u8(at + 29) >> 1) & 7) + 1, sampleRate: rate, granuleRate: rate, skip: 0 };
  }
  throw refuseType('в файле Ogg не звук разговора');
}

/** Granule position of the last page; null when no page of this stream is found there (chained or cut streams). */
function lastGranule(tail: Uint8Array, serial: number): number | null {
  const view = new ByteView(tail);
  for (let at = view.length - 27; at >= 0; at--) {
    if (view.u8(at) !== 0x4f || !view.has(at, 'OggS')) continue;
    if (view.u32le(at + 14) !== serial) return null;
    const granule = view.u64le(at + 6);
    // All ones: no packet ends on this page; an earlier one has the time.
    if (granule < 2 ** 63) return granule;
  }
  return null;
}
