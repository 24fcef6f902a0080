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

export function ScoreBadge({ score, fatal }: { score: number; fatal: boolean }) {
  const { list } = useTexts();
  const tone = scoreTone(score, fatal);
  const shown = useFormat().score(score);
  const Icon = fatal ? IconAlertOctagon : icons[tone];
  const label = fatal ? `${list.score(shown)}. ${list.fatal}` : list.score(shown);
  return (
    <Tone tone={tone} icon={<Icon size={15} aria-hidden />} title={label}>
      <b>{shown}</b>
      {fatal && <> · {list.fatal}</>}
    </Tone>
  );
}
