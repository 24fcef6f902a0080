/** The buttons of the player. */
import { ActionIcon, NativeSelect, Text } from '@mantine/core';
import {
  IconChevronLeft,
  IconChevronRight,
  IconKeyboard,
  IconLink,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerTrackNext,
  IconRewindBackward5,
  IconRewindForward5,
} from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import { useFormat } from '../access/session.ts';
import { clock } from '../i18n/format.ts';
import { useTexts } from '../i18n/language.tsx';
import type { FindingSteps } from './finding-steps.ts';
import { keepFocus } from './keep-focus.ts';
import { usePlace, usePlayback } from './playback-context.tsx';
import classes from './player.module.css';
import { speeds } from './speeds.ts';

interface PlayerControlsProps {
  /** Null while it is not known. */
  duration: number | null;
  /** False when there is nothing to listen to: going through findings and links still work. */
  audible: boolean;
  /** Where the pauses are is known. */
  pauses: boolean;
  steps: FindingSteps | undefined;
  extra: ReactNode;
  onCopyLink: () => void;
  onHelp: () => void;
}

export function PlayerControls({ duration, audible, pauses, steps, extra, onCopyLink, onHelp }: PlayerControlsProps) {
  const { player } = useTexts();
  return (
    <div className={classes.controls}>
      {audible && <Transport />}
      <Time duration={duration} />
      {steps && steps.findings.length > 0 && (
        <div className={classes.steps}>
          <Step direction={-1} onStep={steps.onStep} />
          <Text span size="sm" className={classes.counter} role="status">
            {player.findingNumber(steps.selected === null ? '–' : String(steps.selected + 1), steps.findings.length)}
          </Text>
          <Step direction={1} onStep={steps.onStep} />
        </div>
      )}
      <div className={classes.right}>
        {extra}
        {audible && pauses && <SkipSilence />}
        {audible && <Speed />}
        <Asides onCopyLink={onCopyLink} onHelp={onHelp} />
      </div>
    </div>
  );
}

// The parts below are drawn again for their own sake alone: going from finding to finding must not redraw every button.

const Transport = memo(function Transport() {
  const { player } = useTexts();
  const playback = usePlayback();
  const paused = usePlace((place) => place.paused);
  return (
    <>
      <Control label={player.back} onClick={() => playback.skip(-5)}>
        <IconRewindBackward5 size={21} />
      </Control>
      <ActionIcon
        size="xl"
        radius="xl"
        variant="filled"
        aria-label={paused ? player.play : player.pause}
        title={paused ? player.play : player.pause}
        onMouseDown={keepFocus}
        onClick={() => playback.toggle()}
      >
        {paused ? <IconPlayerPlayFilled size={22} /> : <IconPlayerPauseFilled size={22} />}
      </ActionIcon>
      <Control label={player.forward} onClick={() => playback.skip(5)}>
        <IconRewindForward5 size={21} />
      </Control>
    </>
  );
});

const Step = memo(function Step({ direction, onStep }: { direction: 1 | -1; onStep: FindingSteps['onStep'] }) {
  const { player } = useTexts();
  return (
    <Control label={direction === 1 ? player.nextFinding : player.previousFinding} onClick={() => onStep(direction)}>
      {direction === 1 ? <IconChevronRight size={21} /> : <IconChevronLeft size={21} />}
    </Control>
  );
});

const Asides = memo(function Asides({ onCopyLink, onHelp }: { onCopyLink: () => void; onHelp: () => void }) {
  const { player } = useTexts();
  return (
    <>
      <Control label={player.copyLink} onClick={onCopyLink}>
        <IconLink size={20} />
      </Control>
      <Control label={player.help} onClick={onHelp}>
        <IconKeyboard size={21} />
      </Control>
    </>
  );
});

function Control({ label, onClick, children }: { label: string; onClick: () => void; children: ReactNode }) {
  return (
    <ActionIcon
      size="lg"
      variant="subtle"
      color="gray"
      className={classes.control}
      aria-label={label}
      title={label}
      onMouseDown={keepFocus}
      onClick={onClick}
    >
      {children}
    </ActionIcon>
  );
}

function Time({ duration }: { duration: number | null }) {
  const now = usePlace((place) => clock(place.time));
  return (
    <Text span className={classes.time}>
      <b>{now}</b>
      {duration !== null && ` / ${clock(duration)}`}
    </Text>
  );
}

const SkipSilence = memo(function SkipSilence() {
  const { player } = useTexts();
  const playback = usePlayback();
  const on = usePlace((place) => place.skipSilence);
  return (
    <button
      type="button"
      className={classes.toggle}
      aria-label={player.skipSilence}
      aria-pressed={on}
      title={player.skipSilenceHint}
      onMouseDown={keepFocus}
      onClick={() => playback.toggleSkipSilence()}
    >
      <IconPlayerTrackNext size={17} aria-hidden />
      <span className={classes.toggleText}>{player.skipSilence}</span>
    </button>
  );
});

const Speed = memo(function Speed() {
  const { player } = useTexts();
  const format = useFormat();
  const playback = usePlayback();
  const speed = usePlace((place) => place.speed);
  const label = (rate: number) => `${rate.toLocaleString(format.language)}×`;
  return (
    <NativeSelect
      size="xs"
      w={84}
      aria-label={player.speed}
      data={speeds.map((rate) => ({ value: String(rate), label: label(rate) }))}
      value={String(speed)}
      onChange={({ currentTarget }) => playback.setSpeed(Number(currentTarget.value))}
    />
  );
});
