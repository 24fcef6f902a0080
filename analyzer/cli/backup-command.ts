/** `kamerton backup FOLDER [--with-keys]` beside a running product or without one; `kamerton backup verify BACKUP`. */
import { resolve } from 'node:path';
import { signingKeyPath } from '../audit/audit-trail.ts';
import { makeBackup } from '../backup/make-backup.ts';
import { verifyBackup } from '../backup/restore-backup.ts';
import { type AnalyzerConfig, analyzerConfigSchema, keyFilesOf, readConfig, statePlaceOf } from '../config.ts';
import { createLogger, KamertonError } from '../platform/index.ts';
import { findServers, type Servers, startServers } from '../servers.ts';
import { openFactsClient, wholeTableMs } from '../storage/facts/client.ts';
import { migrateFacts } from '../storage/facts/migrate.ts';
import { openStateDatabase } from '../storage/state/database.ts';
import { readArguments, UsageError } from './arguments.ts';
import { showProgress } from './progress-line.ts';
import { writeOut } from './write-out.ts';

/**
 * Exit code 0 when the backup is whole and on the disk.
 * @throws UsageError for wrong arguments; KamertonError when the stores do not answer or a file is damaged
 */
export async function backup(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, { 'with-keys': { type: 'boolean' } });
  const [first, second] = positionals;
  const progress = showProgress();
  try {
    if (first === 'verify' && second !== undefined && positionals.length === 2) {
      const { files, madeAt } = await verifyBackup(resolve(second), progress.report);
      progress.end();
      await writeOut(`Копия от ${madeAt} цела: файлов ${files.count}, ${megabytes(files.bytes)} МБ.\n`);
      return 0;
    }
    if (first === undefined || positionals.length !== 1) throw new UsageError('куда: backup ПАПКА [--with-keys]');
    const config = readConfig(analyzerConfigSchema);
    const servers = await joinOrStart(config);
    try {
      return await run(config, servers, resolve(first), values['with-keys'] === true, progress);
    } finally {
      await servers.stop();
    }
  } finally {
    progress.end();
  }
}

async function run(
  config: AnalyzerConfig,
  servers: Servers,
  target: string,
  withKeys: boolean,
  progress: ReturnType<typeof showProgress>,
): Promise<number> {
  await migrateFacts(servers.facts);
  const client = openFactsClient(servers.facts, { requestTimeoutMs: wholeTableMs });
  const database = await openStateDatabase(statePlaceOf(config));
  try {
    const { folder, manifest, taken } = await makeBackup(target, withKeys, {
      dataFolder: config.KAMERTON_DATA_DIR,
      statePlace: statePlaceOf(config),
      keyFiles: { ...keyFilesOf(config), signing: signingKeyPath(config) },
      database,
      client,
      onProgress: progress.report,
    });
    progress.end();
    const { files } = manifest;
    await writeOut(
      `Копия готова: ${folder}\nФайлов ${files.count}, ${megabytes(files.bytes)} МБ (без изменений с прошлой копии: ${taken}).\n` +
        (withKeys
          ? 'Ключи лежат в копии: храните её так же строго, как сами данные.\n'
          : 'Ключей в копии нет: без файлов из папки keys записи и исходные слова из неё не открыть. Храните их копию отдельно.\n'),
    );
    return 0;
  } finally {
    await client.close();
    await database.destroy();
  }
}

/** The servers of the product that runs over the data folder; started for the time of the backup when none does. */
async function joinOrStart(config: AnalyzerConfig): Promise<Servers> {
  try {
    return await startServers(config, createLogger('silent'), () => {});
  } catch (error) {
    if (error instanceof KamertonError && error.code === 'conflict') return findServers(config);
    throw error;
  }
}

const megabytes = (bytes: number) => (bytes / 2 ** 20).toLocaleString('ru', { maximumFractionDigits: 1 });
