/** Hears a moment of a call where one stands, without opening the call; beside it the way to the moment on its page. */
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useSyncExternalStore } from 'react';
import { useMay } from '../access/session.ts';
import { clock } from '../i18n/format.ts';
import { useOperatorTexts } from '../i18n/operator-texts.ts';
import classes from './clip-button.module.css';
import { clipSound } from './clip-sound.ts';

interface ClipButtonProps {
  /** Tells the clips of a page apart. */
  id: string;
  callId: string;
  callName: string;
  hasRecording: boolean;
  /** Opens the call at this finding. */
  findingId?: string | null;
  start: number;
  end: number;
  /** What is heard, for the name of the button. */
  quote: string;
}

export function ClipButton({ id, callId, callName, hasRecording, findingId, start, end, quote }: ClipButtonProps) {
  const { clip } = useOperatorTexts();
  const mayListen = useMay('call.listen');
  const playing = useSyncExternalStore(clipSound.subscribe, () => clipSound.state().playing === id);
  const failed = useSyncExternalStore(clipSound.subscribe, () => clipSound.state().failed.has(id));
  useEffect(() => () => clipSound.leave(id), [id]);
  const time = clock(start);
  return (
    <span className={classes.clip}>
      {hasRecording && mayListen && !failed && (
        <button
          type="button"
          className={classes.button}
          data-playing={playing || undefined}
          aria-label={playing ? clip.stop(quote, time) : clip.play(quote, time)}
          onClick={() => clipSound.toggle({ id, callId, start, end })}
        >
          {playing ? <IconPlayerStop size={15} aria-hidden /> : <IconPlayerPlay size={15} aria-hidden />}
          {time}
        </button>
      )}
      {failed && (
        <span className={classes.failed} role="status">
          {clip.failed}
        </span>
      )}
      <Link
        to="/calls/$id"
        params={{ id: callId }}
        search={{ t: Math.round(start * 10) / 10, ...(findingId && { flag: findingId }) }}
        className={classes.link}
        aria-label={clip.openOf(callName, time)}
        title={hasRecording ? undefined : clip.gone}
      >
        {hasRecording ? clip.open : clip.openAt(time)}
      </Link>
    </span>
  );
}
