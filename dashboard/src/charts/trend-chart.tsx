/** Draws figures over time: a line within the band of its uncertainty, or several lines, with marks where the rules changed. Loaded apart: recharts is heavy. */
import { useReducedMotion } from '@mantine/hooks';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { chartHeight } from './chart-loader.tsx';
import classes from './trend-chart.module.css';

export interface TrendPoint {
  /** Place on the axis, and what stands there. */
  key: string;
  label: string;
  /** A value for each line, in their order; null leaves a gap. */
  values: readonly (number | null)[];
  /** The 95 % interval of the first line. */
  range: readonly [number, number] | null;
}

interface TrendChartProps {
  points: readonly TrendPoint[];
  /** Names of the lines. */
  lines: readonly string[];
  intervalName: string;
  /** Points where a mark stands. */
  marks: readonly { key: string; label: string }[];
  domain: readonly [number, number | 'auto'];
  title: string;
  /** Read out instead of the picture. */
  description: string;
  numberOf: (value: number) => string;
}

const looks = [
  { stroke: 'var(--k-operator)', dash: '0' },
  { stroke: 'var(--k-client)', dash: '6 3' },
  { stroke: 'var(--k-other)', dash: '2 3' },
];

/** Ticks at equal round steps from the one end to the other: the chart's own choice over 70–100 is 70, 78, 86, 94, 100. */
function roundTicks([low, high]: readonly [number, number | 'auto']): number[] | undefined {
  if (high === 'auto') return undefined;
  const count = [5, 4, 3, 7, 6, 2].find((parts) => Number.isInteger((high - low) / parts / (high > 1 ? 5 : 0.05))) ?? 1;
  return Array.from({ length: count + 1 }, (_, n) => low + ((high - low) * n) / count);
}

export function TrendChart(props: TrendChartProps) {
  const { points, lines, intervalName, marks, domain, title, description, numberOf } = props;
  const still = useReducedMotion();
  const text = { fill: 'var(--mantine-color-text)', fontSize: 13 };
  const labelOf = new Map(points.map(({ key, label }) => [key, label]));
  const data = points.map(({ key, values, range }) => ({
    key,
    ...(range === null ? {} : { range: [...range] }),
    ...Object.fromEntries(values.map((value, i) => [`line${i}`, value])),
  }));
  return (
    <>
      <ResponsiveContainer width="100%" height={chartHeight}>
        <ComposedChart
          data={data}
          margin={{ top: 22, right: 16, bottom: 0, left: 0 }}
          role="img"
          title={title}
          desc={description}
          accessibilityLayer={false}
        >
          <CartesianGrid stroke="var(--k-border)" vertical={false} />
          <XAxis
            dataKey="key"
            tick={text}
            tickLine={false}
            axisLine={{ stroke: 'var(--k-border)' }}
            minTickGap={24}
            tickFormatter={(key: string) => labelOf.get(key) ?? key}
          />
          <YAxis
            domain={[...domain]}
            ticks={roundTicks(domain)}
            width={48}
            tick={text}
            tickLine={false}
            axisLine={false}
            tickFormatter={(value: number) => numberOf(value)}
          />
          <Area
            dataKey="range"
            name={intervalName}
            stroke="none"
            fill="var(--k-operator-soft)"
            fillOpacity={0.45}
            isAnimationActive={!still}
          />
          {lines.map((name, i) => (
            <Line
              key={name}
              dataKey={`line${i}`}
              name={name}
              stroke={looks[i]?.stroke}
              strokeDasharray={looks[i]?.dash}
              strokeWidth={2.5}
              dot={{ r: 3, fill: looks[i]?.stroke, strokeDasharray: '0' }}
              isAnimationActive={!still}
            />
          ))}
          {marks.map(({ key, label }) => (
            <ReferenceLine
              key={`${key} ${label}`}
              x={key}
              stroke="var(--k-warn)"
              strokeDasharray="4 3"
              label={{ value: label, position: 'top', fill: 'var(--k-warn)', fontSize: 12 }}
            />
          ))}
          <Tooltip
            isAnimationActive={false}
            contentStyle={{ background: 'var(--k-surface)', border: '1px solid var(--k-border)', borderRadius: 8 }}
            itemStyle={{ color: 'var(--mantine-color-text)' }}
            labelFormatter={(key) => labelOf.get(String(key)) ?? String(key)}
            formatter={(value) =>
              Array.isArray(value) ? value.map((one) => numberOf(Number(one))).join(' – ') : numberOf(Number(value))
            }
          />
        </ComposedChart>
      </ResponsiveContainer>
      {lines.length > 1 && (
        <ul className={classes.legend}>
          {lines.map((name, i) => (
            <li key={name}>
              <svg width="28" height="8" aria-hidden="true">
                <line
                  x1="0"
                  y1="4"
                  x2="28"
                  y2="4"
                  stroke={looks[i]?.stroke}
                  strokeWidth="2.5"
                  strokeDasharray={looks[i]?.dash}
                />
              </svg>
              {name}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
