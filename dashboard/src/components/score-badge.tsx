/** A score out of 100 with a sign beside the colour, and the mark of a fatal fault. */
import { IconAlertOctagon, IconCircleCheck, IconCircleMinus, IconCircleX } from '@tabler/icons-react';
import { useFormat } from '../access/session.ts';
import { useTexts } from '../i18n/language.tsx';
import { scoreTone } from './score-tone.ts';
import { Tone } from './tone.tsx';

const icons = {
  good: IconCircleCheck,
  warn: IconCircleMinus,
  bad: IconCircleX,
  info: IconCircleMinus,
  neutral: IconCircleMinus,
};

interface ScoreBadgeProps {
  score: number;
  fatal: boolean;
  /** What the machine alone gave; told where people made something else of it. */
  machine?: number | null | undefined;
}

export function ScoreBadge({ score, fatal, machine = null }: ScoreBadgeProps) {
  const { list } = useTexts();
  const tone = scoreTone(score, fatal);
  const format = useFormat();
  const shown = format.score(score);
  const Icon = fatal ? IconAlertOctagon : icons[tone];
  const changed = machine !== null && machine !== score ? list.machineScore(format.score(machine)) : null;
  const label = [list.score(shown), ...(fatal ? [list.fatal] : []), ...(changed === null ? [] : [changed])].join('. ');
  return (
    <Tone tone={tone} icon={<Icon size={15} aria-hidden />} title={label}>
      <b>{shown}</b>
      {fatal && <> · {list.fatal}</>}
    </Tone>
  );
}
