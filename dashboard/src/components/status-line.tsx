/** Says how things go to screen readers, politely: at most one update every five seconds. */
import { VisuallyHidden } from '@mantine/core';
import { useThrottledValue } from '@mantine/hooks';

const pauseMs = 5_000;

export function StatusLine({ children }: { children: string }) {
  return <VisuallyHidden role="status">{useThrottledValue(children, pauseMs)}</VisuallyHidden>;
}
