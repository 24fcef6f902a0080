/** «Тренды»: figures with their intervals over the random sample; what differs by chance is not ranked. */
import { Tabs, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconFilterOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useOpenedSearch } from '../../access/arrival.ts';
import { useMay } from '../../access/session.ts';
import type { TrendSummary } from '../../api/shapes.ts';
import { readTrends } from '../../api/trends.ts';
import { LoadError } from '../../components/load-error.tsx';
import { Notice } from '../../components/notice.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { PageMessage } from '../../components/page-message.tsx';
import { useChosenInRow } from '../../components/use-chosen-in-row.ts';
import { useTexts } from '../../i18n/language.tsx';
import { useTrendTexts } from '../../i18n/trend-texts.ts';
import { Basis } from './basis.tsx';
import { ScoreView } from './score-view.tsx';
import { TakeOut } from './take-out.tsx';
import { TrendFilters } from './trend-filters.tsx';
import classes from './trends.module.css';
import { brokenInTrendsSearch, type TrendsSearch, trendFilterOf } from './trends-search.ts';

const CriteriaView = lazy(async () => ({ default: (await import('./criteria-view.tsx')).CriteriaView }));
const TimesView = lazy(async () => ({ default: (await import('./times-view.tsx')).TimesView }));
const WordsView = lazy(async () => ({ default: (await import('./words-view.tsx')).WordsView }));
const MailView = lazy(async () => ({ default: (await import('./mail-view.tsx')).MailView }));

const route = getRouteApi('/trends');
const views = ['criteria', 'times', 'words', 'mail'] as const;

export function TrendsPage() {
  const { product } = useTexts();
  const { trends, filters } = useTrendTexts();
  useDocumentTitle(`${trends.title} – ${product}`);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const mayMail = useMay('report.manage');
  const change = (next: TrendsSearch) => void navigate({ search: { ...search, ...next } });
  const filter = trendFilterOf(search);
  const summary = useQuery(readTrends(filter));
  const broken = brokenInTrendsSearch(useOpenedSearch());
  const tabs = useChosenInRow<HTMLDivElement>('[role="tab"][aria-selected="true"]', search.view ?? 'score');
  const view = { search, filter, summary: summary.data, change };
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <Title order={1} size="h2">
          {trends.title}
        </Title>
        <TakeOut filter={filter} view={search.view} by={search.by} />
      </div>
      {broken.length > 0 && (
        <Notice tone="warn" role="status">
          {filters.broken(broken.join(', '))}
        </Notice>
      )}
      <TrendFilters
        search={search}
        period={summary.data?.period}
        onChange={change}
        onReset={() => void navigate({ search: { view: search.view } })}
      />
      {!summary.isError && (
        <Basis basis={search.basis ?? 'sample'} summary={summary.data} onChange={(basis) => change({ basis })} />
      )}
      <Tabs
        value={search.view ?? 'score'}
        keepMounted={false}
        onChange={(tab) => change({ view: views.find((known) => known === tab) })}
      >
        <Tabs.List ref={tabs} aria-label={trends.tabsLabel}>
          <Tabs.Tab value="score">{trends.tabs.score}</Tabs.Tab>
          {views
            .filter((name) => name !== 'mail' || mayMail)
            .map((name) => (
              <Tabs.Tab key={name} value={name}>
                {trends.tabs[name]}
              </Tabs.Tab>
            ))}
        </Tabs.List>
        <Tabs.Panel value={search.view ?? 'score'} className={classes.panel}>
          <Suspense fallback={<PageLoader />}>
            {search.view === 'mail' && mayMail && <MailView filter={filter} />}
            {search.view !== 'mail' && summary.isPending && <PageLoader />}
            {search.view !== 'mail' && summary.isError && (
              <LoadError error={summary.error} onRetry={() => void summary.refetch()} />
            )}
            {search.view !== 'mail' && summary.data?.calls === 0 && (
              <PageMessage icon={<IconFilterOff />} title={trends.emptyTitle}>
                {trends.empty}
              </PageMessage>
            )}
            {summary.data && summary.data.calls > 0 && !isEmptySample(summary.data) && (
              <>
                {search.view === undefined && <ScoreView {...view} summary={summary.data} />}
                {search.view === 'criteria' && <CriteriaView {...view} summary={summary.data} />}
                {search.view === 'times' && <TimesView filter={filter} step={summary.data.period.step} />}
                {search.view === 'words' && <WordsView filter={filter} />}
              </>
            )}
          </Suspense>
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}

/** There are calls, but none that was drawn: no figure can be given. */
const isEmptySample = ({ period, calls, sampled }: TrendSummary): boolean =>
  period.basis === 'sample' && sampled === 0 && calls > 0;
