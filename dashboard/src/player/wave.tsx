/** The wave form with its lanes and the slider over it; a lane's name is the button that lets it be heard alone. */
import { Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconHeadphones } from '@tabler/icons-react';
import { memo } from 'react';
import type { Peaks } from '../api/shapes.ts';
import { useTexts } from '../i18n/language.tsx';
import { keepFocus } from './keep-focus.ts';
import type { LaneRole } from './lanes.ts';
import { usePlace, usePlayback } from './playback-context.tsx';
import classes from './player.module.css';
import { PositionSlider } from './position-slider.tsx';
import { WaveForm } from './wave-form.tsx';

interface WaveProps {
  /** Null when there are none (yet). */
  peaks: Peaks | null;
  /** Peaks are on their way. */
  waiting: boolean;
  lanes: readonly LaneRole[];
  duration: number | null;
}

export const Wave = memo(function Wave({ peaks, waiting, lanes, duration }: WaveProps) {
  const { player } = useTexts();
  const audio = usePlace((place) => place.audio);
  const low = useMediaQuery('(max-width: 48em), (max-height: 47em)', false, { getInitialValueInEffect: false });
  const laneHeight = low ? 28 : 40;
  return (
    <div className={classes.line}>
      <div className={classes.lanes}>
        {lanes.map((role) => (
          <Lane key={role} role={role} />
        ))}
      </div>
      <div className={classes.waveFrame} style={{ height: laneHeight * lanes.length }}>
        {peaks && audio && <WaveForm peaks={peaks} audio={audio} lanes={lanes} laneHeight={laneHeight} />}
        {!peaks && !waiting && <Text className={classes.noWave}>{player.noPeaks}</Text>}
        {duration !== null && <PositionSlider duration={duration} />}
      </div>
    </div>
  );
});

function Lane({ role }: { role: LaneRole }) {
  const { player, speakers } = useTexts();
  const playback = usePlayback();
  const solo = usePlace((place) => place.solo);
  if (role === 'mixed') return <span data-role={role}>{player.mixed}</span>;
  return (
    <button
      type="button"
      data-role={role}
      data-away={solo !== null && solo !== role}
      aria-pressed={solo === role}
      aria-label={player.solo[role]}
      title={player.solo[role]}
      onMouseDown={keepFocus}
      onClick={() => playback.toggleSolo(role)}
    >
      {speakers[role]}
      <IconHeadphones size={15} aria-hidden />
    </button>
  );
}
