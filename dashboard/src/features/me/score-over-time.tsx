/** The score of each step with its uncertainty: a chart, or behind one button the same numbers as a table. */
import { Button, Table } from '@mantine/core';
import { IconChartLine, IconTable } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useFormat } from '../../access/session.ts';
import type { OwnPage } from '../../api/shapes.ts';
import { ChartLoader } from '../../charts/chart-loader.tsx';
import { ScrollTable } from '../../components/scroll-table.tsx';
import { useOperatorTexts } from '../../i18n/operator-texts.ts';
import classes from './me.module.css';

const ScoreChart = lazy(async () => ({ default: (await import('../../charts/score-chart.tsx')).ScoreChart }));

export function ScoreOverTime({ page, step }: { page: OwnPage; step: 'day' | 'week' | 'month' }) {
  const { me } = useOperatorTexts();
  const format = useFormat();
  const [asTable, setAsTable] = useState(false);
  const isEmpty = page.steps.every(({ n }) => n === 0);
  const description = me.score.description(format.day(page.from), format.day(page.to), page.overall.n);
  return (
    <section className={classes.card} aria-labelledby="score-over-time">
      <div className={classes.cardHead}>
        <h2 id="score-over-time" className={classes.cardTitle}>
          {me.score.title}
        </h2>
        {!isEmpty && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={asTable ? <IconChartLine size={16} aria-hidden /> : <IconTable size={16} aria-hidden />}
            onClick={() => setAsTable(!asTable)}
          >
            {asTable ? me.score.chart : me.score.table}
          </Button>
        )}
      </div>
      {isEmpty && <p className={classes.none}>{me.score.none}</p>}
      {!isEmpty && asTable && <StepTable page={page} step={step} />}
      {!isEmpty && !asTable && (
        <>
          <Suspense fallback={<ChartLoader label={me.score.title} />}>
            <ScoreChart
              steps={page.steps.map((one) => ({ ...one, label: format.shortDay(one.from) }))}
              title={me.score.title}
              description={description}
              texts={{ mean: me.score.mean, interval: me.score.interval, calls: me.score.calls }}
              numberOf={format.decimal}
            />
          </Suspense>
          <p className={classes.muted}>{me.score.wide}</p>
        </>
      )}
    </section>
  );
}

function StepTable({ page, step }: { page: OwnPage; step: 'day' | 'week' | 'month' }) {
  const { me } = useOperatorTexts();
  const format = useFormat();
  return (
    <ScrollTable label={me.score.caption}>
      <Table verticalSpacing={6}>
        <caption className={classes.caption}>{me.score.caption}</caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{me.score.from[step]}</Table.Th>
            <Table.Th className={classes.number}>{me.score.calls}</Table.Th>
            <Table.Th className={classes.number}>{me.score.mean}</Table.Th>
            <Table.Th className={classes.number}>{me.score.interval}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {page.steps.map(({ from, n, mean, low, high }) => (
            <Table.Tr key={from}>
              <Table.Th scope="row" fw={400}>
                {step === 'month' ? format.month(from) : format.day(from)}
              </Table.Th>
              <Table.Td className={classes.number}>{n}</Table.Td>
              <Table.Td className={classes.number}>{mean === null ? '–' : format.decimal(mean)}</Table.Td>
              <Table.Td className={classes.number}>
                {low === null || high === null ? '–' : `${format.decimal(low)} – ${format.decimal(high)}`}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollTable>
  );
}
