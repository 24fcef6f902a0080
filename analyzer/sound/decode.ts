/** Decodes a recording to 16-bit samples, channel by channel, as a stream: memory does not grow with the length of the call. */
import { resolve } from 'node:path';
import { breathe } from './breathe.ts';
import { programs } from './config.ts';
import { type LimitedProcess, missing, startLimited } from './limited-process.ts';
import { limits, type RecordingHeader, refuse } from './recording-header.ts';
import { SampleSplitter } from './sample-splitter.ts';

/** A decoder that gives nothing for this long while we wait for it is hung. */
const stallMs = 60_000;
const maxShareNonFinite = 0.01;

export interface DecodeOptions {
  /** Samples a second of the output. */
  sampleRate: number;
  /** Stops the decoder; the iteration then throws the signal's reason. */
  signal?: AbortSignal;
}

/**
 * Streams the recording at `path` as chunks: one Int16Array per channel (never mixed: antiphase stereo would fall silent).
 * The demuxer of the header is forced and nothing but this file can be opened (notes «Audio», section 2: a playlist named
 * .wav would otherwise read other calls). The result is checked at the end, because exit code 0 proves nothing:
 * throws KamertonError('bad_recording') for no sound, a failed decoder, more than 2 % off the header's duration,
 * less than 1 s or more than 4 h; 'missing_program' without ffmpeg (or sox, for AMR). Leaving early kills the decoder.
 */
export async function* decodeRecording(
  path: string,
  header: RecordingHeader,
  { sampleRate, signal }: DecodeOptions,
): AsyncGenerator<Int16Array[], void, void> {
  signal?.throwIfAborted();
  const float = header.codec === 'float';
  const [program, args] = decoderCommand(path, header, sampleRate);
  const decoder = await startLimited(program, args);
  const watch = watchStall(decoder);
  const abort = () => decoder.kill();
  signal?.addEventListener('abort', abort, { once: true });
  const splitter = new SampleSplitter(header.channels, float);
  const maxSamples = limits.maxDuration * sampleRate;
  let samples = 0;
  try {
    decoder.child.stdin.end();
    watch.start();
    for await (const bytes of decoder.child.stdout) {
      watch.stop();
      const chunk = splitter.push(bytes);
      samples += chunk[0]?.length ?? 0;
      if (samples > maxSamples) throw refuse('запись длиннее четырёх часов – разделите её на части');
      if (chunk[0]?.length) yield chunk;
      // A full pipe hands over two megabytes in one turn of the event loop: let others in between.
      await breathe();
      watch.start();
    }
    const end = await decoder.ended;
    watch.stop();
    signal?.throwIfAborted();
    checkEnd(decoder, end, watch.stalled(), program);
    checkLength(samples / sampleRate, header);
    if (splitter.nonFinite > samples * header.channels * maxShareNonFinite) {
      throw refuse('в записи нечисловые отсчёты – выгрузите её заново');
    }
  } finally {
    watch.stop();
    signal?.removeEventListener('abort', abort);
    decoder.kill();
    await decoder.ended;
  }
}

function decoderCommand(path: string, header: RecordingHeader, sampleRate: number): [string, string[]] {
  // Absolute, so that no name can look like an option, a protocol or (for sox) a command.
  const file = resolve(path);
  if (header.container === 'amr') {
    const type = header.codec === 'amr_wb' ? 'amr-wb' : 'amr-nb';
    return [
      programs.sox,
      ['-V1', '-t', type, file, '-t', 'raw', '-e', 'signed', '-b', '16', '-r', `${sampleRate}`, '-c', '1', '-'],
    ];
  }
  // Frames of MP3 stand alone, and junk after the last one (tags of players, a frame cut by the recorder) is common and
  // harmless: there the length check alone decides.
  const lenient = header.unfinished || header.container === 'mp3';
  const strict = lenient ? [] : ['-xerror', '-err_detect', 'explode'];
  const sample = header.codec === 'float' ? 'f32le' : 's16le';
  return [
    programs.ffmpeg,
    [
      ...['-nostdin', '-hide_banner', '-v', 'error', ...strict, '-threads', '1'],
      ...['-protocol_whitelist', 'file,pipe', '-format_whitelist', header.demuxer, '-f', header.demuxer],
      ...['-i', `file:${file}`, '-map', '0:a:0', '-vn', '-sn', '-dn', '-map_metadata', '-1'],
      // One second above the limit, so that a longer recording is seen to be longer.
      ...['-t', `${limits.maxDuration + 1}`, '-ar', `${sampleRate}`, '-ac', `${header.channels}`],
      ...['-c:a', `pcm_${sample}`, '-f', sample, 'pipe:1'],
    ],
  ];
}

function checkEnd(
  decoder: LimitedProcess,
  end: { code: number | null; signal: NodeJS.Signals | null },
  stalled: boolean,
  program: string,
): void {
  if (end.code === 0) return;
  const said = decoder.said();
  if (end.code === 127 || /no handler for (given|detected) file type/.test(said)) throw missing(program);
  if (stalled) throw refuse('декодер завис на этой записи – выгрузите её заново, лучше в WAV');
  if (end.signal)
    throw refuse('запись потребовала слишком много памяти или времени – выгрузите её заново, лучше в WAV');
  throw refuse('запись повреждена и не читается до конца – выгрузите её заново');
}

/** Seconds decoded against the limits and the header: 2 % (and at least 0.3 s, codecs pad their ends). */
function checkLength(seconds: number, header: RecordingHeader): void {
  if (seconds === 0) throw refuse('в записи нет звука – выгрузите её заново');
  if (seconds < limits.minDuration) throw refuse('запись короче секунды – проверьте, что файл выгружен целиком');
  if (header.duration === null) return;
  const tolerance = Math.max(0.3, header.duration * 0.02);
  if (Math.abs(seconds - header.duration) <= tolerance) return;
  const [found, promised] = [seconds, header.duration].map((value) => value.toFixed(1));
  throw refuse(`звука в записи ${found} с, а заголовок обещает ${promised} с – выгрузите её заново целиком`);
}

function watchStall(decoder: LimitedProcess): { start: () => void; stop: () => void; stalled: () => boolean } {
  let timer: NodeJS.Timeout | undefined;
  let stalled = false;
  return {
    start: () => {
      timer = setTimeout(() => {
        stalled = true;
        decoder.kill();
      }, stallMs);
    },
    stop: () => clearTimeout(timer),
    stalled: () => stalled,
  };
}
