/** Whether somebody differs from all the others by more than chance. */
import { IconArrowDown, IconArrowUp, IconEqual, IconMinus } from '@tabler/icons-react';
import type { Standing as StandingName } from '../../api/shapes.ts';
import { Tone } from '../../components/tone.tsx';
import { useTrendTexts } from '../../i18n/trend-texts.ts';

const looks = {
  above: { tone: 'good', Icon: IconArrowUp },
  below: { tone: 'bad', Icon: IconArrowDown },
  none: { tone: 'neutral', Icon: IconEqual },
  few: { tone: 'neutral', Icon: IconMinus },
} as const;

export function Standing({ name }: { name: StandingName }) {
  const { trends } = useTrendTexts();
  const { tone, Icon } = looks[name];
  return (
    <Tone tone={tone} icon={<Icon size={15} aria-hidden />}>
      {trends.standings[name]}
    </Tone>
  );
}
