/** The player of a call: buttons, wave form in lanes, markers of findings, bars of speech and pauses. */
import { Text } from '@mantine/core';
import { IconVolumeOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useMemo } from 'react';
import { readPeaks } from '../api/read-peaks.ts';
import type { SoundReport } from '../api/shapes.ts';
import { useTexts } from '../i18n/language.tsx';
import { BrokenSound } from './broken-sound.tsx';
import { type CommentPin, CommentRail } from './comment-rail.tsx';
import type { FindingSteps } from './finding-steps.ts';
import { lanesOf } from './lanes.ts';
import { MarkerRail } from './marker-rail.tsx';
import { usePlace, usePlayback } from './playback-context.tsx';
import classes from './player.module.css';
import { PlayerControls } from './player-controls.tsx';
import { quietStretches } from './quiet-stretches.ts';
import { SoundBars } from './sound-bars.tsx';
import { Wave } from './wave.tsx';

/** Why there is nothing to listen to; null when there is. */
export type Silent = 'noSound' | 'deleted' | 'noRight' | null;

interface PlayerProps {
  callId: string;
  /** Seconds; null while only the browser can tell. */
  duration: number | null;
  silent: Silent;
  /** Said when the sound is there and the browser cannot play it. */
  ifBroken: string;
  hasPeaks: boolean;
  sound: SoundReport | null;
  /** Absent while the call is not scored. */
  steps?: FindingSteps;
  comments?: readonly CommentPin[] | undefined;
  /** A button beside the others. */
  extra?: ReactNode;
  onCopyLink: () => void;
  onHelp: () => void;
}

export function Player({
  callId,
  silent,
  ifBroken,
  hasPeaks,
  sound,
  steps,
  comments = [],
  extra = null,
  onCopyLink,
  onHelp,
  ...given
}: PlayerProps) {
  const { player } = useTexts();
  const playback = usePlayback();
  const broken = usePlace((place) => place.broken);
  const length = usePlace((place) => place.length);
  const duration = given.duration ?? length;
  const audible = silent === null && !broken;
  const { data: peaks = null } = useQuery({ ...readPeaks(callId), enabled: hasPeaks && audible });
  const lanes = useMemo(() => lanesOf(sound, peaks?.channels.length), [sound, peaks]);
  const quiet = useMemo(() => (sound === null ? [] : quietStretches(sound)), [sound]);
  useEffect(() => playback.learn({ lanes, quiet }), [playback, lanes, quiet]);
  const findings = steps?.findings ?? [];

  return (
    <section className={classes.player} aria-label={player.label}>
      <PlayerControls
        duration={duration}
        audible={audible}
        pauses={sound !== null}
        steps={steps}
        extra={extra}
        onCopyLink={onCopyLink}
        onHelp={onHelp}
      />
      {!audible && (
        <Text className={classes.silent}>
          <IconVolumeOff size={18} aria-hidden />
          {silent === null ? <BrokenSound callId={callId} otherwise={ifBroken} /> : player[silent]}
        </Text>
      )}
      {steps && findings.length > 0 && duration !== null && (
        <div className={classes.line}>
          <span />
          <MarkerRail findings={findings} duration={duration} selected={steps.selected} onSelect={steps.onSelect} />
        </div>
      )}
      {comments.length > 0 && duration !== null && (
        <div className={classes.line}>
          <span />
          <CommentRail pins={comments} duration={duration} />
        </div>
      )}
      {audible && <Wave peaks={peaks} waiting={hasPeaks} lanes={lanes} duration={peaks?.duration ?? duration} />}
      {sound && <SoundBars sound={sound} />}
    </section>
  );
}
