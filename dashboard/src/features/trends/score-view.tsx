/** Score: the whole period, over time with the marks of changed rules, and compared. */
import { Table } from '@mantine/core';
import { lazy } from 'react';
import { useFormat } from '../../access/session.ts';
import type { TrendSummary } from '../../api/shapes.ts';
import type { TrendFilter } from '../../api/trends.ts';
import { ChartCard } from '../../components/chart-card.tsx';
import { IntervalBar } from '../../components/interval-bar.tsx';
import { ScrollTable } from '../../components/scroll-table.tsx';
import { useTrendTexts } from '../../i18n/trend-texts.ts';
import { GroupsCard } from './groups-card.tsx';
import { Marks } from './marks.tsx';
import { estimatePoints, marksAtSteps, scoreDomain } from './prepare-trend.ts';
import classes from './trends.module.css';
import type { TrendsSearch } from './trends-search.ts';

const TrendChart = lazy(async () => ({ default: (await import('../../charts/trend-chart.tsx')).TrendChart }));

interface ScoreViewProps {
  search: TrendsSearch;
  filter: TrendFilter;
  summary: TrendSummary;
  change: (search: TrendsSearch) => void;
}

export function ScoreView({ search, filter, summary, change }: ScoreViewProps) {
  const { trends } = useTrendTexts();
  const format = useFormat();
  const { score: texts, figures } = trends;
  const { period, steps, marks } = summary;
  const points = estimatePoints(
    steps.map(({ from, score }) => ({ from, estimate: score })),
    period.step === 'month' ? format.month : format.shortDay,
  );
  const description = texts.description(format.day(period.from), format.day(period.to), summary.score.n);
  return (
    <>
      <dl className={classes.figures} data-figures={period.judged === 'people' ? 5 : 4}>
        <Figure name={figures.calls}>{format.whole(summary.calls)}</Figure>
        <Figure name={figures.drawn}>{format.whole(summary.sampled)}</Figure>
        {period.judged === 'people' && <Figure name={figures.checked}>{format.whole(summary.checked)}</Figure>}
        <Figure name={figures.score}>
          <IntervalBar estimate={summary.score} unit="score" />
        </Figure>
        <Figure name={figures.fatal}>
          <IntervalBar estimate={summary.fatal} unit="share" />
        </Figure>
      </dl>
      <ChartCard
        title={texts.title}
        chart={
          <TrendChart
            points={points}
            lines={[texts.mean]}
            intervalName={texts.interval}
            marks={marksAtSteps(
              marks,
              steps.map(({ from }) => from),
              (kind) => trends.marks.kinds[kind],
            )}
            domain={scoreDomain(points)}
            title={texts.title}
            description={description}
            numberOf={format.score}
          />
        }
        table={<StepTable summary={summary} />}
      >
        <Marks marks={marks} />
      </ChartCard>
      <GroupsCard search={search} filter={filter} change={change} />
    </>
  );
}

function Figure({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className={classes.figure}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function StepTable({ summary: { steps, period } }: { summary: TrendSummary }) {
  const { trends } = useTrendTexts();
  const format = useFormat();
  const texts = trends.score;
  return (
    <ScrollTable cards label={texts.title}>
      <Table className={classes.table}>
        <caption className={classes.caption}>{texts.title}</caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{texts.from[period.step]}</Table.Th>
            <Table.Th className={classes.number}>{texts.count}</Table.Th>
            <Table.Th className={classes.number}>{texts.counted}</Table.Th>
            <Table.Th>{texts.mean}</Table.Th>
            <Table.Th>{texts.fatal}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {steps.map(({ from, calls, score, fatal }) => (
            <Table.Tr key={from}>
              <Table.Th scope="row">{period.step === 'month' ? format.month(from) : format.day(from)}</Table.Th>
              <Table.Td className={classes.number}>{format.whole(calls)}</Table.Td>
              <Table.Td className={classes.number}>{format.whole(score.n)}</Table.Td>
              <Table.Td>
                <IntervalBar estimate={score} unit="score" />
              </Table.Td>
              <Table.Td>
                <IntervalBar estimate={fatal} unit="share" />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollTable>
  );
}
