/** «Возражения»: what operators answer to findings; who decides, decides here. */
import { Button, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconFilterOff, IconMoodCheck } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useOpenedSearch } from '../../access/arrival.ts';
import { useMay, useSession } from '../../access/session.ts';
import { listDisputes, readDispute } from '../../api/disputes.ts';
import { LoadError } from '../../components/load-error.tsx';
import { Notice } from '../../components/notice.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { PageMessage } from '../../components/page-message.tsx';
import { useTexts } from '../../i18n/language.tsx';
import { useOperatorTexts } from '../../i18n/operator-texts.ts';
import { DisputeCard } from './dispute-card.tsx';
import { DisputeFilters } from './dispute-filters.tsx';
import classes from './disputes.module.css';
import { brokenInDisputesSearch, type DisputesSearch, disputeFilterOf } from './disputes-search.ts';

const route = getRouteApi('/disputes');

export function DisputesPage() {
  const { product } = useTexts();
  const { disputes } = useOperatorTexts();
  const mayResolve = useMay('dispute.resolve');
  const own = useSession().user.role === 'operator';
  const title = own ? disputes.ownTitle : disputes.title;
  useDocumentTitle(`${title} – ${product}`);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (next: DisputesSearch) => void navigate({ search: next });
  const list = useInfiniteQuery(listDisputes(disputeFilterOf(search, mayResolve)));
  const listed = list.data?.pages.flatMap((page) => page.items) ?? [];
  // One that was decided a moment ago, or that a link names, is shown though the filter leaves it out.
  const missing = search.open !== undefined && list.data && !listed.some(({ id }) => id === search.open);
  const { data: named } = useQuery({ ...readDispute(search.open ?? ''), enabled: missing === true });
  const items = missing && named ? [named, ...listed] : listed;
  return (
    <div className={classes.page}>
      <Title order={1} size="h2">
        {title}
      </Title>
      <BrokenAddress />
      <DisputeFilters search={search} onChange={change} />
      {list.isPending && <PageLoader />}
      {list.isError && !list.data && <LoadError error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && items.length === 0 && <Empty search={search} own={own} onChange={change} />}
      <ul className={classes.list} aria-label={disputes.list}>
        {items.map((dispute) => (
          <DisputeCard
            key={dispute.id}
            dispute={dispute}
            opened={dispute.id === search.open}
            onOpen={(open) => change({ ...search, open: open ? dispute.id : undefined })}
          />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button variant="default" mx="auto" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {disputes.more}
        </Button>
      )}
    </div>
  );
}

interface EmptyProps {
  search: DisputesSearch;
  own: boolean;
  onChange: (next: DisputesSearch) => void;
}

function Empty({ search, own, onChange }: EmptyProps) {
  const { empty, reset } = useOperatorTexts().disputes;
  const filtered = search.operator !== undefined || (search.state !== undefined && search.state !== 'all');
  if (filtered) {
    return (
      <PageMessage
        icon={<IconFilterOff />}
        title={empty.noMatchTitle}
        action={
          <Button variant="default" onClick={() => onChange({})}>
            {reset}
          </Button>
        }
      >
        {empty.noMatch}
      </PageMessage>
    );
  }
  const onlyOpen = !own && search.state === undefined;
  return (
    <PageMessage
      icon={<IconMoodCheck />}
      title={empty.noneTitle}
      action={
        onlyOpen && (
          <Button variant="default" onClick={() => onChange({ state: 'all' })}>
            {empty.showAll}
          </Button>
        )
      }
    >
      {own ? empty.noneOwn : onlyOpen ? empty.noneOpen : empty.none}
    </PageMessage>
  );
}

/** Says which values of the address were left out. */
function BrokenAddress() {
  const { disputes, me } = useOperatorTexts();
  const broken = brokenInDisputesSearch(useOpenedSearch());
  if (broken.length === 0) return null;
  return (
    <Notice tone="warn" role="status">
      {me.broken(broken.map((name) => disputes.names[name]).join(', '))}
    </Notice>
  );
}
