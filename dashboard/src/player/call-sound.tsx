/** The sound of a call: stays in the page whatever is shown about the call, so that a new state does not stop it. */
import { useEffect, useState } from 'react';
import { callAudioUrl } from '../api/call-audio.ts';
import type { CallState } from '../api/shapes.ts';
import { usePlayback } from './playback-context.tsx';

export function CallSound({ callId, state }: { callId: string; state: CallState }) {
  const playback = usePlayback();
  const [audio, setAudio] = useState<HTMLAudioElement | null>(null);
  useEffect(() => (audio ? playback.attach(audio) : undefined), [audio, playback]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a call that moved on may have got a copy for browsers.
  useEffect(() => {
    if (playback.place().broken) playback.reload();
  }, [state, playback]);
  // biome-ignore lint/a11y/useMediaCaption: the transcript stands beside the player.
  return <audio ref={setAudio} src={callAudioUrl(callId)} preload="metadata" />;
}
