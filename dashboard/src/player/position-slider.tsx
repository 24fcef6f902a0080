/** The place in the recording as a slider over the wave form: by mouse, by touch and by keys. */
import { type KeyboardEvent, useMemo } from 'react';
import { useFormat } from '../access/session.ts';
import { useTexts } from '../i18n/language.tsx';
import { usePlace, usePlayback } from './playback-context.tsx';
import classes from './player.module.css';

/** Seconds that a key moves. */
const steps: Record<string, number> = {
  ArrowLeft: -5,
  ArrowDown: -5,
  ArrowRight: 5,
  ArrowUp: 5,
  PageDown: -30,
  PageUp: 30,
};

/** Seconds as the clock beside it shows them. */
const shown = Math.floor;

export function PositionSlider({ duration }: { duration: number }) {
  const { player } = useTexts();
  const format = useFormat();
  const playback = usePlayback();
  // While it plays ten times a second is enough: the cursor of the wave form moves by itself.
  const time = usePlace((place) => (place.paused ? place.time : Math.round(place.time * 10) / 10));
  const [second, last] = [shown(time), shown(duration)];
  const place = useMemo(
    () => player.at(format.spokenLength(second), format.spokenLength(last), last),
    [player, format, second, last],
  );
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    playback.skip(step);
  };
  return (
    <input
      type="range"
      className={classes.slider}
      min={0}
      max={duration}
      step={0.01}
      value={Math.min(time, duration)}
      aria-label={player.position}
      aria-valuetext={place}
      onChange={(event) => playback.seek(Number(event.currentTarget.value))}
      onKeyDown={onKeyDown}
    />
  );
}
