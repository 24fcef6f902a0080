/** Bars of speech, pauses and music along the time line, with the same told in words. */
import { VisuallyHidden } from '@mantine/core';
import { memo } from 'react';
import { useFormat } from '../access/session.ts';
import type { SoundReport } from '../api/shapes.ts';
import { useTexts } from '../i18n/language.tsx';
import classes from './player.module.css';
import { barHeight, barPath, barRows, barSums, kinds } from './sound-bars-data.ts';

export const SoundBars = memo(function SoundBars({ sound }: { sound: SoundReport }) {
  const { bars } = useTexts();
  const rows = barRows(sound);
  return (
    <div className={classes.bars}>
      <VisuallyHidden>
        <BarsInWords sound={sound} />
      </VisuallyHidden>
      {rows.map(({ name, bars: pieces }) => (
        <div key={name} className={classes.barRow} aria-hidden="true">
          <span className={classes.barLabel}>
            <span data-size="long">{bars[name]}</span>
            <span data-size="short">{bars.short[name]}</span>
          </span>
          <svg
            className={classes.bar}
            data-row={name}
            viewBox={`0 0 ${sound.duration} ${barHeight}`}
            preserveAspectRatio="none"
          >
            <title>{bars[name]}</title>
            {kinds.map((kind) => {
              const line = barPath(pieces, kind);
              return line !== '' && <path key={kind} data-kind={kind} d={line} />;
            })}
          </svg>
        </div>
      ))}
    </div>
  );
});

function BarsInWords({ sound }: { sound: SoundReport }) {
  const { bars } = useTexts();
  const format = useFormat();
  const sums = barSums(sound);
  const share = (seconds: number) => format.percent(sound.duration > 0 ? seconds / sound.duration : 0);
  const parts = [
    ...sums.speech.map(({ role, seconds }) => bars.speech(bars[role], share(seconds), format.spokenLength(seconds))),
    bars.deadAir(sums.deadAir.count, format.spokenLength(sums.deadAir.seconds)),
    ...(sums.music > 0 ? [bars.music(format.spokenLength(sums.music))] : []),
    bars.overlaps(sums.overlaps),
  ];
  return bars.text(parts);
}
