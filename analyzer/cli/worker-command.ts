/** `kamerton worker`: an analyzer alone, for more processes or machines. */
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { openAnalyzer } from '../analyzer.ts';
import { type AnalyzerConfig, analyzerConfigSchema, readConfig } from '../config.ts';
import { createLogger, errorLine, KamertonError } from '../platform/index.ts';
import { findServers, type Servers } from '../servers.ts';
import { isConnectionError } from '../storage/facts/store-error.ts';

/** How often it is looked whether the servers of `serve` are still the same. */
const lookEveryMs = 2_000;
/** How long servers may leave a worker without an answer when it joins them; then whoever watches over it is to see it end. */
const patienceMs = 60_000;

/** Works until SIGTERM or SIGINT, then gives running calls back. A `serve` that is started again is joined again, and servers that do not answer yet are waited for. */
export async function worker(args: readonly string[]): Promise<number> {
  if (args.length > 0) {
    process.stderr.write('kamerton worker: у команды нет аргументов\n');
    return 2;
  }
  const stopping = new AbortController();
  const asked = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]).then(() => stopping.abort());
  const config = readConfig(analyzerConfigSchema);
  const logger = createLogger(config.KAMERTON_LOG_LEVEL);
  let servers = await findServers(config);
  let answeredAt = performance.now();
  for (;;) {
    try {
      const analyzer = await openAnalyzer(config, servers, logger);
      try {
        await analyzer.startWorking();
        process.stdout.write(`Обработчик готов, звонков одновременно: ${config.KAMERTON_CONCURRENCY}\n`);
        const others = await Promise.race([asked, otherServers(config, servers, stopping.signal)]);
        if (!others) return 0;
        servers = others;
        answeredAt = performance.now();
      } finally {
        await analyzer.close();
      }
    } catch (error) {
      if (!isUnanswered(error) || performance.now() > answeredAt + patienceMs) throw error;
      logger.warn({ reason: errorLine(error) }, 'servers do not answer, trying again');
      await pause(lookEveryMs, undefined, { signal: stopping.signal }).catch(() => {});
      if (stopping.signal.aborted) return 0;
      // They may have been started again at another place.
      servers = await findServers(config).catch(() => servers);
    }
  }
}

/** True when the store or the queue could not be reached: they may be starting again this moment. */
const isUnanswered = (error: unknown): boolean =>
  error instanceof KamertonError
    ? error.code === 'store_unavailable' || error.code === 'queue_unavailable'
    : isConnectionError(error);

/**
 * The servers of a `serve` that was started again: its store has another port and other passwords, and a worker that
 * waited for the old one would hold calls for ever. Undefined when the worker is to stop.
 */
async function otherServers(config: AnalyzerConfig, known: Servers, signal: AbortSignal): Promise<Servers | undefined> {
  const placeOf = ({ facts, queue }: Servers) => JSON.stringify({ facts, queue });
  while (!signal.aborted) {
    await pause(lookEveryMs, undefined, { signal }).catch(() => {});
    const found = await findServers(config).catch(() => null);
    if (found !== null && placeOf(found) !== placeOf(known)) return found;
  }
  return undefined;
}
