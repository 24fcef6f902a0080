/** Draws a mean over time as a line within the band of its uncertainty. Loaded apart: recharts is heavy. */
import { useReducedMotion } from '@mantine/hooks';
import { Area, CartesianGrid, ComposedChart, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';

/** One step of the axis; `range` is the 95 % interval, null for a single call. */
export interface ChartStep {
  label: string;
  mean: number | null;
  range: [number, number] | number[] | null;
  n: number;
}

interface ScoreChartProps {
  steps: readonly ChartStep[];
  title: string;
  /** Read out instead of the picture. */
  description: string;
  texts: { mean: string; interval: string; calls: string };
  numberOf: (value: number) => string;
}

export function ScoreChart({ steps, title, description, texts, numberOf }: ScoreChartProps) {
  const still = useReducedMotion();
  const text = { fill: 'var(--mantine-color-text)', fontSize: 13 };
  return (
    <ResponsiveContainer width="100%" height={260}>
      <ComposedChart
        data={[...steps]}
        margin={{ top: 8, right: 16, bottom: 0, left: 0 }}
        role="img"
        title={title}
        desc={description}
        accessibilityLayer={false}
      >
        <CartesianGrid stroke="var(--k-border)" vertical={false} />
        <XAxis dataKey="label" tick={text} tickLine={false} axisLine={{ stroke: 'var(--k-border)' }} minTickGap={24} />
        <YAxis domain={[0, 100]} width={36} tick={text} tickLine={false} axisLine={false} />
        <Area
          dataKey="range"
          name={texts.interval}
          stroke="none"
          fill="var(--k-operator-soft)"
          fillOpacity={0.45}
          connectNulls
          isAnimationActive={!still}
        />
        <Line
          dataKey="mean"
          name={texts.mean}
          stroke="var(--k-operator)"
          strokeWidth={2.5}
          dot={{ r: 3.5, fill: 'var(--k-operator)' }}
          isAnimationActive={!still}
        />
        <Tooltip
          isAnimationActive={false}
          contentStyle={{ background: 'var(--k-surface)', border: '1px solid var(--k-border)', borderRadius: 8 }}
          itemStyle={{ color: 'var(--mantine-color-text)' }}
          formatter={(value) =>
            Array.isArray(value) ? value.map((one) => numberOf(Number(one))).join(' – ') : numberOf(Number(value))
          }
        />
      </ComposedChart>
    </ResponsiveContainer>
  );
}
