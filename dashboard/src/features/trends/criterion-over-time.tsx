/** One criterion over time. The card stands while its figures are on their way: nothing moves, and the choice keeps the focus. */
import { NativeSelect, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy } from 'react';
import { useFormat } from '../../access/session.ts';
import type { CriterionSteps, TrendCriteria, TrendSummary } from '../../api/shapes.ts';
import { readCriterionSteps, type TrendFilter } from '../../api/trends.ts';
import { ChartLoader } from '../../charts/chart-loader.tsx';
import { ChartCard } from '../../components/chart-card.tsx';
import { IntervalBar } from '../../components/interval-bar.tsx';
import { LoadError } from '../../components/load-error.tsx';
import { ScrollTable } from '../../components/scroll-table.tsx';
import { useTrendTexts } from '../../i18n/trend-texts.ts';
import { Marks } from './marks.tsx';
import { estimatePoints, marksAtSteps } from './prepare-trend.ts';
import classes from './trends.module.css';
import type { TrendsSearch } from './trends-search.ts';

const TrendChart = lazy(async () => ({ default: (await import('../../charts/trend-chart.tsx')).TrendChart }));

type OneCriterion = TrendCriteria['groups'][number]['criteria'][number];
type Period = TrendSummary['period'];

interface CriterionOverTimeProps {
  chosen: OneCriterion;
  all: readonly OneCriterion[];
  filter: TrendFilter;
  period: Period;
  change: (search: TrendsSearch) => void;
}

export function CriterionOverTime({ chosen, all, filter, period, change }: CriterionOverTimeProps) {
  const { trends } = useTrendTexts();
  const texts = trends.criteria;
  const title = texts.chartTitle(chosen.title);
  const steps = useQuery(readCriterionSteps(chosen.id, filter));
  const instead = steps.isError ? (
    <LoadError error={steps.error} onRetry={() => void steps.refetch()} />
  ) : (
    <ChartLoader label={title} />
  );
  return (
    <ChartCard
      title={title}
      tools={
        <NativeSelect
          label={texts.choose}
          maw="26rem"
          value={chosen.id}
          data={all.map(({ id: value, title: label }) => ({ value, label }))}
          onChange={({ currentTarget: { value } }) => change({ criterion: value })}
        />
      }
      chart={steps.isSuccess ? <StepsChart data={steps.data} title={title} period={period} /> : instead}
      table={steps.isSuccess ? <StepsTable data={steps.data} title={title} period={period} /> : instead}
    >
      {steps.isSuccess && <Marks marks={steps.data.marks} />}
    </ChartCard>
  );
}

interface StepsProps {
  data: CriterionSteps;
  title: string;
  period: Period;
}

function StepsChart({ data, title, period }: StepsProps) {
  const { trends } = useTrendTexts();
  const format = useFormat();
  return (
    <TrendChart
      points={estimatePoints(
        data.steps.map(({ from, rate }) => ({ from, estimate: rate })),
        period.step === 'month' ? format.month : format.shortDay,
      )}
      lines={[trends.criteria.rate]}
      intervalName={trends.score.interval}
      marks={marksAtSteps(
        data.marks,
        data.steps.map(({ from }) => from),
        (kind) => trends.marks.kinds[kind],
      )}
      domain={[0, 1]}
      title={title}
      description={trends.criteria.description(data.title, format.day(period.from), format.day(period.to))}
      numberOf={format.percent}
    />
  );
}

function StepsTable({ data, title, period }: StepsProps) {
  const { trends } = useTrendTexts();
  const format = useFormat();
  return (
    <ScrollTable cards label={title}>
      <Table className={classes.table}>
        <caption className={classes.caption}>{title}</caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{trends.score.from[period.step]}</Table.Th>
            <Table.Th className={classes.number}>{trends.criteria.judged}</Table.Th>
            <Table.Th>{trends.criteria.rate}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {data.steps.map(({ from, rate }) => (
            <Table.Tr key={from}>
              <Table.Th scope="row">{period.step === 'month' ? format.month(from) : format.day(from)}</Table.Th>
              <Table.Td className={classes.number}>{format.whole(rate.n)}</Table.Td>
              <Table.Td>
                <IntervalBar estimate={rate} unit="share" />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollTable>
  );
}
