/** «Очередь»: calls picked by risk, and beside them, never mixed, the random sample of a week. */
import { Tabs, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useOpenedSearch } from '../../access/arrival.ts';
import { rememberQueuePlace } from '../../access/queue-place.ts';
import { Notice } from '../../components/notice.tsx';
import { useTexts } from '../../i18n/language.tsx';
import { useReviewTexts } from '../../i18n/review-texts.ts';
import classes from './queue.module.css';
import { brokenInQueueSearch, type QueueSearch, queueFilterOf } from './queue-search.ts';
import { RiskActions, RiskQueue } from './risk-queue.tsx';
import { SampleQueue } from './sample-queue.tsx';

const route = getRouteApi('/queue');

export function QueuePage() {
  const texts = useTexts();
  const { queue } = useReviewTexts();
  useDocumentTitle(`${queue.title} – ${texts.product}`);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (next: QueueSearch) => void navigate({ search: next });
  useEffect(() => rememberQueuePlace(queueFilterOf(search)), [search]);
  return (
    <div className={classes.page}>
      <Title order={1} size="h2">
        {queue.title}
      </Title>
      <BrokenAddress />
      <Tabs
        value={search.tab ?? 'risk'}
        keepMounted={false}
        onChange={(tab) => change(tab === 'sample' ? { tab: 'sample' } : {})}
      >
        <div className={classes.top}>
          <Tabs.List aria-label={queue.tabsLabel} className={classes.tabs}>
            <Tabs.Tab value="risk">{queue.tabs.risk}</Tabs.Tab>
            <Tabs.Tab value="sample">{queue.tabs.sample}</Tabs.Tab>
          </Tabs.List>
          {search.tab === undefined && <RiskActions search={search} onChange={change} />}
        </div>
        <Tabs.Panel value="risk" className={classes.panel}>
          <RiskQueue search={search} onChange={change} />
        </Tabs.Panel>
        <Tabs.Panel value="sample" className={classes.panel}>
          <Text size="sm" className={classes.muted}>
            {queue.sample.intro}
          </Text>
          <SampleQueue search={search} onChange={change} />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}

/** Says which values of the address were left out. */
function BrokenAddress() {
  const { queue } = useReviewTexts();
  const broken = brokenInQueueSearch(useOpenedSearch());
  if (broken.length === 0) return null;
  return (
    <Notice tone="warn" role="status">
      {queue.filters.broken(broken.map((name) => queue.filters.names[name]).join(', '))}
    </Notice>
  );
}
