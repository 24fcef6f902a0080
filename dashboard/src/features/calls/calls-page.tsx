/** «Звонки»: the list with its filters. Live messages reach it through the query cache. */
import { Button, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useCallback, useMemo } from 'react';
import { useOpenedSearch } from '../../access/arrival.ts';
import { useFormat, useMay, useSession } from '../../access/session.ts';
import { ApiError } from '../../api/api-error.ts';
import { callsExportUrl, listCalls } from '../../api/list-calls.ts';
import type { CallList, CallOrder } from '../../api/shapes.ts';
import { ExportMenu } from '../../components/export-menu.tsx';
import { LoadError } from '../../components/load-error.tsx';
import { NoRights } from '../../components/no-rights.tsx';
import { Notice } from '../../components/notice.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { StatusLine } from '../../components/status-line.tsx';
import { useTexts } from '../../i18n/language.tsx';
import { CallFilters } from './call-filters.tsx';
import classes from './call-list.module.css';
import { isOfJudged, withOrder } from './call-order.ts';
import { CallTable } from './call-table.tsx';
import { brokenInCallsSearch, type CallsSearch, hiddenColumns, isFiltered } from './calls-search.ts';
import { ColumnMenu } from './column-menu.tsx';
import { NoCalls, NoMatch } from './empty-calls.tsx';

const route = getRouteApi('/calls');

/** `upload` is the button that the upload feature gives to people who may upload. */
export function CallsPage({ upload }: { upload: ReactNode }) {
  const texts = useTexts();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const format = useFormat();
  const mayExport = useMay('call.export');
  const title = useSession().user.role === 'operator' ? texts.myCalls : texts.calls;
  useDocumentTitle(`${title} – ${texts.product}`);
  const calls = useInfiniteQuery(listCalls(search));
  const order = search.sort ?? 'newest';
  const total = calls.data?.pages[0]?.total;
  const shown = calls.data?.pages.reduce((sum, { items }) => sum + items.length, 0) ?? 0;
  const { fetchNextPage } = calls;
  const fetchNext = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const change = (next: CallsSearch) => void navigate({ search: next });

  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <div className={classes.title}>
          <Title order={1} size="h2">
            {title}
          </Title>
          {/* Its room is kept while the list is on its way: nothing below moves when it comes. */}
          <Text className={classes.muted} data-awaited={total === undefined || undefined}>
            {texts.list.total(total ?? 0)} · {isOfJudged(order) && `${texts.list.judgedOnly} · `}
            {texts.list.zone(format.zone())}
          </Text>
        </div>
        <div className={classes.headButtons}>
          {mayExport && total !== 0 && !calls.isError && <ExportMenu hrefOf={(kind) => callsExportUrl(kind, search)} />}
          {upload}
        </div>
      </div>
      <BrokenAddress />
      <CallFilters search={search} onChange={change} columns={<ColumnMenu search={search} onChange={change} />} />
      {calls.isPending && <PageLoader />}
      {calls.isError && !calls.data && <ListError error={calls.error} onRetry={() => void calls.refetch()} />}
      {calls.data && (
        <Calls
          pages={calls.data.pages}
          search={search}
          onReset={() => change({ hide: search.hide, sort: search.sort })}
          onOrder={(chosen) => change(withOrder(search, chosen))}
          onNear={calls.hasNextPage && !calls.isFetching ? fetchNext : undefined}
          stale={calls.isPlaceholderData}
          upload={upload}
        />
      )}
      {calls.hasNextPage && (
        <div className={classes.more}>
          <Text size="sm" className={classes.muted}>
            {texts.list.shown(shown, total ?? shown)}
          </Text>
          <Button variant="default" loading={calls.isFetchingNextPage} onClick={fetchNext}>
            {texts.list.more}
          </Button>
        </div>
      )}
    </div>
  );
}

function ListError({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const forbidden = error instanceof ApiError && error.code === 'forbidden';
  return forbidden ? <NoRights /> : <LoadError error={error} onRetry={onRetry} />;
}

interface CallsProps {
  pages: readonly CallList[];
  search: CallsSearch;
  onReset: () => void;
  onOrder: (order: CallOrder) => void;
  /** Asks for more; absent when there is nothing to ask for. */
  onNear: (() => void) | undefined;
  /** It is still the list before. */
  stale: boolean;
  upload: ReactNode;
}

function Calls({ pages, search, onReset, onOrder, onNear, stale, upload }: CallsProps) {
  const { list } = useTexts();
  const calls = useMemo(() => pages.flatMap(({ items }) => items), [pages]);
  const inProgress = calls.filter(({ state }) => state === 'waiting' || state === 'processing').length;
  if (calls.length === 0) {
    return isFiltered(search) ? <NoMatch onReset={onReset} /> : <NoCalls upload={upload} />;
  }
  return (
    <div className={classes.list} aria-busy={stale}>
      <StatusLine>{list.inProgress(inProgress)}</StatusLine>
      <CallTable
        calls={calls}
        hidden={hiddenColumns(search)}
        order={search.sort ?? 'newest'}
        onOrder={onOrder}
        onNear={onNear}
      />
    </div>
  );
}

/** Says which values of the address were left out. */
function BrokenAddress() {
  const { filters } = useTexts();
  const broken = brokenInCallsSearch(useOpenedSearch());
  if (broken.length === 0) return null;
  return (
    <Notice tone="warn" role="status">
      {filters.broken(broken.map((name) => filters.names[name]).join(', '))}
    </Notice>
  );
}
