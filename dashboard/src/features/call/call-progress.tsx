/** The page of a call that is not scored: what is happening, or why it stopped and what to do. */
import { List, Text } from '@mantine/core';
import { IconCircleCheck, IconCircleDashed, IconProgress } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useMay } from '../../access/session.ts';
import { callProgress } from '../../api/call-progress.ts';
import type { CallDetails, StageName } from '../../api/shapes.ts';
import { CallProgressBar } from '../../components/call-progress-bar.tsx';
import { sentence } from '../../components/error-line.ts';
import { Notice } from '../../components/notice.tsx';
import { StatusLine } from '../../components/status-line.tsx';
import { useTexts } from '../../i18n/language.tsx';
import { usePlace } from '../../player/playback-context.tsx';
import classes from './call-page.module.css';

const stages: readonly StageName[] = ['check', 'sound', 'recognize', 'judge', 'store'];

interface CallProgressProps {
  call: CallDetails;
  /** The reader may listen to the recording. */
  audible: boolean;
  /** The button for people who may set the call going again. */
  retry: ReactNode;
}

export function CallProgress({ call, audible, retry }: CallProgressProps) {
  const { progress } = useTexts();
  const mayRetry = useMay('call.retry');
  const broken = usePlace((place) => place.broken);
  const reason = call.error === null ? progress.noReason : sentence(call.error.message);
  return (
    <div className={classes.progress}>
      {call.state === 'waiting' && <Text>{progress.waiting}</Text>}
      {call.state === 'processing' && <Processing call={call} />}
      {call.state === 'no_model' && (
        <Notice tone="warn" title={progress.noModelTitle}>
          <Text mb="xs">{progress.noModel}</Text>
          <List>
            {progress.noModelWays.map((way) => (
              <List.Item key={way}>{way}</List.Item>
            ))}
          </List>
        </Notice>
      )}
      {call.state === 'refused' && (
        <Notice tone="bad" title={reason}>
          <Text>{progress.refused}</Text>
        </Notice>
      )}
      {call.state === 'failed' && (
        <Notice tone="bad" title={reason}>
          <Text>{mayRetry ? progress.failed : progress.failedAsk}</Text>
        </Notice>
      )}
      {retry}
      {audible && !broken && call.state !== 'refused' && <Text className={classes.muted}>{progress.listen}</Text>}
    </div>
  );
}

function Processing({ call }: { call: CallDetails }) {
  const { progress, stage: names, stageProgress } = useTexts();
  const { data: live } = useQuery(callProgress(call.id));
  const running = live?.stage ?? call.stage;
  const at = running === null ? -1 : stages.indexOf(running);
  const spoken = running === null ? progress.processing : stageProgress(names[running], Math.round(live?.percent ?? 0));
  return (
    <>
      <Text>{progress.processing}</Text>
      <StatusLine>{spoken}</StatusLine>
      <CallProgressBar id={call.id} stage={call.stage} />
      <ol className={classes.stages} aria-label={progress.steps}>
        {stages.map((name, index) => {
          const how = index < at ? 'done' : index === at ? 'running' : 'next';
          return (
            <li key={name} data-how={how}>
              <StageIcon how={how} label={progress.step[how]} />
              {names[name]}
            </li>
          );
        })}
      </ol>
    </>
  );
}

function StageIcon({ how, label }: { how: 'done' | 'running' | 'next'; label: string }) {
  const Icon = { done: IconCircleCheck, running: IconProgress, next: IconCircleDashed }[how];
  return <Icon size={19} role="img" aria-label={label} />;
}
