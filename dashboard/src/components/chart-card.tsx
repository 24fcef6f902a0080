/** A titled box with a chart whose numbers stand behind one button as a table; on paper both are there. */
import { Button } from '@mantine/core';
import { IconChartLine, IconTable } from '@tabler/icons-react';
import { type ReactNode, Suspense, useId, useState } from 'react';
import { ChartLoader } from '../charts/chart-loader.tsx';
import { useTrendTexts } from '../i18n/trend-texts.ts';
import classes from './chart-card.module.css';
import { useOnPaper } from './paper.ts';

interface ChartCardProps {
  title: string;
  /** Stands above the chart. */
  tools?: ReactNode;
  chart: ReactNode;
  table: ReactNode;
  /** What the two buttons say, where «table» and «chart» are not what they switch between. */
  labels?: { table: string; chart: string };
  children?: ReactNode;
}

export function ChartCard({ title, tools, chart, table, labels, children }: ChartCardProps) {
  const texts = useTrendTexts();
  const id = useId();
  const onPaper = useOnPaper();
  const [asTable, setAsTable] = useState(false);
  const { table: toTable, chart: toChart } = labels ?? { table: texts.showTable, chart: texts.showChart };
  return (
    <section className={classes.card} aria-labelledby={id}>
      <div className={classes.head}>
        <h2 id={id} className={classes.title}>
          {title}
        </h2>
        <Button
          className={classes.toggle}
          size="compact-sm"
          variant="default"
          leftSection={asTable ? <IconChartLine size={16} aria-hidden /> : <IconTable size={16} aria-hidden />}
          onClick={() => setAsTable(!asTable)}
        >
          {asTable ? toChart : toTable}
        </Button>
      </div>
      {tools}
      {(!asTable || onPaper) && <Suspense fallback={<ChartLoader label={title} />}>{chart}</Suspense>}
      {(asTable || onPaper) && table}
      {children}
    </section>
  );
}

/** The same box around what has no chart. */
export function Card({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className={classes.card} aria-labelledby={id}>
      <h2 id={id} className={classes.title}>
        {title}
      </h2>
      {children}
    </section>
  );
}
