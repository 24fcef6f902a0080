/** Everything that happens on one channel: speech, hold music and tones, from its frames. */
import { breathe } from './breathe.ts';
import { findHoldMusic } from './events/hold-music.ts';
import { lengthOf, type Run } from './events/runs.ts';
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

/** Marks of a frame that is not looked at for speech. */
const toneOrMusic = 1;
const echoed = 2;

/**
 * Finds the events of a channel; `echo` marks frames that hold only an echo of the other channel.
 * Gives way to other work between the steps (hours of sound are millions of frames).
 */
export async function findEvents(frames: Frames, echo: Uint8Array | null = null): Promise<ChannelEvents> {
  const own = <T extends Run>(runs: T[]) => (echo ? runs.filter((run) => !isEcho(run, echo)) : runs);
  const { rings, busy, keys } = findTones(frames);
  const tones = { rings: own(rings), busy: own(busy), keys: own(keys) };
  await breathe();
  const music = own(await findHoldMusic(frames));
  const excluded = new Uint8Array(frames.level.length);
  if (echo) for (let frame = 0; frame < echo.length; frame++) excluded[frame] = (echo[frame] ?? 0) * echoed;
  for (const { from, to } of [...rings, ...busy, ...keys, ...music]) excluded.fill(toneOrMusic, from, to);
  await breathe();
  const { speech, talk } = await findSpeech(frames, excluded);
  return { ...tones, frames, music, speech, talk };
}

function isEcho(run: Run, echo: Uint8Array): boolean {
  const marked = echo.subarray(run.from, run.to).reduce((sum, mark) => sum + mark, 0);
  return marked > lengthOf(run) / 2;
}
