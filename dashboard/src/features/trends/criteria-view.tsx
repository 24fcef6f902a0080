/** Criteria: one of them over time, all of them with their rates, and operators × criteria. */
import { Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../access/session.ts';
import type { TrendCriteria, TrendSummary } from '../../api/shapes.ts';
import { readCriteria, type TrendFilter } from '../../api/trends.ts';
import { Card } from '../../components/chart-card.tsx';
import { IntervalBar } from '../../components/interval-bar.tsx';
import { LoadError } from '../../components/load-error.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { ScrollTable } from '../../components/scroll-table.tsx';
import { useTrendTexts } from '../../i18n/trend-texts.ts';
import { CriterionOverTime } from './criterion-over-time.tsx';
import { HeatCard } from './heat-card.tsx';
import classes from './trends.module.css';
import type { TrendsSearch } from './trends-search.ts';

interface CriteriaViewProps {
  search: TrendsSearch;
  filter: TrendFilter;
  summary: TrendSummary;
  change: (search: TrendsSearch) => void;
}

export function CriteriaView({ search, filter, summary, change }: CriteriaViewProps) {
  const criteria = useQuery(readCriteria(filter));
  if (criteria.isPending) return <PageLoader />;
  if (criteria.isError) return <LoadError error={criteria.error} onRetry={() => void criteria.refetch()} />;
  const all = criteria.data.groups.flatMap((group) => group.criteria);
  const chosen = all.find(({ id }) => id === search.criterion) ?? all.find(({ rate }) => rate.n > 0);
  return (
    <>
      {chosen && (
        <CriterionOverTime chosen={chosen} all={all} filter={filter} period={summary.period} change={change} />
      )}
      <RateTable groups={criteria.data.groups} filter={filter} />
      <HeatCard filter={filter} />
    </>
  );
}

function RateTable({ groups, filter }: Pick<TrendCriteria, 'groups'> & { filter: TrendFilter }) {
  const { trends } = useTrendTexts();
  const format = useFormat();
  const texts = trends.criteria;
  return (
    <Card title={texts.title}>
      <ScrollTable cards label={texts.title}>
        <Table className={classes.table}>
          <caption className={classes.caption}>{texts.title}</caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{texts.name}</Table.Th>
              <Table.Th>{texts.section}</Table.Th>
              <Table.Th className={classes.number}>{texts.judged}</Table.Th>
              <Table.Th className={classes.number}>{texts.notSure}</Table.Th>
              <Table.Th>{texts.rate}</Table.Th>
              <Table.Th>{texts.failedCalls}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          {groups.map(({ title: group, criteria }) => (
            <Table.Tbody key={group}>
              <Table.Tr>
                <Table.Th colSpan={6} scope="rowgroup">
                  <b>{group}</b>
                </Table.Th>
              </Table.Tr>
              {criteria.map(({ id, title, section, rate }) => (
                <Table.Tr key={id}>
                  <Table.Th scope="row" className={classes.wide}>
                    {title}
                  </Table.Th>
                  <Table.Td>{section}</Table.Td>
                  <Table.Td className={classes.number}>{format.whole(rate.n)}</Table.Td>
                  <Table.Td className={classes.number}>{format.whole(rate.notSure)}</Table.Td>
                  <Table.Td>
                    <IntervalBar estimate={rate} unit="share" />
                  </Table.Td>
                  <Table.Td>
                    {rate.failed > 0 && (
                      <Link
                        to="/trends/calls"
                        search={{ ...filter, criterion: id }}
                        aria-label={`${format.whole(rate.failed)}: ${texts.failedCalls}, ${title}`}
                      >
                        {format.whole(rate.failed)}
                      </Link>
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          ))}
        </Table>
      </ScrollTable>
    </Card>
  );
}
