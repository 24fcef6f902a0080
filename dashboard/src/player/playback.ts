/** Playback of a call: a store around the audio element, so that only what shows the time is drawn again. */
import { readSpeed } from './speeds.ts';

const speedKey = 'kamerton.speed';

export type Playback = ReturnType<typeof createPlayback>;

export interface Place {
  time: number;
  paused: boolean;
  speed: number;
  /** The sound could not be loaded. */
  broken: boolean;
}

/** Without an attached element (no recording, no right to listen) seeking still moves the place in the transcript. */
export function createPlayback() {
  let element: HTMLAudioElement | null = null;
  let frame = 0;
  let place: Place = { time: 0, paused: true, speed: readSpeed(localStorage.getItem(speedKey)), broken: false };
  const listeners = new Set<() => void>();

  const set = (changes: Partial<Place>) => {
    place = { ...place, ...changes };
    for (const listener of listeners) listener();
  };
  const follow = () => {
    if (element) set({ time: element.currentTime });
    frame = requestAnimationFrame(follow);
  };
  const onPlay = () => {
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
  const onError = () => {
    cancelAnimationFrame(frame);
    set({ broken: true, paused: true });
  };

  const seek = (time: number) => {
    const known = element !== null && Number.isFinite(element.duration) ? element.duration : Number.POSITIVE_INFINITY;
    const target = Math.min(Math.max(0, time), known);
    if (element) element.currentTime = target;
    set({ time: target });
  };
  const play = () => {
    // The browser refuses when the sound cannot be loaded; the error event says so.
    element?.play().catch(() => {});
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
      const events = { play: onPlay, pause: onPause, ended: onPause, seeking: onSeek, error: onError };
      for (const [name, listener] of Object.entries(events)) audio.addEventListener(name, listener);
      return () => {
        cancelAnimationFrame(frame);
        for (const [name, listener] of Object.entries(events)) audio.removeEventListener(name, listener);
        element = null;
      };
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
  };
}
