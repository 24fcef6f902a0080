import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EndpointPool } from '../../../analyzer/recognition/endpoint-pool.ts';

const none = new Set<string>();
beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Whether a promise has settled by now. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  void promise.then(
    () => (settled = true),
    () => (settled = true),
  );
  await vi.advanceTimersByTimeAsync(0);
  return settled;
}

async function fail(pool: EndpointPool, times: number, restMs?: number): Promise<void> {
  for (let i = 0; i < times; i++) (await pool.take(none)).failed(restMs);
}

describe('servers that share the work', () => {
  it('take turns and no more than their places', async () => {
    const pool = new EndpointPool(['a', 'b'], 1);
    const leases = [await pool.take(none), await pool.take(none)];
    expect(leases.map(({ url }) => url).sort()).toEqual(['a', 'b']);
    const third = pool.take(none);
    expect(await isSettled(third)).toBe(false);
    leases[1]?.succeeded();
    expect((await third).url).toBe(leases[1]?.url);
    expect(pool.places).toBe(2);
  });

  it('pass over those that failed this request, unless there is no other', async () => {
    const pool = new EndpointPool(['a', 'b'], 2);
    expect((await pool.take(new Set(['a']))).url).toBe('b');
    expect((await pool.take(new Set(['a', 'b']))).url).toBe('a');
  });

  it('rest after three failures in a row, longer each time, and are tried with one request', async () => {
    const pool = new EndpointPool(['a'], 4);
    await fail(pool, 3);
    const first = pool.take(none);
    expect(await isSettled(first)).toBe(false);
    await vi.advanceTimersByTimeAsync(1_001);
    const lease = await first;
    const other = pool.take(none);
    expect(await isSettled(other)).toBe(false);
    lease.failed();
    await vi.advanceTimersByTimeAsync(1_500);
    expect(await isSettled(other)).toBe(false);
    await vi.advanceTimersByTimeAsync(600);
    (await other).succeeded();
    const both = [await pool.take(none), await pool.take(none)];
    expect(both).toHaveLength(2);
  });

  it('rest as long as they ask, but a minute at most', async () => {
    const pool = new EndpointPool(['a', 'b'], 1);
    await fail(pool, 1, 3_600_000);
    for (let i = 0; i < 3; i++) {
      const lease = await pool.take(none);
      expect(lease.url).toBe('b');
      lease.succeeded();
    }
    await vi.advanceTimersByTimeAsync(60_001);
    const urls = [(await pool.take(none)).url, (await pool.take(none)).url];
    expect(urls.sort()).toEqual(['a', 'b']);
  });

  it('leave nobody waiting after an abort', async () => {
    const pool = new EndpointPool(['a'], 1);
    const lease = await pool.take(none);
    const abort = new AbortController();
    const waiting = pool.take(none, abort.signal);
    const ended = expect(waiting).rejects.toThrow('enough');
    abort.abort(new Error('enough'));
    await ended;
    lease.released();
    expect((await pool.take(none)).url).toBe('a');
  });
});
