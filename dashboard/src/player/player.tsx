/** The player of a call: buttons, wave form in lanes, markers of findings, bars of speech and pauses. */
import { Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconVolumeOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { callAudioUrl } from '../api/call-audio.ts';
import { readPeaks } from '../api/read-peaks.ts';
import type { Finding, SoundReport } from '../api/shapes.ts';
import { useTexts } from '../i18n/language.tsx';
import { MarkerRail } from './marker-rail.tsx';
import { usePlace, usePlayback } from './playback-context.tsx';
import classes from './player.module.css';
import { PlayerControls } from './player-controls.tsx';
import { PositionSlider } from './position-slider.tsx';
import { SoundBars } from './sound-bars.tsx';
import { type LaneRole, WaveForm } from './wave-form.tsx';

/** Why there is nothing to listen to; null when there is. */
export type Silent = 'noSound' | 'noRight' | null;

interface PlayerProps {
  callId: string;
  duration: number;
  silent: Silent;
  sound: SoundReport | null;
  /** In time order. */
  findings: readonly Finding[];
  /** Position in `findings`. */
  selected: number | null;
  onSelect: (position: number) => void;
  onStep: (direction: 1 | -1) => void;
  onCopyLink: () => void;
  onHelp: () => void;
}

export function Player(props: PlayerProps) {
  const { callId, duration, silent, sound, findings, selected, onSelect, onStep, onCopyLink, onHelp } = props;
  const { player } = useTexts();
  const playback = usePlayback();
  const broken = usePlace((place) => place.broken);
  const [audio, setAudio] = useState<HTMLAudioElement | null>(null);
  useEffect(() => (audio ? playback.attach(audio) : undefined), [audio, playback]);
  const audible = silent === null && !broken;

  return (
    <section className={classes.player} aria-label={player.label}>
      {silent === null && (
        // biome-ignore lint/a11y/useMediaCaption: the transcript stands beside the player.
        <audio ref={setAudio} src={callAudioUrl(callId)} preload="metadata" />
      )}
      <PlayerControls
        duration={duration}
        audible={audible}
        findings={{ count: findings.length, selected, step: onStep }}
        onCopyLink={onCopyLink}
        onHelp={onHelp}
      />
      {!audible && (
        <Text className={classes.silent}>
          <IconVolumeOff size={18} aria-hidden />
          {silent === null ? player.soundGone : player[silent]}
        </Text>
      )}
      {findings.length > 0 && (
        <div className={classes.line}>
          <span />
          <MarkerRail findings={findings} duration={duration} selected={selected} onSelect={onSelect} />
        </div>
      )}
      {audible && audio && <Wave callId={callId} audio={audio} duration={duration} sound={sound} />}
      {sound && <SoundBars sound={sound} />}
    </section>
  );
}

interface WaveProps {
  callId: string;
  audio: HTMLAudioElement;
  duration: number;
  sound: SoundReport | null;
}

function Wave({ callId, audio, duration, sound }: WaveProps) {
  const { player, speakers } = useTexts();
  const peaks = useQuery(readPeaks(callId));
  const low = useMediaQuery('(max-width: 48em), (max-height: 47em)', false, { getInitialValueInEffect: false });
  const channels = peaks.data?.channels.length ?? sound?.channels.length ?? 1;
  const roles = sound?.channels.map(({ role }) => role).join(' ');
  const lanes = useMemo((): LaneRole[] => {
    if (channels === 1) return ['mixed'];
    return roles === 'client operator' ? ['client', 'operator'] : ['operator', 'client'];
  }, [channels, roles]);
  const laneHeight = low ? 28 : 40;

  return (
    <div className={classes.line}>
      <div className={classes.lanes}>
        {lanes.map((role) => (
          <span key={role} data-role={role}>
            {role === 'mixed' ? player.mixed : speakers[role]}
          </span>
        ))}
      </div>
      <div className={classes.waveFrame} style={{ height: laneHeight * lanes.length }}>
        {peaks.data && <WaveForm peaks={peaks.data} audio={audio} lanes={lanes} laneHeight={laneHeight} />}
        {(peaks.data === null || peaks.isError) && <Text size="xs">{player.noPeaks}</Text>}
        <PositionSlider duration={peaks.data?.duration ?? duration} />
      </div>
    </div>
  );
}
