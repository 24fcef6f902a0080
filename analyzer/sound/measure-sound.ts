/** Measures a recording in one streaming pass: who speaks when, hold music, tones, overlaps, dead air, levels, and the peaks to draw. */
import type { ChannelReport, Interval, Overlap, SoundReport } from '../domain/sound-report.ts';
import { breathe } from './breathe.ts';
import { type ChannelEvents, findEvents } from './channel-events.ts';
import { decodeRecording } from './decode.ts';
import { findDeadAir } from './events/dead-air.ts';
import { findEcho } from './events/echo.ts';
import { clippedShare, speechLevel, voiceOf } from './events/loudness.ts';
import { findOverlaps } from './events/overlaps.ts';
import { lengthOf, type Run, toInterval } from './events/runs.ts';
import { framesPerSecond, sampleRate } from './frames/frame-format.ts';
import { FrameMeter } from './frames/frame-meter.ts';
import { PeakMeter, type Peaks, peaksPerSecond } from './peaks.ts';
import type { RecordingHeader } from './recording-header.ts';
import { TwinMeter } from './twin-channels.ts';

export interface MeasureOptions {
  /** Channel of the operator on a stereo recording. */
  operatorChannel: 'left' | 'right';
  /** Called as decoding goes on, with the share 0…1 that is done; never for recordings whose header has no duration. */
  onProgress?: (share: number) => void;
  signal?: AbortSignal;
}

/**
 * Measures the recording at `path`. Stereo: channels in the order of the recording, with roles by `operatorChannel`.
 * Mono, or the same sound on both channels: one channel «mixed», and no overlap is claimed. All times in seconds from the start of the recording.
 * Throws what `decodeRecording` throws.
 */
export async function measureSound(
  path: string,
  header: RecordingHeader,
  { operatorChannel, onProgress, signal }: MeasureOptions,
): Promise<{ report: SoundReport; peaks: Peaks }> {
  const meters = Array.from({ length: header.channels }, () => new FrameMeter());
  const twins = new TwinMeter();
  const peakMeters = meters.map(() => new PeakMeter(sampleRate));
  let samples = 0;
  for await (const chunk of decodeRecording(path, header, { sampleRate, signal })) {
    for (const [channel, part] of chunk.entries()) {
      peakMeters[channel]?.push(part);
      for (let from = 0; from < part.length; from += sampleRate / 4) {
        meters[channel]?.push(part.subarray(from, from + sampleRate / 4));
        await breathe();
      }
    }
    if (chunk[0] && chunk[1]) twins.push(chunk[0], chunk[1]);
    samples += chunk[0]?.length ?? 0;
    if (header.duration) onProgress?.(Math.min(1, samples / sampleRate / header.duration));
  }
  const duration = samples / sampleRate;
  const frames = (twins.areTwins() ? meters.slice(0, 1) : meters).map((meter) => meter.finish());
  const events: ChannelEvents[] = [];
  for (const [channel, own] of frames.entries()) {
    signal?.throwIfAborted();
    const other = frames[1 - channel];
    events.push(await findEvents(own, other ? await findEcho(other.level, own.level) : null));
  }
  const peaks = { perSecond: peaksPerSecond, duration, channels: peakMeters.map((meter) => meter.finish()) };
  return { report: await toReport(events, operatorChannel, duration), peaks };
}

async function toReport(
  events: ChannelEvents[],
  operatorChannel: 'left' | 'right',
  duration: number,
): Promise<SoundReport> {
  const roles: ChannelReport['role'][] =
    events.length === 1 ? ['mixed'] : operatorChannel === 'left' ? ['operator', 'client'] : ['client', 'operator'];
  const seconds = (run: Run): Interval => toInterval(run, duration);
  const sounds = events.flatMap(({ speech, music, rings, busy, keys }) => [
    ...speech,
    ...music,
    ...rings,
    ...busy,
    ...keys,
  ]);
  const dead = findDeadAir(
    sounds,
    events.flatMap(({ rings }) => rings),
  );
  const channels: ChannelReport[] = [];
  for (const [channel, found] of events.entries()) {
    channels.push(await channelReport(found, roles[channel] ?? 'mixed', seconds));
  }
  return {
    duration,
    channels,
    overlaps: overlapsOf(events, roles, seconds),
    dead_air: dead.map(seconds),
  };
}

async function channelReport(
  found: ChannelEvents,
  role: ChannelReport['role'],
  seconds: (run: Run) => Interval,
): Promise<ChannelReport> {
  const { frames, speech, talk, music, rings, busy, keys } = found;
  const voiced: ChannelReport['speech'] = [];
  for (const run of speech) {
    voiced.push({ ...seconds(run), ...voiceOf(frames, run) });
    await breathe();
  }
  return {
    role,
    speech: voiced,
    talk: talk.reduce((sum, run) => sum + lengthOf(run), 0) / framesPerSecond,
    level: speechLevel(frames, talk),
    music: music.map(seconds),
    rings: rings.map(seconds),
    busy: busy.map(seconds),
    keys: keys.map((run) => ({ ...seconds(run), key: run.key })),
    clipping: clippedShare(frames, talk),
  };
}

function overlapsOf(
  events: ChannelEvents[],
  roles: ChannelReport['role'][],
  seconds: (run: Run) => Interval,
): Overlap[] {
  const [first, second] = events;
  if (!first || !second) return [];
  return findOverlaps(first.speech, second.speech).map((run) => ({
    ...seconds(run),
    by: roles[run.by] === 'operator' ? ('operator' as const) : ('client' as const),
    interruption: run.interruption,
  }));
}
