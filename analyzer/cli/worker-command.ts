/** `kamerton worker`: an analyzer alone, for more processes or machines. */
import { once } from 'node:events';
import { openAnalyzer } from '../analyzer.ts';
import { analyzerConfigSchema, readConfig } from '../config.ts';
import { createLogger } from '../platform/index.ts';
import { findServers } from '../servers.ts';

/** Works until SIGTERM or SIGINT, then gives running calls back. */
export async function worker(args: readonly string[]): Promise<number> {
  if (args.length > 0) {
    process.stderr.write('kamerton worker: у команды нет аргументов\n');
    return 2;
  }
  const asked = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  const config = readConfig(analyzerConfigSchema);
  const logger = createLogger(config.KAMERTON_LOG_LEVEL);
  const analyzer = await openAnalyzer(config, await findServers(config), logger);
  try {
    await analyzer.startWorking();
    process.stdout.write(`Обработчик готов, звонков одновременно: ${config.KAMERTON_CONCURRENCY}\n`);
    await asked;
    return 0;
  } finally {
    await analyzer.close();
  }
}
