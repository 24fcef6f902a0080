/** A chart is on its way: as high as the chart, so that nothing below it moves when it comes. */
import { Center, Loader } from '@mantine/core';

/** Height of every chart, px. */
export const chartHeight = 280;

/** `label` names the chart that is awaited. */
export function ChartLoader({ label }: { label: string }) {
  return (
    <Center h={chartHeight}>
      <Loader role="status" aria-label={label} />
    </Center>
  );
}
