/** One utterance of one call at a time, heard without leaving the list. */
import { useEffect, useRef, useState } from 'react';
import { callAudioUrl } from '../../api/call-audio.ts';

export interface Snippet {
  play(callId: string, start: number, end: number): void;
  stop(): void;
  plays(callId: string, start: number): boolean;
  /** The last sound could not be had. */
  failed: boolean;
}

/** Heard a little before the words begin and after they end, seconds. */
const lead = 1;

export function useSnippet(): Snippet {
  const sound = useRef<HTMLAudioElement | null>(null);
  const [playing, setPlaying] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  const stop = () => {
    sound.current?.pause();
    sound.current = null;
    setPlaying(null);
  };
  useEffect(() => () => sound.current?.pause(), []);
  return {
    failed,
    stop,
    plays: (callId, start) => playing === `${callId} ${start}`,
    play(callId, start, end) {
      sound.current?.pause();
      const audio = new Audio(callAudioUrl(callId));
      sound.current = audio;
      setPlaying(`${callId} ${start}`);
      setFailed(false);
      audio.currentTime = Math.max(0, start - lead);
      audio.ontimeupdate = () => {
        if (audio.currentTime > end + lead && sound.current === audio) stop();
      };
      audio.onended = () => sound.current === audio && stop();
      audio.play().catch(() => {
        if (sound.current !== audio) return;
        stop();
        setFailed(true);
      });
    },
  };
}
