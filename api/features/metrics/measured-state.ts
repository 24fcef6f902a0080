/** What is read at the moment of a scrape: calls, queue, outbox, parts, room. Numbers and names of states, nobody's data. */
import { Gauge, type Registry } from 'prom-client';
import { callStateSchema } from '#analyzer';
import type { ApiDeps } from '../../deps.ts';

export type MeasuredDeps = Pick<ApiDeps, 'ledger' | 'queue' | 'outboxDepth' | 'checkHealth' | 'outages' | 'freeBytes'>;

/** Registers the gauges; the returned function fills them. */
export function measuredState(registry: Registry, deps: MeasuredDeps): () => Promise<void> {
  const gauge = <T extends string>(name: string, help: string, labelNames: T[] = []) =>
    new Gauge({ name: `kamerton_${name}`, help, labelNames, registers: [registry] });
  const calls = gauge('calls', 'Calls in the ledger by state', ['state']);
  const oldest = gauge('oldest_waiting_seconds', 'Age of the call that has waited longest');
  const faults = gauge('call_faults', 'Calls that wait or failed, by the code of their last fault', ['code']);
  const depth = gauge('queue_jobs', 'Jobs in the queue (absent while Redis is away)');
  const outboxRows = gauge('outbox_rows', 'Facts of people on their way to the store', ['state']);
  const outboxLag = gauge('outbox_lag_seconds', 'Age of the oldest fact that waits');
  const parts = gauge('part_up', '1 when a part of the product is well', ['part']);
  const restarts = gauge('server_restarts', 'Times that a server of ours was started again', ['part']);
  const free = gauge('disk_free_bytes', 'Free bytes on the disk of the data folder');

  return async () => {
    const [counts, codes, jobs, outbox, health, room] = await Promise.all([
      deps.ledger.counts(),
      deps.ledger.faults(),
      deps.queue.depth(),
      deps.outboxDepth(),
      deps.checkHealth(),
      deps.freeBytes(),
    ]);
    const age = (at: string | null | undefined) => (at ? Math.max(0, (Date.now() - Date.parse(at)) / 1000) : 0);
    for (const state of callStateSchema.options) {
      calls.set({ state }, counts.find((count) => count.state === state)?.calls ?? 0);
    }
    oldest.set(age(counts.find(({ state }) => state === 'waiting')?.oldest));
    faults.reset();
    for (const { code, calls: n } of codes) faults.set({ code }, n);
    depth.reset();
    if (jobs !== null) depth.set(jobs);
    outboxRows.set({ state: 'waiting' }, outbox.waiting);
    outboxRows.set({ state: 'failed' }, outbox.failed);
    outboxLag.set(age(outbox.oldest));
    for (const part of health.parts) parts.set({ part: part.name }, part.ok ? 1 : 0);
    const outages = deps.outages();
    restarts.set({ part: 'store' }, outages.store?.restarts ?? 0);
    restarts.set({ part: 'queue' }, outages.queue?.restarts ?? 0);
    free.set(room);
  };
}
