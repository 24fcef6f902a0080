/** The wave form: wavesurfer draws it from the server's peaks, one lane a channel; the audio element does the playing. */
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import WaveSurfer from 'wavesurfer.js';
import type { Peaks } from '../api/shapes.ts';
import { cspNonce } from '../theme/nonce.ts';
import type { LaneRole } from './lanes.ts';
import { levelPeaks } from './level-peaks.ts';
import classes from './player.module.css';

interface WaveFormProps {
  peaks: Peaks;
  audio: HTMLAudioElement;
  lanes: readonly LaneRole[];
  laneHeight: number;
}

export function WaveForm({ peaks, audio, lanes, laneHeight }: WaveFormProps) {
  const container = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('light');

  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are read from the scheme's variables.
  useEffect(() => {
    if (!container.current) return;
    const styles = getComputedStyle(document.documentElement);
    const colour = (name: string) => styles.getPropertyValue(name).trim();
    const wave = WaveSurfer.create({
      container: container.current,
      media: audio,
      peaks: peaks.channels.map(levelPeaks),
      duration: peaks.duration,
      height: laneHeight,
      interact: false,
      cspNonce,
      cursorColor: colour('--mantine-color-text'),
      cursorWidth: 2,
      splitChannels: lanes.map((role) => ({
        height: laneHeight,
        waveColor: colour(role === 'client' ? '--k-client-soft' : '--k-operator-soft'),
        progressColor: colour(role === 'client' ? '--k-client' : '--k-operator'),
      })),
    });
    // A new drawing stands at 0 until the sound moves: a paused one would stay there.
    wave.once('ready', () => audio.dispatchEvent(new Event('timeupdate')));
    return () => wave.destroy();
  }, [peaks, audio, lanes, laneHeight, scheme]);

  return <div ref={container} className={classes.wave} aria-hidden="true" />;
}
