/** «Доверие»: how far each rule and each entry can be trusted, and which of them only advise. */
import { Button, NativeSelect, Table, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconRefresh } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useOpenedSearch } from '../../access/arrival.ts';
import { useFormat, useMay } from '../../access/session.ts';
import type { TrustItem, TrustReport } from '../../api/shapes.ts';
import { checkTrust, readTrust, trustKey } from '../../api/trust.ts';
import { Card } from '../../components/chart-card.tsx';
import { LoadError } from '../../components/load-error.tsx';
import { Notice } from '../../components/notice.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { ScrollTable } from '../../components/scroll-table.tsx';
import { useFailureToast } from '../../components/use-failure-toast.ts';
import { useTexts } from '../../i18n/language.tsx';
import { useTrustTexts } from '../../i18n/trust-texts.ts';
import classes from './trust.module.css';
import { TrustEvents } from './trust-events.tsx';
import { TrustRow } from './trust-row.tsx';
import { isBrokenTrustSearch } from './trust-search.ts';
import { TrustSettings } from './trust-settings.tsx';

const route = getRouteApi('/trust');

export function TrustPage() {
  const { product } = useTexts();
  const texts = useTrustTexts();
  const format = useFormat();
  useDocumentTitle(`${texts.title} – ${product}`);
  const { show } = route.useSearch();
  const navigate = route.useNavigate();
  const page = useQuery(readTrust());
  const isBroken = isBrokenTrustSearch(useOpenedSearch());
  return (
    <div className={classes.page}>
      <Title order={1} size="h2">
        {texts.title}
      </Title>
      {isBroken && (
        <Notice tone="warn" role="status">
          {texts.broken}
        </Notice>
      )}
      {page.isPending && <PageLoader />}
      {page.isError && <LoadError error={page.error} onRetry={() => void page.refetch()} />}
      {page.data && (
        <>
          <Text className={classes.muted}>{texts.intro(format.day(page.data.since), page.data.version)}</Text>
          <Bars settings={page.data.settings} />
          <search className={classes.filters} aria-label={texts.filters}>
            <NativeSelect
              label={texts.show}
              value={show ?? 'all'}
              data={(['all', 'below', 'advisory'] as const).map((value) => ({ value, label: texts.shows[value] }))}
              onChange={({ currentTarget: { value } }) =>
                void navigate({ search: { show: value === 'below' || value === 'advisory' ? value : undefined } })
              }
            />
            <CheckNow />
            <TrustSettings settings={page.data.settings} />
          </search>
          {page.data.items.length === 0 ? (
            <Notice tone="info" role="status">
              {texts.empty}
            </Notice>
          ) : (
            <Figures items={page.data.items.filter((item) => isShown(item, show))} />
          )}
          {page.data.events.length > 0 && <TrustEvents events={page.data.events} />}
        </>
      )}
    </div>
  );
}

const isShown = ({ belowBar, advisory }: TrustItem, show: 'below' | 'advisory' | undefined): boolean =>
  show === undefined || (show === 'below' ? belowBar : advisory);

function Bars({ settings: { bars, leastDecided, automatic } }: Pick<TrustReport, 'settings'>) {
  const texts = useTrustTexts();
  const { percent } = useFormat();
  const said = { minor: percent(bars.minor), major: percent(bars.major), fatal: percent(bars.fatal) };
  return <Text className={classes.muted}>{texts.rules({ ...said, least: leastDecided, automatic })}</Text>;
}

function CheckNow() {
  const texts = useTrustTexts();
  const tellFailure = useFailureToast();
  const queries = useQueryClient();
  const may = useMay('trust.lift');
  const check = useMutation({
    mutationFn: checkTrust,
    onSuccess: (demoted) => {
      void queries.invalidateQueries({ queryKey: trustKey });
      notifications.show({ message: texts.checked(demoted.length), autoClose: 4000 });
    },
    onError: tellFailure(texts.failed),
  });
  if (!may) return null;
  return (
    <Button
      variant="default"
      leftSection={<IconRefresh size={17} aria-hidden />}
      loading={check.isPending}
      onClick={() => check.mutate()}
    >
      {texts.check}
    </Button>
  );
}

/** Each rule with its entries behind it. */
function Figures({ items }: { items: readonly TrustItem[] }) {
  const texts = useTrustTexts();
  const rules = [...new Set(items.map(({ rule }) => rule))].sort();
  const sorted = rules.flatMap((rule) => items.filter((item) => item.rule === rule));
  return (
    <Card title={texts.table}>
      {sorted.length === 0 && <p className={classes.muted}>{texts.nothing}</p>}
      {sorted.length > 0 && (
        <ScrollTable cards label={texts.table}>
          <Table className={classes.table} verticalSpacing="sm">
            <caption className={classes.caption}>{texts.table}</caption>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{texts.entry}</Table.Th>
                <Table.Th>{texts.precision}</Table.Th>
                <Table.Th>{texts.recall}</Table.Th>
                <Table.Th>{texts.overturned}</Table.Th>
                <Table.Th>{texts.state}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {sorted.map((item) => (
                <TrustRow key={item.key} item={item} />
              ))}
            </Table.Tbody>
          </Table>
        </ScrollTable>
      )}
    </Card>
  );
}
