/** Times of stages and outcomes of calls, heard from every worker through the queue. */
import { Counter, Histogram, type Registry } from 'prom-client';
import type { CallProgress } from '#analyzer';

const buckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900, 3600];
/** Calls whose stage is remembered; one that was never heard to end is forgotten. */
const mostRemembered = 10_000;

/** A listener for the moves of calls; the times are those between what is heard, which is about as exact as a second. */
export function callTimes(registry: Registry, now: () => number = () => performance.now()) {
  const stages = new Histogram({
    name: 'kamerton_stage_seconds',
    help: 'Time of a stage of a call, in whatever process it ran',
    labelNames: ['stage'],
    buckets,
    registers: [registry],
  });
  const outcomes = new Counter({
    name: 'kamerton_call_attempts_total',
    help: 'Attempts to process a call by what they came to',
    labelNames: ['outcome'],
    registers: [registry],
  });
  const running = new Map<string, { stage: string; since: number }>();

  return (progress: CallProgress): void => {
    const { id, state, stage } = progress;
    const before = running.get(id);
    if (state === 'processing' && stage === before?.stage) return;
    if (before) stages.observe({ stage: before.stage }, (now() - before.since) / 1000);
    running.delete(id);
    if (state === 'processing') {
      if (stage !== null) running.set(id, { stage, since: now() });
      const [oldest] = running.keys();
      if (running.size > mostRemembered && oldest !== undefined) running.delete(oldest);
    } else outcomes.inc({ outcome: state === 'waiting' ? 'put_off' : state });
  };
}
