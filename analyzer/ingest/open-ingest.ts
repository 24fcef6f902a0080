/** Recordings that come by themselves: the sources that are watched, and what is known of them. */
import { join } from 'node:path';
import type { CallIntake } from '../jobs/call-intake.ts';
import type { Surroundings } from '../jobs/surroundings.ts';
import type { Logger } from '../platform/index.ts';
import type { Recordings } from '../storage/recordings.ts';
import type { StateDatabase } from '../storage/state/database.ts';
import { type IngestLog, ingestLog } from '../storage/state/ingest-log.ts';
import { leases } from '../storage/state/leases.ts';
import { type SourcesWatch, watchSources } from './watch-sources.ts';

export interface Ingest {
  log: IngestLog;
  /** Path of the file of sources. */
  sourcesFile: string;
  /** Begins to look at the sources in this process. */
  start(): void;
  stop(): Promise<void>;
}

export interface IngestParts {
  folder: string;
  /** Empty: `sources.json` in the data folder. */
  sourcesFile: string | undefined;
  timeZone: string;
  tempFolder: string;
  database: StateDatabase;
  recordings: Recordings;
  intake: CallIntake;
  surroundings: Surroundings;
  logger: Logger;
}

/** Opens the log; nothing is looked at before `start`. */
export function openIngest(parts: IngestParts): Ingest {
  const { database, recordings, intake, surroundings, tempFolder, timeZone, logger } = parts;
  const log = ingestLog(database);
  const path = parts.sourcesFile ?? join(parts.folder, 'sources.json');
  let watch: SourcesWatch | null = null;
  return {
    log,
    sourcesFile: path,
    start() {
      watch ??= watchSources({
        ...{ path, timeZone, log, leases: leases(database), recordings, intake, tempFolder, logger },
        admit: () => surroundings.admit(),
      });
    },
    async stop() {
      await watch?.stop();
      watch = null;
    },
  };
}
