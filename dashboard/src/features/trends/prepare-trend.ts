/** Prepares charts of figures over time: points with their labels, and at which of them the rules changed. Pure. */
import type { Estimate, TrendMark } from '../../api/shapes.ts';
import type { TrendPoint } from '../../charts/trend-chart.tsx';

const rangeOf = ({ low, high }: Estimate): readonly [number, number] | null =>
  low === null || high === null ? null : [low, high];

/** Points of one figure; steps without it are gaps. */
export const estimatePoints = (
  steps: readonly { from: string; estimate: Estimate }[],
  labelOf: (day: string) => string,
): TrendPoint[] =>
  steps.map(({ from, estimate }) => ({
    key: from,
    label: labelOf(from),
    values: [estimate.value],
    range: rangeOf(estimate),
  }));

/** Ends of the axis for scores: round tens around everything that is drawn, twenty points apart at least. */
export function scoreDomain(points: readonly TrendPoint[]): readonly [number, number] {
  const drawn = points.flatMap(({ values, range }) => [...values, ...(range ?? [])]).filter((value) => value !== null);
  if (drawn.length === 0) return [0, 100];
  const low = Math.floor(Math.min(...drawn) / 10) * 10;
  const high = Math.min(100, Math.ceil(Math.max(...drawn) / 10) * 10);
  return [Math.max(0, Math.min(low, high - 20)), high];
}

/** The step that each mark falls into; several at one step are one, under all their names. Marks before the first step are none. */
export function marksAtSteps(
  marks: readonly TrendMark[],
  steps: readonly string[],
  nameOf: (kind: TrendMark['kind']) => string,
): { key: string; label: string }[] {
  const names = new Map<string, string[]>();
  for (const { day, kind } of marks) {
    const key = steps.findLast((from) => from <= day);
    if (key === undefined) continue;
    const known = names.get(key) ?? [];
    if (!known.includes(nameOf(kind))) names.set(key, [...known, nameOf(kind)]);
  }
  return [...names].map(([key, list]) => ({ key, label: list.join(', ') }));
}

/** «sha256:0f3a…» as people can compare it. */
export const shortVersion = (version: string): string => version.replace(/^sha256:(.{8}).*$/, '$1');
