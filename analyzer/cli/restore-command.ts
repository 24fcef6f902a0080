/** `kamerton restore BACKUP [--without-keys]`: into an empty data folder and an empty store. */
import { resolve } from 'node:path';
import { signingKeyPath } from '../audit/audit-trail.ts';
import { checkTarget, restoreBackup } from '../backup/restore-backup.ts';
import { analyzerConfigSchema, keyFilesOf, readConfig, restoreMarkOf, statePlaceOf } from '../config.ts';
import { createLogger } from '../platform/index.ts';
import { startServers } from '../servers.ts';
import { readArguments, UsageError } from './arguments.ts';
import { showProgress } from './progress-line.ts';
import { writeOut } from './write-out.ts';

/**
 * Exit code 0 when everything of the backup is back and counted.
 * @throws UsageError for wrong arguments; KamertonError when there are data already, keys are missing or a file is damaged
 */
export async function restore(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, { 'without-keys': { type: 'boolean' } });
  const [first] = positionals;
  if (first === undefined || positionals.length !== 1) throw new UsageError('что: restore КОПИЯ [--without-keys]');
  const folder = resolve(first);
  const config = readConfig(analyzerConfigSchema);
  const progress = showProgress();
  const parts = {
    dataFolder: config.KAMERTON_DATA_DIR,
    mark: restoreMarkOf(config),
    statePlace: statePlaceOf(config),
    keyFiles: { ...keyFilesOf(config), signing: signingKeyPath(config) },
    onProgress: progress.report,
  };
  const manifest = await checkTarget(folder, values['without-keys'] === true, parts);
  const servers = await startServers(config, createLogger('silent'), () => {}, { restoring: true });
  try {
    await restoreBackup(folder, manifest, { ...parts, facts: servers.facts });
  } finally {
    progress.end();
    await servers.stop();
  }
  const calls = manifest.tables.find(({ name }) => name === 'calls')?.rows ?? 0;
  await writeOut(
    `Восстановлено на ${manifest.madeAt}: оценённых звонков ${calls}, файлов ${manifest.files.count}. Запустите kamerton serve.\n` +
      'Удаления по обращениям, выполненные после этой минуты, исполните снова: их акты лежат в папке acts прежних данных.\n',
  );
  return 0;
}
