/** How far a call in processing has come: the stage and the share of it that is done. */
import { Progress, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { callProgress } from '../api/call-progress.ts';
import type { StageName } from '../api/shapes.ts';
import { useTexts } from '../i18n/language.tsx';

/** `stage` is what the list or the call itself says; the websocket knows better as soon as it has spoken. */
export function CallProgressBar({ id, stage }: { id: string; stage: StageName | null }) {
  const texts = useTexts();
  const { data } = useQuery(callProgress(id));
  const live = data?.state === 'processing' ? data : null;
  const shownStage = live?.stage ?? stage;
  const percent = live ? Math.round(live.percent) : null;
  const name = shownStage === null ? texts.state.processing : texts.stage[shownStage];
  return (
    <div>
      <Text size="xs" mb={3}>
        {percent === null ? name : texts.stageProgress(name, percent)}
      </Text>
      <Progress.Root size="sm">
        <Progress.Section
          value={percent ?? 100}
          animated={percent === null}
          striped={percent === null}
          aria-label={name}
        />
      </Progress.Root>
    </div>
  );
}
