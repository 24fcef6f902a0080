/** A place in the recording as a small button: its words and its second; a click plays it. */
import { IconPlayerPlay } from '@tabler/icons-react';
import { clock } from '../../i18n/format.ts';
import { useTexts } from '../../i18n/language.tsx';
import { leadSeconds } from '../../player/finding-steps.ts';
import { keepFocus } from '../../player/keep-focus.ts';
import { usePlayback } from '../../player/playback-context.tsx';
import classes from './panels.module.css';

/** Without a quote the chip shows the time only and is named by `label`. */
export function PlayChip({ quote, label, start }: { quote?: string; label?: string; start: number }) {
  const { scorecard } = useTexts();
  const playback = usePlayback();
  const time = clock(start);
  return (
    <button
      type="button"
      className={classes.chip}
      aria-label={label ?? scorecard.playEvidence(quote ?? '', time)}
      title={quote}
      onMouseDown={keepFocus}
      onClick={() => playback.playFrom(start - leadSeconds)}
    >
      <IconPlayerPlay size={13} aria-hidden />
      <span className={classes.chipTime}>{time}</span>
      {quote !== undefined && quote !== '' && <span className={classes.chipText}>«{quote}»</span>}
    </button>
  );
}
