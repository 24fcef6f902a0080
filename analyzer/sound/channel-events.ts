/** Everything that happens on one channel: speech, hold music and tones, from its frames. */
import { breather } from './breather.ts';
import { findHoldMusic } from './events/hold-music.ts';
import type { Run } from './events/runs.ts';
import { findSpeech } from './events/speech-activity.ts';
import { findTones, type Tones } from './events/tones.ts';
import type { Frames } from './frames/frame-format.ts';

export interface ChannelEvents extends Tones {
  frames: Frames;
  music: Run[];
  /** Speech with its pauses under 300 ms. */
  speech: Run[];
  /** Speech without its pauses of 150 ms and more: talk time. */
  talk: Run[];
}

/** Finds the events of a channel; gives way to other work between the steps (hours of sound are millions of frames). */
export async function findEvents(frames: Frames): Promise<ChannelEvents> {
  const breathe = breather();
  const tones = findTones(frames);
  await breathe();
  const music = await findHoldMusic(frames);
  const excluded = new Uint8Array(frames.level.length);
  for (const { from, to } of [...tones.rings, ...tones.busy, ...tones.keys, ...music]) excluded.fill(1, from, to);
  await breathe();
  const { speech, talk } = await findSpeech(frames, excluded);
  return { ...tones, frames, music, speech, talk };
}
