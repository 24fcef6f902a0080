/** `kamerton privacy apply`: masks calls that were stored before masking was. */
import { hostname } from 'node:os';
import { join } from 'node:path';
import { analyzerConfigSchema, keyFilesOf, readConfig, tempFolderOf } from '../config.ts';
import { loadMorphology } from '../language/morphology.ts';
import { openStores } from '../open-history.ts';
import { lockFolder, openKeyRing } from '../platform/index.ts';
import { wholeTableMs } from '../storage/facts/client.ts';
import { storedParts } from '../storage/facts/stored-parts.ts';
import { unmaskedRows } from '../storage/facts/unmasked-rows.ts';
import { recordings } from '../storage/recordings.ts';
import { callLedger } from '../storage/state/call-ledger.ts';
import { factsGeneration } from '../storage/state/facts-generation.ts';
import { copyingIn } from '../storage/state/leases.ts';
import { sealedTranscripts } from '../storage/state/sealed-transcripts.ts';
import { maskHistory } from '../upkeep/mask-history.ts';
import { UsageError } from './arguments.ts';
import { privacyDeskCommand } from './privacy-desk.ts';
import { showProgress } from './progress-line.ts';
import { writeOut } from './write-out.ts';

/**
 * Exit code 0 when every stored call is masked.
 * @throws UsageError for wrong arguments; KamertonError when the stores are not there or it runs already
 */
export async function privacy(args: readonly string[]): Promise<number> {
  if (['find', 'report', 'delete'].includes(args[0] ?? '')) return privacyDeskCommand(args);
  if (args.length !== 1 || args[0] !== 'apply') throw new UsageError('есть действия apply, find, report и delete');
  const config = readConfig(analyzerConfigSchema);
  const files = keyFilesOf(config);
  const lock = await lockFolder(
    join(config.KAMERTON_DATA_DIR, 'run', 'privacy.lock'),
    'скрытие данных уже идёт; дождитесь его конца',
  );
  const { address, client, database, close } = await openStores(config, { requestTimeoutMs: wholeTableMs });
  const progress = showProgress();
  try {
    const privacyKeys = openKeyRing(files.privacy);
    const sealed = await sealedTranscripts(database).reseal(privacyKeys);
    const generation = factsGeneration(database);
    const { calls, masks } = await maskHistory(
      {
        rows: unmaskedRows(client, storedParts(client, address)),
        ledger: callLedger(database, undefined, privacyKeys),
        recordings: recordings(
          join(config.KAMERTON_DATA_DIR, 'recordings'),
          config.KAMERTON_MAX_RECORDING_BYTES,
          openKeyRing(files.recordings),
        ),
        morphology: await loadMorphology(),
        privacyKeys,
        tempFolder: tempFolderOf(config),
        copying: copyingIn(database, `privacy ${hostname()} ${process.pid}`),
      },
      (done) => progress.report(`скрытие личных данных: ${done}`),
    ).finally(generation.move);
    progress.end();
    await writeOut(
      `Просмотрено звонков: ${calls}, скрыто мест: ${masks}, зашифровано присланных расшифровок: ${sealed}.\n`,
    );
    return 0;
  } finally {
    progress.end();
    await close();
    await lock.release();
  }
}
