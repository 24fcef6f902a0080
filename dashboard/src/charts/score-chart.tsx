/** Draws a mean over time with the interval of each step as an upright bar. Loaded apart: recharts is heavy. */
import { CartesianGrid, ErrorBar, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { chartHeight } from './chart-loader.tsx';
import classes from './score-chart.module.css';

/** One step of the axis. `low` and `high` are the ends of the 95 % interval: null where there is none. */
interface ChartStep {
  label: string;
  n: number;
  mean: number | null;
  low: number | null;
  high: number | null;
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
  const text = { fill: 'var(--mantine-color-text)', fontSize: 13 };
  const data = steps.map(({ mean, low, high, ...step }) => ({
    ...step,
    mean,
    low,
    high,
    // What the chart wants: how far the bar reaches below and above.
    reach: mean === null || low === null || high === null ? undefined : [mean - low, high - mean],
  }));
  return (
    <ResponsiveContainer width="100%" height={chartHeight}>
      <LineChart
        data={data}
        margin={{ top: 8, right: 16, bottom: 0, left: 0 }}
        role="img"
        title={title}
        desc={description}
        accessibilityLayer={false}
      >
        <CartesianGrid stroke="var(--k-border)" vertical={false} />
        <XAxis dataKey="label" tick={text} tickLine={false} axisLine={{ stroke: 'var(--k-border)' }} minTickGap={24} />
        <YAxis domain={[0, 100]} width={36} tick={text} tickLine={false} axisLine={false} />
        <Line
          dataKey="mean"
          stroke="var(--k-operator)"
          strokeWidth={2}
          dot={{ r: 4, fill: 'var(--k-operator)' }}
          connectNulls
          // The bars would stay behind.
          isAnimationActive={false}
        >
          <ErrorBar
            dataKey="reach"
            direction="y"
            width={7}
            strokeWidth={1.5}
            stroke="var(--k-operator)"
            isAnimationActive={false}
          />
        </Line>
        <Tooltip
          isAnimationActive={false}
          content={({ active, payload }) => {
            const step = payload?.[0]?.payload as ChartStep | undefined;
            if (!active || step === undefined || step.mean === null) return null;
            const { label, n, mean, low, high } = step;
            return <StepTip {...{ label, n, low, high, texts, numberOf }} mean={mean} />;
          }}
        />
      </LineChart>
    </ResponsiveContainer>
  );
}

type StepTipProps = ChartStep & { mean: number } & Pick<ScoreChartProps, 'texts' | 'numberOf'>;

function StepTip({ label, n, mean, low, high, texts, numberOf }: StepTipProps) {
  return (
    <div className={classes.tip}>
      <b>{label}</b>
      <div>
        {texts.mean}: {numberOf(mean)}
      </div>
      {low !== null && high !== null && (
        <div>
          {texts.interval}: {numberOf(low)} – {numberOf(high)}
        </div>
      )}
      <div>
        {texts.calls}: {n}
      </div>
    </div>
  );
}
