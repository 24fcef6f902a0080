/** The queue by risk: filters, the calls, assigning many at once, and a button that starts with the first free call. */
import { Button, Text } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useMay } from '../../access/session.ts';
import { listQueue, nextInQueue } from '../../api/queue.ts';
import { readCall } from '../../api/read-call.ts';
import { LoadError } from '../../components/load-error.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { SavedFilters } from '../../components/saved-filters.tsx';
import { useReviewTexts } from '../../i18n/review-texts.ts';
import { AssignBar } from './assign-bar.tsx';
import { EmptyQueue } from './empty-queue.tsx';
import classes from './queue.module.css';
import { QueueFilters } from './queue-filters.tsx';
import { isFiltered, type QueueSearch, queryOf, queueFilterOf, readQueueSearch } from './queue-search.ts';
import { QueueTable } from './queue-table.tsx';

interface RiskQueueProps {
  search: QueueSearch;
  onChange: (search: QueueSearch) => void;
}

export function RiskQueue({ search, onChange }: RiskQueueProps) {
  const { queue } = useReviewTexts();
  const filter = queueFilterOf(search);
  const calls = useInfiniteQuery(listQueue(filter));
  const mayAssign = useMay('queue.assign');
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const items = calls.data?.pages.flatMap((page) => page.items) ?? [];
  const total = calls.data?.pages[0]?.total ?? 0;
  const chosen = items.filter(({ callId }) => selected.has(callId)).map(({ callId }) => callId);
  return (
    <>
      <QueueFilters search={search} onChange={onChange} />
      {mayAssign && chosen.length > 0 && <AssignBar callIds={chosen} onDone={() => setSelected(new Set())} />}
      {calls.isPending && <PageLoader />}
      {calls.isError && !calls.data && <LoadError error={calls.error} onRetry={() => void calls.refetch()} />}
      {calls.data && items.length === 0 && (
        <EmptyQueue filtered={isFiltered(search)} onReset={() => onChange({ sort: search.sort })} />
      )}
      {items.length > 0 && (
        <QueueTable
          items={items}
          order={search.sort ?? 'priority'}
          selected={selected}
          onSelect={mayAssign ? setSelected : undefined}
        />
      )}
      {items.length > 0 && (
        <div className={classes.more}>
          <Text size="sm" className={classes.muted} role="status">
            {queue.shown(items.length, total)}
          </Text>
          {calls.hasNextPage && (
            <Button variant="default" loading={calls.isFetchingNextPage} onClick={() => void calls.fetchNextPage()}>
              {queue.more}
            </Button>
          )}
        </div>
      )}
    </>
  );
}

/** What is done with the whole queue: stands beside the tabs, the filters keep their line to themselves. */
export function RiskActions({ search, onChange }: RiskQueueProps) {
  return (
    <div className={classes.actions}>
      <SavedFilters page="queue" query={queryOf(search)} onUse={(saved) => onChange(readQueueSearch(saved))} />
      <StartButton search={search} />
    </div>
  );
}

/** Opens the first call of the order that nobody else has; it is fetched before it is asked for. */
function StartButton({ search }: { search: QueueSearch }) {
  const { queue } = useReviewTexts();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { data: next = null, isPending } = useQuery(nextInQueue({ ...queueFilterOf(search), state: undefined }));
  useEffect(() => {
    if (next !== null) void queries.prefetchQuery(readCall(next));
  }, [next, queries]);
  return (
    <Button
      leftSection={<IconPlayerPlay size={17} aria-hidden />}
      disabled={next === null}
      onClick={() => next !== null && void navigate({ to: '/calls/$id', params: { id: next } })}
    >
      {next === null && !isPending ? queue.noFree : queue.start}
    </Button>
  );
}
