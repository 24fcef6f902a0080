/** Draws what a call consists of as lying bars. Loaded apart: recharts is heavy. */
import { useReducedMotion } from '@mantine/hooks';
import { Bar, BarChart, Cell, LabelList, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import type { TalkBarName } from './talk-bars.ts';

interface TalkChartProps {
  bars: readonly { name: TalkBarName; label: string; seconds: number }[];
  /** Read out instead of the picture. */
  description: string;
  lengthOf: (seconds: number) => string;
}

const colours: Record<TalkBarName, string> = {
  operator_talk: 'var(--k-operator)',
  client_talk: 'var(--k-client)',
  overlap: 'var(--k-bad)',
  silence: 'var(--k-pause)',
  hold: 'var(--k-music)',
};

export function TalkChart({ bars, description, lengthOf }: TalkChartProps) {
  const still = useReducedMotion();
  const text = { fill: 'var(--mantine-color-text)', fontSize: 13 };
  return (
    <ResponsiveContainer width="100%" height={bars.length * 32 + 8}>
      <BarChart
        data={[...bars]}
        layout="vertical"
        margin={{ top: 0, right: 84, bottom: 0, left: 0 }}
        barCategoryGap={7}
        role="img"
        title={description}
        desc={description}
        accessibilityLayer={false}
      >
        <XAxis type="number" hide />
        <YAxis type="category" dataKey="label" width={160} axisLine={false} tickLine={false} tick={text} />
        <Bar dataKey="seconds" radius={3} minPointSize={2} isAnimationActive={!still}>
          {bars.map(({ name }) => (
            <Cell key={name} fill={colours[name]} />
          ))}
          <LabelList dataKey="seconds" position="right" {...text} formatter={(value) => lengthOf(Number(value))} />
        </Bar>
      </BarChart>
    </ResponsiveContainer>
  );
}
