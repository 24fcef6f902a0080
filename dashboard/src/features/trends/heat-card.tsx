/** Operators × criteria: a table whose cells are coloured and signed; behind the button the same with intervals. */
import { Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../access/session.ts';
import type { HeatMap } from '../../api/shapes.ts';
import { readHeatMap, type TrendFilter } from '../../api/trends.ts';
import { ChartCard } from '../../components/chart-card.tsx';
import { IntervalBar } from '../../components/interval-bar.tsx';
import { LoadError } from '../../components/load-error.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { ScrollTable } from '../../components/scroll-table.tsx';
import { useTrendTexts } from '../../i18n/trend-texts.ts';
import { Standing } from './standing.tsx';
import classes from './trends.module.css';

type Cell = NonNullable<HeatMap['rows'][number]['cells'][number]>;

export function HeatCard({ filter }: { filter: TrendFilter }) {
  const { trends } = useTrendTexts();
  const texts = trends.heat;
  const map = useQuery(readHeatMap(filter));
  if (map.isPending) return <PageLoader />;
  if (map.isError) return <LoadError error={map.error} onRetry={() => void map.refetch()} />;
  return (
    <ChartCard
      title={texts.title}
      labels={{ table: texts.asList, chart: texts.asMap }}
      chart={<Heat map={map.data} filter={filter} />}
      table={<Listed map={map.data} />}
    >
      <p className={classes.muted}>{texts.how}</p>
      {map.data.more && <p className={classes.muted}>{texts.more}</p>}
    </ChartCard>
  );
}

const signs = { above: '▲', below: '▼', none: '', few: '' } as const;

/** Colour goes by the rate, the sign by whether it differs; few calls are grey whatever the rate. */
function levelOf({ value, standing }: Cell): 'few' | 'good' | 'warn' | 'bad' {
  if (value === null || standing === 'few') return 'few';
  return value >= 0.9 ? 'good' : value >= 0.7 ? 'warn' : 'bad';
}

function Heat({ map, filter }: { map: HeatMap; filter: TrendFilter }) {
  const { trends } = useTrendTexts();
  const format = useFormat();
  const texts = trends.heat;
  return (
    <ScrollTable label={texts.title}>
      <table className={classes.heat}>
        <caption className={classes.caption}>{texts.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{texts.operator}</th>
            {map.criteria.map(({ id, title }) => (
              <th key={id} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {map.rows.map(({ operatorId, operatorName, cells }) => (
            <tr key={operatorId}>
              <th scope="row">{operatorName}</th>
              {map.criteria.map(({ id }, i) => {
                const cell = cells[i];
                if (!cell || cell.value === null) return <td key={id} className={classes.cell} data-level="few" />;
                const { value, low, high, n, standing } = cell;
                const shown = format.percent(value);
                const whole = texts.cell(shown, format.percent(low ?? 0), format.percent(high ?? 1), n);
                return (
                  <td key={id} className={classes.cell} data-level={levelOf(cell)} title={whole}>
                    <Link to="/trends/calls" search={{ ...filter, operator: operatorId || undefined, criterion: id }}>
                      {Math.round(value * 100)}
                      {signs[standing] !== '' && <span aria-hidden="true"> {signs[standing]}</span>}
                      <span className={classes.caption}>
                        {' '}
                        {whole}, {trends.standings[standing]}
                      </span>
                    </Link>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollTable>
  );
}

function Listed({ map }: { map: HeatMap }) {
  const { trends } = useTrendTexts();
  const format = useFormat();
  return (
    <ScrollTable cards label={trends.heat.title}>
      <Table className={classes.table}>
        <caption className={classes.caption}>{trends.heat.title}</caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{trends.heat.operator}</Table.Th>
            <Table.Th>{trends.criteria.name}</Table.Th>
            <Table.Th className={classes.number}>{trends.criteria.judged}</Table.Th>
            <Table.Th>{trends.criteria.rate}</Table.Th>
            <Table.Th>{trends.groups.standing}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {map.rows.flatMap(({ operatorId, operatorName, cells }) =>
            map.criteria.flatMap(({ id, title }, i) => {
              const cell = cells[i];
              if (!cell) return [];
              return [
                <Table.Tr key={`${operatorId} ${id}`}>
                  <Table.Th scope="row">{operatorName}</Table.Th>
                  <Table.Td className={classes.wide}>{title}</Table.Td>
                  <Table.Td className={classes.number}>{format.whole(cell.n)}</Table.Td>
                  <Table.Td>
                    <IntervalBar estimate={cell} unit="share" />
                  </Table.Td>
                  <Table.Td>
                    <Standing name={cell.standing} />
                  </Table.Td>
                </Table.Tr>,
              ];
            }),
          )}
        </Table.Tbody>
      </Table>
    </ScrollTable>
  );
}
