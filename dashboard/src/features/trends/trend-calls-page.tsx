/** «Звонки тренда»: the calls behind a figure; the filters stand in the address. */
import { Button, NativeSelect, Table, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconFilterOff } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useOpenedSearch } from '../../access/arrival.ts';
import { useFormat, useMay } from '../../access/session.ts';
import type { TrendCall } from '../../api/shapes.ts';
import { listTrendCalls, readTrendChoices } from '../../api/trends.ts';
import { type ChosenFilter, ChosenFilters, chosenFilter } from '../../components/chosen-filters.tsx';
import { LoadError } from '../../components/load-error.tsx';
import { Notice } from '../../components/notice.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { PageMessage } from '../../components/page-message.tsx';
import { ScoreBadge } from '../../components/score-badge.tsx';
import { ScrollTable } from '../../components/scroll-table.tsx';
import { useTexts } from '../../i18n/language.tsx';
import { useTrendTexts } from '../../i18n/trend-texts.ts';
import { TrendFilters } from './trend-filters.tsx';
import classes from './trends.module.css';
import { brokenInTrendCallsSearch, type TrendCallsSearch, trendCallFilterOf, trendFilterOf } from './trends-search.ts';

const route = getRouteApi('/trends/calls');
const orders = ['newest', 'worst'] as const;

export function TrendCallsPage() {
  const { product } = useTexts();
  const { trends, filters, more } = useTrendTexts();
  const texts = trends.callsPage;
  useDocumentTitle(`${texts.title} – ${product}`);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (next: TrendCallsSearch) => void navigate({ search: { ...search, ...next } });
  const foundBy = useFoundBy(search, change);
  const calls = useInfiniteQuery(listTrendCalls(trendCallFilterOf(search)));
  const items = calls.data?.pages.flatMap((page) => page.items) ?? [];
  const [first] = calls.data?.pages ?? [];
  const broken = brokenInTrendCallsSearch(useOpenedSearch());
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <div className={classes.counted}>
          <Title order={1} size="h2">
            {texts.title}
          </Title>
          {first && <Text className={classes.muted}>{texts.total(first.total, first.more)}</Text>}
        </div>
        <Link to="/trends" search={trendFilterOf(search)}>
          {texts.back}
        </Link>
      </div>
      {broken.length > 0 && (
        <Notice tone="warn" role="status">
          {filters.broken(broken.join(', '))}
        </Notice>
      )}
      <TrendFilters
        search={search}
        period={first}
        stepped={false}
        onChange={change}
        onReset={() => void navigate({ search: { ...search, ...nothingChosen } })}
      >
        <NativeSelect
          label={texts.order}
          value={search.order ?? 'newest'}
          data={orders.map((value) => ({ value, label: texts.orders[value] }))}
          onChange={({ currentTarget: { value } }) => change({ order: orders.find((known) => known === value) })}
        />
      </TrendFilters>
      <ChosenFilters chosen={foundBy} />
      {calls.isPending && <PageLoader />}
      {calls.isError && <LoadError error={calls.error} onRetry={() => void calls.refetch()} />}
      {calls.isSuccess && items.length === 0 && (
        <PageMessage icon={<IconFilterOff />} title={texts.noneTitle}>
          {texts.none}
        </PageMessage>
      )}
      {items.length > 0 && <CallTable items={items} />}
      {calls.hasNextPage && (
        <div className={classes.more}>
          <Button variant="default" loading={calls.isFetchingNextPage} onClick={() => void calls.fetchNextPage()}>
            {more}
          </Button>
        </div>
      )}
    </div>
  );
}

const nothingChosen = {
  from: undefined,
  to: undefined,
  step: undefined,
  basis: undefined,
  judged: undefined,
  team: undefined,
  operator: undefined,
  topic: undefined,
  hour: undefined,
};

/** What the calls were found by. */
function useFoundBy(search: TrendCallsSearch, onChange: (next: TrendCallsSearch) => void): ChosenFilter[] {
  const { trends } = useTrendTexts();
  const { rules } = useTexts();
  const { data } = useQuery(readTrendChoices);
  const texts = trends.callsPage;
  const shown = {
    criterion: (value: string) => data?.criteria.find(({ id }) => id === value)?.title ?? value,
    rule: (value: string) => rules[value as keyof typeof rules] ?? value,
    entry: (value: string) => value,
    flag: (value: string) => texts.flags[value as keyof typeof texts.flags] ?? value,
    min: (value: string) => value,
    max: (value: string) => value,
  };
  return (Object.keys(shown) as (keyof typeof shown)[]).flatMap((name) => {
    const value = search[name];
    const clear = () => onChange({ [name]: undefined });
    return chosenFilter(texts.filters[name], value === undefined ? undefined : shown[name](value), clear);
  });
}

function CallTable({ items }: { items: readonly TrendCall[] }) {
  const { trends } = useTrendTexts();
  const format = useFormat();
  const mayRead = useMay('call.read');
  const { columns, caption, unknown } = trends.callsPage;
  return (
    <ScrollTable cards label={caption}>
      <Table className={classes.table}>
        <caption className={classes.caption}>{caption}</caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{columns.call}</Table.Th>
            <Table.Th>{columns.operator}</Table.Th>
            <Table.Th>{columns.score}</Table.Th>
            <Table.Th className={classes.number}>{columns.findings}</Table.Th>
            <Table.Th>{columns.failed}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((call) => (
            <Table.Tr key={call.id}>
              <Table.Th scope="row" className={classes.name}>
                {mayRead ? (
                  <Link to="/calls/$id" params={{ id: call.id }}>
                    {call.externalId}
                  </Link>
                ) : (
                  call.externalId
                )}
                <div className={classes.muted}>{format.moment(call.startedAt)}</div>
              </Table.Th>
              <Table.Td>{call.operatorName ?? call.operatorId ?? unknown}</Table.Td>
              <Table.Td>{call.score === null ? '–' : <ScoreBadge score={call.score} fatal={call.fatal} />}</Table.Td>
              <Table.Td className={classes.number}>{format.whole(call.findings)}</Table.Td>
              <Table.Td className={classes.wide}>{call.failed.join('; ')}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollTable>
  );
}
