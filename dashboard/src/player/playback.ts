/** Playback of a call: a store around the audio element, so that only what shows the time is drawn again. */
import { type ChannelMixer, channelMixer } from './channel-mixer.ts';
import type { LaneRole } from './lanes.ts';
import { afterSilence, type Stretch } from './quiet-stretches.ts';
import { readSpeed } from './speeds.ts';

const speedKey = 'kamerton.speed';
const skipKey = 'kamerton.skipSilence';

export type Playback = ReturnType<typeof createPlayback>;

export interface Place {
  audio: HTMLAudioElement | null;
  time: number;
  /** Seconds; null until the element knows. */
  length: number | null;
  paused: boolean;
  speed: number;
  skipSilence: boolean;
  /** Whose lane is heard alone. */
  solo: LaneRole | null;
  /** The sound could not be loaded. */
  broken: boolean;
}

/** What was found out about the sound. */
interface KnownSound {
  lanes: readonly LaneRole[];
  quiet: readonly Stretch[];
}

/** Without an attached element (no recording, no right to listen) seeking still moves the place in the transcript. */
export function createPlayback() {
  let element: HTMLAudioElement | null = null;
  let mixer: ChannelMixer | null = null;
  let known: KnownSound = { lanes: [], quiet: [] };
  let frame = 0;
  let place: Place = {
    audio: null,
    time: 0,
    length: null,
    paused: true,
    speed: readSpeed(localStorage.getItem(speedKey)),
    skipSilence: localStorage.getItem(skipKey) === 'on',
    solo: null,
    broken: false,
  };
  const listeners = new Set<() => void>();

  const set = (changes: Partial<Place>) => {
    place = { ...place, ...changes };
    for (const listener of listeners) listener();
  };
  const advance = () => {
    if (!element) return;
    const next = place.skipSilence && !element.paused ? afterSilence(known.quiet, element.currentTime) : null;
    if (next !== null) element.currentTime = next;
    set({ time: element.currentTime });
  };
  const follow = () => {
    advance();
    frame = requestAnimationFrame(follow);
  };
  const onPlay = () => {
    mixer?.wake();
    set({ paused: false });
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(follow);
  };
  const onPause = () => {
    cancelAnimationFrame(frame);
    if (element) set({ paused: true, time: element.currentTime });
  };
  const onSeek = () => {
    if (element) set({ time: element.currentTime });
  };
  const onLength = () => {
    if (element && Number.isFinite(element.duration)) set({ length: element.duration });
  };
  const onError = () => {
    cancelAnimationFrame(frame);
    set({ broken: true, paused: true });
  };
  // Frames rest in a hidden tab; `timeupdate` goes on there.
  const events = {
    play: onPlay,
    pause: onPause,
    ended: onPause,
    seeking: onSeek,
    timeupdate: advance,
    durationchange: onLength,
    error: onError,
  };

  const seek = (time: number) => {
    const target = Math.min(Math.max(0, time), (element && place.length) ?? Number.POSITIVE_INFINITY);
    if (element) element.currentTime = target;
    set({ time: target });
  };
  const play = () => {
    // The browser refuses when the sound cannot be loaded; the error event says so.
    element?.play().catch(() => {});
  };
  const hear = (solo: LaneRole | null) => {
    if (element === null) return;
    mixer ??= channelMixer(element);
    mixer.hear(solo === null ? null : known.lanes.indexOf(solo));
    mixer.wake();
    set({ solo });
  };

  return {
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    place: () => place,
    attach(audio: HTMLAudioElement) {
      element = audio;
      audio.preservesPitch = true;
      audio.defaultPlaybackRate = place.speed;
      audio.playbackRate = place.speed;
      if (place.time > 0) audio.currentTime = place.time;
      for (const [name, listener] of Object.entries(events)) audio.addEventListener(name, listener);
      set({ audio });
      onLength();
      return () => {
        cancelAnimationFrame(frame);
        for (const [name, listener] of Object.entries(events)) audio.removeEventListener(name, listener);
        mixer?.close();
        mixer = null;
        element = null;
        set({ audio: null, solo: null });
      };
    },
    /** Tells what the sound is like, as soon as that is known. */
    learn(sound: KnownSound) {
      known = sound;
    },
    /** Tries the sound again: what browsers refuse gets a copy that they play. */
    reload() {
      set({ broken: false });
      element?.load();
    },
    play,
    seek,
    toggle() {
      if (place.paused) play();
      else element?.pause();
    },
    /** Seconds forward, or backward when negative. */
    skip(seconds: number) {
      seek(place.time + seconds);
    },
    playFrom(time: number) {
      seek(time);
      play();
    },
    setSpeed(speed: number) {
      if (element) {
        element.defaultPlaybackRate = speed;
        element.playbackRate = speed;
      }
      localStorage.setItem(speedKey, String(speed));
      set({ speed });
    },
    toggleSkipSilence() {
      const skipSilence = !place.skipSilence;
      localStorage.setItem(skipKey, skipSilence ? 'on' : 'off');
      set({ skipSilence });
    },
    /** Hears one side alone, or both again when it was alone already. Nothing to do where both are on one channel. */
    toggleSolo(role: LaneRole) {
      if (known.lanes.length > 1 && known.lanes.includes(role)) hear(place.solo === role ? null : role);
    },
  };
}
