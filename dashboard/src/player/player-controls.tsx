/** The buttons of the player. */
import { ActionIcon, NativeSelect, Text } from '@mantine/core';
import {
  IconChevronLeft,
  IconChevronRight,
  IconKeyboard,
  IconLink,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconRewindBackward5,
  IconRewindForward5,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useFormat } from '../access/session.ts';
import { clock } from '../i18n/format.ts';
import { useTexts } from '../i18n/language.tsx';
import { keepFocus } from './keep-focus.ts';
import { usePlace, usePlayback } from './playback-context.tsx';
import classes from './player.module.css';
import { speeds } from './speeds.ts';

interface PlayerControlsProps {
  duration: number;
  /** False when there is nothing to listen to: going through findings and links still work. */
  audible: boolean;
  findings: { count: number; selected: number | null; step: (direction: 1 | -1) => void };
  onCopyLink: () => void;
  onHelp: () => void;
}

export function PlayerControls({ duration, audible, findings, onCopyLink, onHelp }: PlayerControlsProps) {
  const { player } = useTexts();
  const playback = usePlayback();
  const paused = usePlace((place) => place.paused);
  return (
    <div className={classes.controls}>
      {audible && (
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
      )}
      <Time duration={duration} />
      {findings.count > 0 && (
        <div className={classes.steps}>
          <Control label={player.previousFinding} onClick={() => findings.step(-1)}>
            <IconChevronLeft size={21} />
          </Control>
          <Text span size="sm" className={classes.counter} role="status">
            {player.findingNumber(findings.selected === null ? '–' : String(findings.selected + 1), findings.count)}
          </Text>
          <Control label={player.nextFinding} onClick={() => findings.step(1)}>
            <IconChevronRight size={21} />
          </Control>
        </div>
      )}
      <div className={classes.right}>
        {audible && <Speed />}
        <Control label={player.copyLink} onClick={onCopyLink}>
          <IconLink size={20} />
        </Control>
        <Control label={player.help} onClick={onHelp}>
          <IconKeyboard size={21} />
        </Control>
      </div>
    </div>
  );
}

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

function Time({ duration }: { duration: number }) {
  const now = usePlace((place) => clock(place.time));
  return (
    <Text span className={classes.time}>
      <b>{now}</b> / {clock(duration)}
    </Text>
  );
}

function Speed() {
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
}
