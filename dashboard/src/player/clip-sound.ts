/** A moment of a recording, played outside of its call's page: one sound for the whole window, the last asked is heard. */
import { callAudioUrl } from '../api/call-audio.ts';

export interface Clip {
  /** Tells the clips of a page apart. */
  id: string;
  callId: string;
  /** Seconds. */
  start: number;
  end: number;
}

interface ClipState {
  /** The clip that sounds (or is on its way); null when it is quiet. */
  playing: string | null;
  /** Clips that could not be loaded. */
  failed: ReadonlySet<string>;
}

/** What is heard before the clip and after it, seconds: words alone are hard to understand. */
const lead = 2;
const tail = 1.5;

let audio: HTMLAudioElement | null = null;
let current: Clip | null = null;
let state: ClipState = { playing: null, failed: new Set() };
const listeners = new Set<() => void>();

function set(next: Partial<ClipState>): void {
  state = { ...state, ...next };
  for (const listener of listeners) listener();
}

function element(): HTMLAudioElement {
  if (audio !== null) return audio;
  const made = new Audio();
  made.preload = 'metadata';
  made.addEventListener('timeupdate', () => {
    if (current !== null && made.currentTime >= current.end + tail) stop();
  });
  made.addEventListener('ended', stop);
  made.addEventListener('error', () => {
    if (current === null) return;
    set({ playing: null, failed: new Set([...state.failed, current.id]) });
    current = null;
  });
  audio = made;
  return made;
}

function stop(): void {
  current = null;
  audio?.pause();
  set({ playing: null });
}

export const clipSound = {
  state: (): ClipState => state,

  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },

  /** Plays the clip; pressed again, it stops. */
  toggle(clip: Clip): void {
    if (state.playing === clip.id) {
      stop();
      return;
    }
    const sound = element();
    const url = callAudioUrl(clip.callId);
    current = clip;
    set({ playing: clip.id });
    if (!sound.src.endsWith(url)) sound.src = url;
    // Before the length is known this says where playing begins.
    sound.currentTime = Math.max(0, clip.start - lead);
    // A refusal shows as the error event.
    sound.play().catch(() => {});
  },

  /** Stops this clip when it is the one that sounds. */
  leave(id: string): void {
    if (state.playing === id) stop();
  },
};
