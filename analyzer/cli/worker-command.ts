/** `kamerton worker`: an analyzer alone, for more processes or machines. */
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { openAnalyzer } from '../analyzer.ts';
import { type AnalyzerConfig, analyzerConfigSchema, readConfig } from '../config.ts';
import { createLogger } from '../platform/index.ts';
import { findServers, type Servers } from '../servers.ts';

/** How often it is looked whether the servers of `serve` are still the same. */
const lookEveryMs = 2_000;

/** Works until SIGTERM or SIGINT, then gives running calls back. A `serve` that is started again is joined again. */
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
  for (;;) {
    const analyzer = await openAnalyzer(config, servers, logger);
    try {
      await analyzer.startWorking();
      process.stdout.write(`Обработчик готов, звонков одновременно: ${config.KAMERTON_CONCURRENCY}\n`);
      const others = await Promise.race([asked, otherServers(config, servers, stopping.signal)]);
      if (!others) return 0;
      servers = others;
    } finally {
      await analyzer.close();
    }
  }
}

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
