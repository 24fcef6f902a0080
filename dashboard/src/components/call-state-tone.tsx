/** The state of a call: icon and words. */
import {
  IconAlertTriangle,
  IconBan,
  IconCircleCheck,
  IconClockHour4,
  IconMessageOff,
  IconProgress,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { CallState } from '../api/shapes.ts';
import { useTexts } from '../i18n/language.tsx';
import type { ToneName } from './score-tone.ts';
import { Tone } from './tone.tsx';

const looks: Record<
  CallState,
  { tone: ToneName; Icon: ComponentType<{ size?: number | string; 'aria-hidden'?: boolean }> }
> = {
  waiting: { tone: 'neutral', Icon: IconClockHour4 },
  processing: { tone: 'info', Icon: IconProgress },
  no_model: { tone: 'warn', Icon: IconMessageOff },
  done: { tone: 'good', Icon: IconCircleCheck },
  refused: { tone: 'bad', Icon: IconBan },
  failed: { tone: 'bad', Icon: IconAlertTriangle },
};

export function CallStateTone({ state }: { state: CallState }) {
  const { tone, Icon } = looks[state];
  return (
    <Tone tone={tone} icon={<Icon size={15} aria-hidden />}>
      {useTexts().state[state]}
    </Tone>
  );
}
