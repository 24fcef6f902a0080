/** Takes recordings of a bucket in and stops where it is told, for a test that kills it there: `killed-intake.ts <data folder> <source as JSON> ledger|move`. */
import { join } from 'node:path';
import { keyFilesOf, tempFolderOf } from '../../analyzer/config.ts';
import { readySource } from '../../analyzer/ingest/describe-recording.ts';
import { openPlace } from '../../analyzer/ingest/open-place.ts';
import { sourceSchema } from '../../analyzer/ingest/source.ts';
import { watchPlace } from '../../analyzer/ingest/watch-place.ts';
import { callIntake } from '../../analyzer/jobs/call-intake.ts';
import type { CallQueue } from '../../analyzer/jobs/queue.ts';
import { openKeyRing } from '../../analyzer/platform/index.ts';
import { createLogger } from '../../analyzer/platform/logger.ts';
import { recordings } from '../../analyzer/storage/recordings.ts';
import { callLedger } from '../../analyzer/storage/state/call-ledger.ts';
import { openStateDatabase } from '../../analyzer/storage/state/database.ts';
import { ingestLog } from '../../analyzer/storage/state/ingest-log.ts';
import { remoteSecrets } from './remote-shelf.ts';

const [folder = '', text = '', stopAt] = process.argv.slice(2);
const ready = readySource(sourceSchema.parse(JSON.parse(text)), 'Europe/Moscow');
const config = {
  KAMERTON_DATA_DIR: folder,
  KAMERTON_RECORDING_KEY_FILE: undefined,
  KAMERTON_PRIVACY_KEY_FILE: undefined,
};
const tempFolder = tempFolderOf(config as Parameters<typeof tempFolderOf>[0]);
const database = await openStateDatabase(join(folder, 'state', 'kamerton.sqlite'));
const log = ingestLog(database);
const place = await openPlace(ready, { tempFolder, maxBytes: 1e9, secrets: remoteSecrets });
// The queue belongs to the process that lives on: the ledger's row is what counts.
const queue = { add: async () => {} } as unknown as CallQueue;
const stopHere = async (): Promise<never> => {
  process.stdout.write('here\n');
  return new Promise(() => setInterval(() => {}, 1_000));
};
const watch = watchPlace(ready, stopAt === 'move' ? { ...place, moveToDone: stopHere } : place, {
  recordings: recordings(join(folder, 'recordings'), 1e9, openKeyRing(keyFilesOf(config).recordings)),
  intake: callIntake({ ledger: callLedger(database), queue, logger: createLogger('silent') }),
  log: { known: log.known, add: stopAt === 'ledger' ? stopHere : log.add },
  admit: async () => {},
  tempFolder,
});
await watch.round();
