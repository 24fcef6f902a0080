/** `kamerton serve`: API, dashboard and analyzer in one process, on embedded servers or on the customer's. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type Accounts,
  bringDemoYear,
  demoAccounts,
  openAnalyzer,
  readConfig,
  receiveSamples,
  startServers,
} from '#analyzer';
import { createLogger, errorLine, KamertonError, randomToken, sharedFor } from '#platform';
import { readServerSecret } from './access/server-secret.ts';
import { buildApp } from './app.ts';
import { apiConfigSchema, mangoKeysOf, uploadLimitsOf } from './config.ts';
import type { ApiDeps } from './deps.ts';
import { checkHealth } from './health.ts';
import { directoryOf } from './identity/directory.ts';
import { signOnOf } from './identity/sign-on.ts';
import { mailerOf } from './mail/mailer.ts';
import { keepTrendsUp } from './trends/keep-up.ts';

const dashboardFolder = fileURLToPath(new URL('../dashboard/dist', import.meta.url));
/** Pages, probes and Prometheus ask for the same look at every part. */
const shareHealthMs = 1_000;
/** An orderly stop that takes longer is cut off: whatever runs is repeated at the next start. */
const stopWithinMs = 15_000;

/** Serves until SIGTERM or SIGINT and returns the exit code. `args`: `--demo` adds the samples and demo accounts, `--demo-year` a year of made-up calls. */
export async function serve(args: readonly string[]): Promise<number> {
  const unknown = args.find((arg) => arg !== '--demo' && arg !== '--demo-year');
  if (unknown !== undefined) {
    process.stderr.write(`kamerton serve: неизвестный аргумент ${unknown}; есть --demo и --demo-year\n`);
    return 2;
  }
  const config = readConfig(apiConfigSchema);
  const logger = createLogger(config.KAMERTON_LOG_LEVEL);
  const stopping = stopSignal();
  const say = (line: string) => void process.stdout.write(`${line}\n`);

  say('Запускаю хранилище и очередь…');
  const servers = await startServers(config, logger, stopping.fail);
  const ends: (() => Promise<unknown>)[] = [() => servers.stop()];
  try {
    const analyzer = await openAnalyzer(config, servers, logger);
    ends.push(() => analyzer.close());
    await analyzer.recordings.clearIncoming();
    const accounts = args.includes('--demo')
      ? await demoAccounts(analyzer, config.KAMERTON_DATA_DIR)
      : await firstAdministrator(analyzer.accounts);
    const deps: ApiDeps = {
      ...analyzer,
      checkHealth: sharedFor(shareHealthMs, () => checkHealth(analyzer, config)),
      logger,
      directory: directoryOf(config),
      signOn: signOnOf(config),
      secret: await readServerSecret(config),
      trustedProxies: config.KAMERTON_TRUSTED_PROXIES ?? null,
      publicUrl: config.KAMERTON_PUBLIC_URL === undefined ? null : new URL(config.KAMERTON_PUBLIC_URL),
      privateHosts: config.KAMERTON_PRIVATE_HOSTS,
      pullHosts: config.KAMERTON_PULL_HOSTS,
      incomingKey: config.KAMERTON_INCOMING_SECRET === undefined ? null : Buffer.from(config.KAMERTON_INCOMING_SECRET),
      mango: mangoKeysOf(config),
      uisSecret: config.KAMERTON_UIS_SECRET ?? null,
      timeZone: config.KAMERTON_TIME_ZONE,
      maxRecordingBytes: config.KAMERTON_MAX_RECORDING_BYTES,
      uploadsFolder: join(config.KAMERTON_DATA_DIR, 'uploads'),
      uploadLimits: uploadLimitsOf(config),
      uncheckedSound: config.KAMERTON_UNCHECKED_SOUND === 'open',
      dashboard: existsSync(dashboardFolder) ? dashboardFolder : null,
      mailer: mailerOf(config),
    };
    const app = await buildApp(deps);
    ends.push(() => app.close());
    const address = await listen(app, config.KAMERTON_HOST, config.KAMERTON_PORT);
    await analyzer.startWorking();
    const webhooks = analyzer.webhooks.start(deps.secret, { privateHosts: deps.privateHosts, allowedHosts: null });
    ends.push(() => webhooks.stop());
    const announced = analyzer.ingest.followAnnounced({
      guard: { privateHosts: deps.privateHosts, allowedHosts: deps.pullHosts },
      mango: deps.mango,
    });
    ends.push(() => announced.stop());
    const trends = keepTrendsUp(deps);
    ends.push(() => trends.stop());
    say(`Kamerton готов: ${config.KAMERTON_PUBLIC_URL ?? address}`);
    if (accounts.length > 0) {
      say('Учётные записи (логин – пароль – кто это):');
      for (const account of accounts) say(`  ${account.login.padEnd(11)} ${account.password}  ${account.name}`);
    }
    // After the address is shown: the newcomer sees the samples being processed.
    if (args.includes('--demo')) await receiveSamples(analyzer);
    if (args.includes('--demo-year')) ends.push(bringDemoYear(process.argv[1] ?? '', config.KAMERTON_DATA_DIR, say));
    const failure = await stopping.asked;
    if (failure !== null)
      throw new KamertonError('internal', `${failure}; запустите Kamerton снова: работа продолжится`);
    say('Останавливаюсь: незаконченные звонки продолжатся при следующем запуске');
    return 0;
  } finally {
    const hurry = setTimeout(() => process.exit(1), stopWithinMs);
    for (const end of ends.toReversed())
      await end().catch((error) => logger.error({ reason: errorLine(error) }, 'stop'));
    clearTimeout(hurry);
  }
}

/** A store without accounts gets its administrator, whose password is shown this once and kept nowhere. */
async function firstAdministrator(accounts: Accounts): Promise<{ login: string; password: string; name: string }[]> {
  if (!(await accounts.isEmpty())) return [];
  const person = { login: 'admin', name: 'Администратор', password: randomToken(12) };
  await accounts.create({ ...person, role: 'administrator', operatorId: null, mustChangePassword: true });
  return [{ ...person, name: `${person.name} (одноразовый пароль, показан один раз: при входе его нужно сменить)` }];
}

async function listen(app: Awaited<ReturnType<typeof buildApp>>, host: string, port: number): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new KamertonError(
      'bad_configuration',
      `порт ${port} занят другой программой; выберите другой: KAMERTON_PORT=8421 npm start`,
    );
  }
}

/** Resolves with null on SIGTERM or SIGINT, with the reason when something we stand on is gone. */
function stopSignal(): { asked: Promise<string | null>; fail: (reason: string) => void } {
  let end: (reason: string | null) => void = () => {};
  const asked = new Promise<string | null>((resolve) => {
    end = resolve;
  });
  process.once('SIGTERM', () => end(null));
  process.once('SIGINT', () => end(null));
  return { asked, fail: (reason) => end(reason) };
}
