/** How long the server's event loop was held, as the server itself measured it since it was asked last. */

export interface LoopUse {
  /** Seconds that something waited longer than it should have. */
  lag: { mean: number; p50: number; p99: number; max: number };
  /** Seconds of memory being swept since the start. */
  sweeping: number;
}

/** Asks the server's figures for Prometheus with a session that may read them. */
export async function loopUse(url: string, cookie: string): Promise<LoopUse> {
  const answer = await fetch(`${url}/metrics`, { headers: { cookie } });
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`metrics: ${answer.status} ${text}`);
  const of = (name: string) =>
    [...text.matchAll(new RegExp(`^kamerton_nodejs_${name}(?:\\{[^}]*\\})? (\\S+)$`, 'gm'))]
      .map(([, value]) => Number(value))
      .reduce((sum, value) => sum + value, 0);
  const lag = (what: string) => of(`eventloop_lag_${what}seconds`);
  return {
    lag: { mean: lag('mean_'), p50: lag('p50_'), p99: lag('p99_'), max: lag('max_') },
    sweeping: of('gc_duration_seconds_sum'),
  };
}
