/** Header of a WAV file (RIFF/WAVE): the format chunk against the sizes, for the codecs that exchanges write. */
import { ByteView } from '../byte-view.ts';
import { type Codec, checkedHeader, type HeaderWindow, type RecordingHeader, refuse } from '../recording-header.ts';

const maxChunks = 64;
const maxFormatBytes = 4096;
/** A recorder may lose the last buffer; more missing than this is a recording cut in half. */
const toleratedLoss = 4096;

interface Format {
  codec: Codec;
  channels: number;
  sampleRate: number;
  /** Bytes of one block and the samples (per channel) it decodes to; null where only decoding tells. */
  block: { bytes: number; samples: number } | null;
}

/**
 * Reads the header of a WAV file. Source: notes «Audio», section 2.
 * Throws KamertonError('bad_recording') naming the fault: ffmpeg itself would decode most of these to noise with exit code 0.
 */
export function parseWav({ head, size }: HeaderWindow): RecordingHeader {
  const view = new ByteView(head);
  let format: Format | null = null;
  let at = 12;
  for (let chunk = 0; chunk < maxChunks; chunk++) {
    if (at + 8 > size) {
      throw refuse(
        `в файле WAV нет ${format ? 'звука (блока data)' : 'описания звука (блока fmt)'} – выгрузите запись заново`,
      );
    }
    const id = view.tag(at, 4);
    const length = view.u32le(at + 4);
    const start = at + 8;
    if (id === 'data') {
      if (!format) throw refuse('в файле WAV звук идёт раньше своего описания (fmt) – выгрузите запись заново');
      return withData(format, length, start, size);
    }
    if (length > size - start)
      throw refuse('размер блока в заголовке WAV больше самого файла – выгрузите запись заново');
    if (id === 'fmt ') {
      if (format) throw refuse('в файле WAV два описания звука (fmt) – выгрузите запись заново');
      if (length < 16 || length > maxFormatBytes)
        throw refuse(`описание звука в WAV занимает ${length} байт – выгрузите запись заново`);
      format = parseFormat(view, start, length);
    }
    at = start + length + (length % 2);
  }
  throw refuse(`в файле WAV больше ${maxChunks} блоков перед звуком – выгрузите запись заново`);
}

function withData(format: Format, declared: number, start: number, size: number): RecordingHeader {
  const present = size - start;
  // 0 and 2^31−…/2^32−… are what recorders leave when they never came back to write the size.
  const neverWritten = declared === 0 || declared >= 0x7fff_f000;
  if (!neverWritten && declared > present + toleratedLoss) {
    throw refuse('запись обрезана: звука в файле меньше, чем обещает заголовок – загрузите файл целиком');
  }
  const length = neverWritten ? present : Math.min(declared, present);
  const block = format.block;
  if (length < (block?.bytes ?? 1)) throw refuse('в файле WAV нет ни одного отсчёта звука – выгрузите запись заново');
  return checkedHeader({
    container: 'wav',
    codec: format.codec,
    channels: format.channels,
    sampleRate: format.sampleRate,
    duration: block ? (Math.floor(length / block.bytes) * block.samples) / format.sampleRate : null,
    bytes: size,
    unfinished: neverWritten || declared > present || (block !== null && length % block.bytes !== 0),
  });
}

function parseFormat(view: ByteView, start: number, length: number): Format {
  const channels = view.u16le(start + 2);
  const sampleRate = view.u32le(start + 4);
  const align = view.u16le(start + 12);
  const bits = view.u16le(start + 14);
  let tag = view.u16le(start);
  if (tag === 0xfffe) {
    // WAVE_FORMAT_EXTENSIBLE: the codec is the first two bytes of a GUID with a fixed rest.
    const isAudioGuid =
      length >= 40 && view.has(start + 26, '\x00\x00\x00\x00\x10\x00\x80\x00\x00\xaa\x00\x38\x9b\x71');
    if (!isAudioGuid) throw refuse('незнакомое описание звука в WAV – выгрузите запись в PCM, A-law или µ-law');
    tag = view.u16le(start + 24);
  }
  if (channels < 1 || channels > 2) {
    throw refuse(`в записи ${channels} каналов, а принимаются один или два – выгрузите её в моно или стерео`);
  }
  const wrong = () =>
    refuse(`описание звука в WAV противоречиво (${bits} бит, блок ${align} байт) – выгрузите запись заново`);
  const plain = (codec: Codec, allowed: readonly number[]): Format => {
    if (!allowed.includes(bits) || align !== (channels * bits) / 8) throw wrong();
    return { codec, channels, sampleRate, block: { bytes: align, samples: 1 } };
  };
  switch (tag) {
    case 0x01:
      return plain('pcm', [8, 16, 24, 32]);
    case 0x03:
      return plain('float', [32, 64]);
    case 0x06:
      return plain('alaw', [8]);
    case 0x07:
      return plain('mulaw', [8]);
    case 0x02:
      if (bits !== 4 || align < 7 * channels + 1) throw wrong();
      return {
        codec: 'ms_adpcm',
        channels,
        sampleRate,
        block: { bytes: align, samples: ((align - 7 * channels) * 2) / channels + 2 },
      };
    case 0x11:
      if (bits !== 4 || align < 4 * channels + 1) throw wrong();
      return {
        codec: 'ima_adpcm',
        channels,
        sampleRate,
        block: { bytes: align, samples: ((align - 4 * channels) * 2) / channels + 1 },
      };
    case 0x31:
      if (channels !== 1 || align !== 65) throw wrong();
      return { codec: 'gsm', channels, sampleRate, block: { bytes: 65, samples: 320 } };
    case 0x45:
      if (channels !== 1 || bits < 2 || bits > 5 || align < 1) throw wrong();
      return { codec: 'g726', channels, sampleRate, block: { bytes: bits, samples: 8 } };
    case 0x65:
    case 0x28f:
      // G.722: a byte is two samples, whatever the block says.
      if (channels !== 1 || sampleRate !== 16_000) throw wrong();
      return { codec: 'g722', channels, sampleRate, block: { bytes: 1, samples: 2 } };
    case 0x55:
      return { codec: 'mp3', channels, sampleRate, block: null };
    default:
      throw refuse(`звук в WAV закодирован незнакомым способом (код ${tag}) – выгрузите запись в PCM, A-law или µ-law`);
  }
}
