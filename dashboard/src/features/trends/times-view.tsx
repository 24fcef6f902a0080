/** Times: how many calls keep within table 5, hold and silence over time, and every measure by operator. */
import { Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode } from 'react';
import { useFormat } from '../../access/session.ts';
import type { TrendTimes } from '../../api/shapes.ts';
import { readTimes, type TrendFilter } from '../../api/trends.ts';
import { Card, ChartCard } from '../../components/chart-card.tsx';
import { IntervalBar } from '../../components/interval-bar.tsx';
import { LoadError } from '../../components/load-error.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { ScrollTable } from '../../components/scroll-table.tsx';
import { useTrendTexts } from '../../i18n/trend-texts.ts';
import classes from './trends.module.css';

const TrendChart = lazy(async () => ({ default: (await import('../../charts/trend-chart.tsx')).TrendChart }));

export function TimesView({ filter, step }: { filter: TrendFilter; step: 'day' | 'week' | 'month' }) {
  const { trends } = useTrendTexts();
  const format = useFormat();
  const texts = trends.times;
  const times = useQuery(readTimes(filter));
  if (times.isPending) return <PageLoader />;
  if (times.isError) return <LoadError error={times.error} onRetry={() => void times.refetch()} />;
  const { standard, steps, operators } = times.data;
  const labelOf = step === 'month' ? format.month : format.day;
  return (
    <>
      <Card title={texts.standardTitle}>
        <ScrollTable cards label={texts.standardTitle}>
          <Table className={classes.table}>
            <caption className={classes.caption}>{texts.standardTitle}</caption>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{texts.line}</Table.Th>
                <Table.Th>{texts.limit}</Table.Th>
                <Table.Th className={classes.number}>{trends.criteria.judged}</Table.Th>
                <Table.Th>{texts.rate}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {standard.map(({ id, title, limit, rate }) => (
                <Table.Tr key={id}>
                  <Table.Th scope="row" className={classes.wide}>
                    {title}
                  </Table.Th>
                  <Table.Td>{limit}</Table.Td>
                  <Table.Td className={classes.number}>{format.whole(rate.n)}</Table.Td>
                  <Table.Td>
                    <IntervalBar estimate={rate} unit="share" />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </ScrollTable>
      </Card>
      <ChartCard
        title={texts.chartTitle}
        chart={
          <TrendChart
            points={steps.map(({ from, hold, silence }) => ({
              key: from,
              label: step === 'month' ? format.month(from) : format.shortDay(from),
              values: [hold, silence],
              range: null,
            }))}
            lines={[texts.hold, texts.silence]}
            intervalName={trends.score.interval}
            marks={[]}
            domain={[0, 'auto']}
            title={texts.chartTitle}
            description={texts.chartDescription}
            numberOf={format.score}
          />
        }
        table={
          <TimeTable
            title={texts.chartTitle}
            first={trends.score.from[step]}
            rows={steps.map(({ from, ...row }) => ({ key: from, name: labelOf(from), row }))}
          />
        }
      />
      <Card title={texts.operatorsTitle}>
        <TimeTable
          title={texts.operatorsTitle}
          first={trends.groups.column.operator}
          rows={operators.map(({ operatorId, operatorName, ...row }) => ({ key: operatorId, name: operatorName, row }))}
        />
      </Card>
    </>
  );
}

type TimeRow = Omit<TrendTimes['steps'][number], 'from'>;

interface TimeTableProps {
  title: string;
  /** Heading of the first column. */
  first: string;
  rows: readonly { key: string; name: string; row: TimeRow }[];
}

function TimeTable({ title, first, rows }: TimeTableProps) {
  const { trends } = useTrendTexts();
  const format = useFormat();
  const { columns, slow } = trends.times;
  const seconds = (value: number | null) => (value === null ? '–' : format.score(value));
  const withSlow = (value: number | null, p90: number | null) =>
    value === null || p90 === null ? (
      seconds(value)
    ) : (
      <span title={slow(seconds(value), seconds(p90))}>{seconds(value)}</span>
    );
  const cells: Record<keyof typeof columns, (row: TimeRow) => ReactNode> = {
    calls: ({ calls }) => format.whole(calls),
    ring: ({ ring, ringP90 }) => withSlow(ring, ringP90),
    queue: ({ queue, queueP90 }) => withSlow(queue, queueP90),
    wrapUp: ({ wrapUp }) => seconds(wrapUp),
    duration: ({ duration }) => seconds(duration),
    hold: ({ hold }) => seconds(hold),
    silence: ({ silence }) => seconds(silence),
    deadAir: ({ deadAirCalls }) => <IntervalBar estimate={deadAirCalls} unit="share" />,
    interruptions: ({ interruptions }) => format.score(interruptions),
    talkShare: ({ talkShare }) => (talkShare === null ? '–' : format.percent(talkShare)),
  };
  const names = Object.keys(columns) as (keyof typeof columns)[];
  return (
    <ScrollTable cards label={title}>
      <Table className={classes.table}>
        <caption className={classes.caption}>{title}</caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{first}</Table.Th>
            {names.map((name) => (
              <Table.Th key={name} className={name === 'deadAir' ? undefined : classes.number}>
                {columns[name]}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ key, name, row }) => (
            <Table.Tr key={key}>
              <Table.Th scope="row" className={classes.name}>
                {name}
              </Table.Th>
              {names.map((column) => (
                <Table.Td key={column} className={column === 'deadAir' ? undefined : classes.number}>
                  {cells[column](row)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollTable>
  );
}
