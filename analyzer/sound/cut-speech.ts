/** Cuts windows of speech out of the channels of a recording into 16 kHz WAV files for the recogniser. */
import { randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeRecording } from './decode.ts';
import { type SpeechWindow, windowGap } from './pack-regions.ts';
import { type RecordingHeader, refuse } from './recording-header.ts';
import { wavHeader } from './wav-writer.ts';

const sampleRate = 16_000;

/** One region of one window, in samples: where it comes from and where it goes. */
interface Cut {
  channel: number;
  from: number;
  to: number;
  window: number;
  at: number;
}

/**
 * Writes one 16 kHz 16-bit mono WAV per window into `folder` (random hex names) and returns their paths channel by channel, in the
 * order of the windows. The regions of a window follow each other with 0.3 s of silence between them, so `timeInRecording` maps
 * times back exactly. One streaming pass for all channels; holds only the windows that are being filled. The caller removes the files.
 * Throws what `decodeRecording` throws, and KamertonError('bad_recording') when the recording has fewer channels.
 * @param ofChannels windows of the first channel, of the second…
 */
export async function cutSpeech(
  path: string,
  header: RecordingHeader,
  ofChannels: readonly (readonly SpeechWindow[])[],
  folder: string,
  signal?: AbortSignal,
): Promise<string[][]> {
  if (ofChannels.length > header.channels) throw refuse('в записи нет такого канала – проверьте, стерео ли она');
  const windows = ofChannels.flat();
  if (windows.length === 0) return ofChannels.map(() => []);
  const { cuts, lengths } = plan(ofChannels);
  const paths = windows.map(() => join(folder, `${randomBytes(16).toString('hex')}.wav`));
  const filling = new Map<number, Int16Array>();
  const write = async (window: number) => {
    const samples = filling.get(window) ?? new Int16Array(lengths[window] ?? 0);
    filling.delete(window);
    await writeWav(paths[window] ?? '', samples);
  };
  let position = 0;
  let next = 0;
  let active: Cut[] = [];
  const regionsLeft = windows.map((window) => window.length);
  for await (const chunk of decodeRecording(path, header, { sampleRate, signal })) {
    const end = position + (chunk[0]?.length ?? 0);
    for (let cut = cuts[next]; cut && cut.from < end; cut = cuts[++next]) active.push(cut);
    for (const cut of active) {
      const target = filling.get(cut.window) ?? new Int16Array(lengths[cut.window] ?? 0);
      filling.set(cut.window, target);
      const from = Math.max(cut.from, position);
      const part = chunk[cut.channel]?.subarray(from - position, Math.min(cut.to, end) - position);
      if (part) target.set(part, cut.at + from - cut.from);
      if (cut.to > end) continue;
      const left = (regionsLeft[cut.window] ?? 0) - 1;
      regionsLeft[cut.window] = left;
      if (left === 0) await write(cut.window);
    }
    active = active.filter((cut) => cut.to > end);
    position = end;
  }
  // Windows that reach past the end of the sound (or hold nothing) keep silence there.
  for (const [window, left] of regionsLeft.entries())
    if (left > 0 || windows[window]?.length === 0) await write(window);
  let given = 0;
  return ofChannels.map(({ length }) => {
    given += length;
    return paths.slice(given - length, given);
  });
}

function plan(ofChannels: readonly (readonly SpeechWindow[])[]): { cuts: Cut[]; lengths: number[] } {
  const gap = Math.round(windowGap * sampleRate);
  const cuts: Cut[] = [];
  const windows = ofChannels.flatMap((some, channel) => some.map((regions) => ({ channel, regions })));
  const lengths = windows.map(({ channel, regions }, window) => {
    let at = 0;
    for (const [index, region] of regions.entries()) {
      if (index > 0) at += gap;
      const from = Math.round(region.start * sampleRate);
      const to = Math.round(region.end * sampleRate);
      cuts.push({ channel, from, to, window, at });
      at += to - from;
    }
    return at;
  });
  return { cuts: cuts.sort((a, b) => a.from - b.from), lengths };
}

async function writeWav(path: string, samples: Int16Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.write(wavHeader(samples.length, sampleRate));
    await file.write(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
  } finally {
    await file.close();
  }
}
