/** `kamerton keys rotate`: recordings and original words under new keys; what lay there plain is sealed. */
import { hostname } from 'node:os';
import { join } from 'node:path';
import { analyzerConfigSchema, keyFilesOf, readConfig } from '../config.ts';
import { openStores } from '../open-history.ts';
import { openKeyRing } from '../platform/index.ts';
import { wholeTableMs } from '../storage/facts/client.ts';
import { storedParts } from '../storage/facts/stored-parts.ts';
import { unmaskedRows } from '../storage/facts/unmasked-rows.ts';
import { recordings } from '../storage/recordings.ts';
import { copyingIn } from '../storage/state/leases.ts';
import { sealedTranscripts } from '../storage/state/sealed-transcripts.ts';
import { holdKeys } from '../upkeep/keys-lock.ts';
import { rotateRecordings, rotateWords } from '../upkeep/rotate-keys.ts';
import { UsageError } from './arguments.ts';
import { showProgress } from './progress-line.ts';
import { writeOut } from './write-out.ts';

/**
 * Exit code 0 when nothing needs an old key any more.
 * @throws UsageError for wrong arguments; KamertonError when the stores are not there or another rotation runs, or a backup is made
 */
export async function keys(args: readonly string[]): Promise<number> {
  if (args.length !== 1 || args[0] !== 'rotate') throw new UsageError('есть одно действие: rotate');
  const config = readConfig(analyzerConfigSchema);
  const files = keyFilesOf(config);
  const lock = await holdKeys(config.KAMERTON_DATA_DIR);
  const { address, client, database, close } = await openStores(config, { requestTimeoutMs: wholeTableMs });
  const progress = showProgress();
  try {
    const ring = openKeyRing(files.recordings);
    const store = recordings(join(config.KAMERTON_DATA_DIR, 'recordings'), config.KAMERTON_MAX_RECORDING_BYTES, ring);
    const sounds = await rotateRecordings(store, ring, (done) => progress.report(`записи: ${done}`));
    const stores = {
      rows: unmaskedRows(client, storedParts(client, address)),
      transcripts: sealedTranscripts(database),
      copying: copyingIn(database, `keys ${hostname()} ${process.pid}`),
    };
    const words = await rotateWords(stores, openKeyRing(files.privacy), (done) => progress.report(`слова: ${done}`));
    progress.end();
    await writeOut(
      `Под новым ключом: записей ${sounds}, расшифровок ${words}. Сохраните копию файлов ключей отдельно от данных.\n`,
    );
    return 0;
  } finally {
    progress.end();
    await close();
    await lock.release();
  }
}
