/** The random sample of a week, operator by operator, with what anybody needs to draw it again. */
import { TextInput } from '@mantine/core';
import { IconDice5 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { readSample } from '../../api/queue.ts';
import { LoadError } from '../../components/load-error.tsx';
import { Notice } from '../../components/notice.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { PageMessage } from '../../components/page-message.tsx';
import { useReviewTexts } from '../../i18n/review-texts.ts';
import classes from './queue.module.css';
import { QueuedName, QueuedScore, Who } from './queue-cells.tsx';
import { type QueueSearch, readQueueSearch } from './queue-search.ts';

interface SampleQueueProps {
  search: QueueSearch;
  onChange: (search: QueueSearch) => void;
}

export function SampleQueue({ search, onChange }: SampleQueueProps) {
  const { queue } = useReviewTexts();
  const sample = useQuery(readSample({ week: search.week, operator: search.operator }));
  const { data } = sample;
  return (
    <>
      <TextInput
        type="week"
        className={classes.week}
        label={queue.sample.week}
        value={search.week ?? data?.week ?? ''}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...search, week: readQueueSearch({ week: value }).week })
        }
      />
      {sample.isPending && <PageLoader />}
      {sample.isError && !data && <LoadError error={sample.error} onRetry={() => void sample.refetch()} />}
      {data?.provisional && (
        <Notice tone="info" role="status">
          {queue.sample.provisional}
        </Notice>
      )}
      {data && data.operators.length === 0 && (
        <PageMessage icon={<IconDice5 />} title={queue.empty.sampleTitle}>
          {queue.empty.sample}
        </PageMessage>
      )}
      {data?.operators.map(({ operatorId, operatorName, population, calls }) => (
        <section key={operatorId} className={classes.sampled}>
          <h2 className={classes.sampledTitle}>
            {queue.sample.operator(operatorName ?? operatorId, calls.length, population)}
          </h2>
          <ul className={classes.sampledCalls}>
            {calls.map((call) => (
              <li key={call.callId} className={classes.sampledCall}>
                <QueuedName call={call} />
                <QueuedScore call={call} />
                <Who call={call} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      {data && data.operators.length > 0 && <p className={classes.seed}>{queue.sample.seed(data.seed)}</p>}
    </>
  );
}
