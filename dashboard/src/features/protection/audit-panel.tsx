/** The log of actions: searched by who, what, about what and when; checked and reported. */
import { Button, Table, Text } from '@mantine/core';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useOpenedSearch } from '../../access/arrival.ts';
import { useFormat } from '../../access/session.ts';
import { accessReportUrl, listAudit, verifyAudit } from '../../api/audit.ts';
import type { AuditEntry } from '../../api/shapes.ts';
import { errorLine } from '../../components/error-line.ts';
import { LoadError } from '../../components/load-error.tsx';
import { Notice } from '../../components/notice.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { ScrollTable } from '../../components/scroll-table.tsx';
import classes from '../../components/tabbed-page.module.css';
import { Tone } from '../../components/tone.tsx';
import { useTexts } from '../../i18n/language.tsx';
import { AuditFilters } from './audit-filters.tsx';
import { brokenInProtectionSearch, type ProtectionSearch } from './protection-search.ts';

/** First and last instant of the chosen days, as the browser's clock has them. */
const startOf = (day: string | undefined) =>
  day === undefined ? undefined : new Date(`${day}T00:00:00`).toISOString();
const endOf = (day: string | undefined) =>
  day === undefined ? undefined : new Date(`${day}T23:59:59.999`).toISOString();

export function AuditPanel({ search }: { search: ProtectionSearch }) {
  const { protection: words, filters } = useTexts();
  const { actor, action, object } = search;
  const period = { from: startOf(search.from), to: endOf(search.to) };
  const rows = useInfiniteQuery(listAudit({ actor, action, object, ...period }));
  const items = rows.data?.pages.flatMap((page) => page.items) ?? [];
  const broken = brokenInProtectionSearch(useOpenedSearch());
  return (
    <div className={classes.panel}>
      {broken.length > 0 && (
        <Notice tone="warn" role="status">
          {filters.broken(broken.map((name) => words.filterNames[name]).join(', '))}
        </Notice>
      )}
      <AuditFilters search={search} />
      <Tools from={period.from} to={period.to} />
      {rows.isPending && <PageLoader />}
      {rows.isError && <LoadError error={rows.error} onRetry={() => void rows.refetch()} />}
      {rows.isSuccess && items.length === 0 && <Text>{words.nothing}</Text>}
      {items.length > 0 && <Rows items={items} />}
      {rows.hasNextPage && (
        <Button variant="default" loading={rows.isFetchingNextPage} onClick={() => void rows.fetchNextPage()}>
          {words.more}
        </Button>
      )}
    </div>
  );
}

function Tools({ from, to }: { from: string | undefined; to: string | undefined }) {
  const texts = useTexts();
  const words = texts.protection;
  const check = useMutation({ mutationFn: verifyAudit });
  const start = from ?? '2000-01-01T00:00:00.000Z';
  return (
    <>
      <div className={classes.row}>
        <Button variant="default" loading={check.isPending} onClick={() => check.mutate()}>
          {words.check}
        </Button>
        <Button
          variant="default"
          component="a"
          href={accessReportUrl(start, to ?? new Date(Date.now() + 86_400_000).toISOString())}
          download
        >
          {words.accessReport}
        </Button>
      </div>
      <div role="status">
        {check.isError && (
          <Notice tone="bad" title={words.failed}>
            {errorLine(check.error, texts)}
          </Notice>
        )}
        {check.data?.broken === null && <Notice tone="good" title={words.whole(check.data.rows)} />}
        {check.data?.broken && (
          <Notice tone="bad" title={words.broken(check.data.broken.seq)}>
            {check.data.broken.reason}
          </Notice>
        )}
      </div>
    </>
  );
}

function Rows({ items }: { items: readonly AuditEntry[] }) {
  const { protection: words } = useTexts();
  const format = useFormat();
  return (
    <ScrollTable cards framed label={words.tabs.audit}>
      <Table verticalSpacing="xs" horizontalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            {[words.when, words.actor, words.action, words.object, words.result, words.details].map((title) => (
              <Table.Th key={title}>{title}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((row) => (
            <Table.Tr key={row.seq}>
              <Table.Td>{format.moment(row.at)}</Table.Td>
              <Table.Td>
                {row.actorLogin || '–'} <span className={classes.muted}>{row.ip}</span>
              </Table.Td>
              <Table.Td>{words.actions[row.action]}</Table.Td>
              <Table.Td className={classes.wide}>
                {row.objectId ?? (row.objectKind === 'call' || row.objectKind === 'subject' ? words.forgotten : '–')}
              </Table.Td>
              <Table.Td>
                <Tone tone={row.result === 'done' ? 'good' : 'warn'}>{words.results[row.result]}</Tone>
              </Table.Td>
              <Table.Td className={classes.wide}>
                {Object.entries(row.details)
                  .map(
                    ([name, value]) =>
                      `${words.detailNames[name] ?? name}: ${words.detailValues[name]?.[String(value)] ?? value}`,
                  )
                  .join('; ')}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollTable>
  );
}
