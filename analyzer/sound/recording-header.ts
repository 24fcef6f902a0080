/** What the header of an accepted recording says, the limits it must keep and the codecs we take. */
import { KamertonError } from '#platform';

export const containers = ['wav', 'mp3', 'ogg', 'flac', 'mp4', 'webm', 'amr', 'gsm', 'adts'] as const;
export type Container = (typeof containers)[number];

/** Name of the ffmpeg demuxer that is forced for a container: a file is never read as anything else than its magic bytes say. */
const demuxers: Record<Container, string> = {
  wav: 'wav',
  mp3: 'mp3',
  ogg: 'ogg',
  flac: 'flac',
  mp4: 'mov',
  webm: 'matroska',
  amr: 'amr',
  gsm: 'gsm',
  adts: 'aac',
};

/** Codecs we decode, and whether Chromium plays them as recorded (measured, notes «Audio», section 4). */
const browserPlays = {
  pcm: true,
  float: true,
  alaw: true,
  mulaw: true,
  mp3: true,
  opus: true,
  vorbis: true,
  flac: true,
  aac: true,
  alac: false,
  speex: false,
  gsm: false,
  ms_adpcm: false,
  ima_adpcm: false,
  g726: false,
  g722: false,
  amr_nb: false,
  amr_wb: false,
} as const satisfies Record<string, boolean>;
export type Codec = keyof typeof browserPlays;

export interface RecordingHeader {
  container: Container;
  codec: Codec;
  /** ffmpeg demuxer to force. */
  demuxer: string;
  channels: 1 | 2;
  /** Samples a second as recorded. */
  sampleRate: number;
  /** Seconds by the header; null when the header does not tell (then only decoding tells). */
  duration: number | null;
  /** Size of the file in bytes. */
  bytes: number;
  /** The recorder never wrote the final sizes (or cut the last block): decoded without the strict checks. */
  unfinished: boolean;
  browserCanPlay: boolean;
}

/** What a parser sees of a file: a window from where its header starts, the last bytes, and the sizes around them. */
export interface HeaderWindow {
  /** Bytes from `offset` of the file on (up to the window size). */
  head: Uint8Array;
  /** Last bytes of the file. */
  tail: Uint8Array;
  /** Where `head` starts in the file. */
  offset: number;
  /** Size of the whole file. */
  size: number;
}

export const limits = {
  minSampleRate: 6_000,
  maxSampleRate: 48_000,
  minDuration: 1,
  maxDuration: 4 * 3600,
} as const;

/** The refusal of a broken or forbidden recording: the cause and the way out, without a name. */
export function refuse(reason: string): KamertonError {
  return new KamertonError('bad_recording', reason);
}

/** The refusal of a type that Kamerton does not take. */
export function refuseType(found: string): KamertonError {
  return new KamertonError(
    'unsupported_media',
    `${found}: Камертон принимает записи WAV, MP3, Ogg (Opus, Vorbis, Speex), FLAC, AAC (M4A), WebM, AMR и GSM – выгрузите запись в одном из этих форматов`,
  );
}

/**
 * Checks what a parser has read against the limits and completes the header.
 * Throws KamertonError('bad_recording') for other than 1–2 channels, 6–48 kHz and, where the duration is known, 1 s … 4 h.
 */
export function checkedHeader(found: {
  container: Container;
  codec: Codec;
  channels: number;
  sampleRate: number;
  duration: number | null;
  bytes: number;
  unfinished?: boolean;
}): RecordingHeader {
  const { channels, sampleRate, duration } = found;
  if (channels !== 1 && channels !== 2) {
    throw refuse(`в записи ${channels} каналов, а принимаются один или два – выгрузите её в моно или стерео`);
  }
  if (!(sampleRate >= limits.minSampleRate && sampleRate <= limits.maxSampleRate)) {
    throw refuse(`частота дискретизации ${sampleRate} Гц, а принимается от 6 до 48 кГц – выгрузите запись заново`);
  }
  if (duration !== null) checkDuration(duration);
  return {
    container: found.container,
    codec: found.codec,
    demuxer: demuxers[found.container],
    channels,
    sampleRate,
    duration,
    bytes: found.bytes,
    unfinished: found.unfinished ?? false,
    browserCanPlay: browserPlays[found.codec],
  };
}

/** Throws KamertonError('bad_recording') unless the duration (seconds) is within 1 s … 4 h. */
function checkDuration(duration: number): void {
  if (!(duration >= limits.minDuration)) {
    throw refuse('запись короче секунды – проверьте, что файл выгружен целиком');
  }
  if (duration > limits.maxDuration) {
    throw refuse('запись длиннее четырёх часов – разделите её на части');
  }
}
