/** Recordings that come by themselves: the sources that are watched, and what is known of them. */
import type { CallIntake } from '../jobs/call-intake.ts';
import type { Surroundings } from '../jobs/surroundings.ts';
import type { Logger } from '../platform/index.ts';
import type { Recordings } from '../storage/recordings.ts';
import { type AnnouncedCalls, announcedCalls } from '../storage/state/announced-calls.ts';
import type { StateDatabase } from '../storage/state/database.ts';
import { type IngestLog, ingestLog } from '../storage/state/ingest-log.ts';
import { leases } from '../storage/state/leases.ts';
import type { FetchParts } from './announced/fetch-announced.ts';
import { type AnnouncedLoop, followAnnounced } from './announced/follow-announced.ts';
import type { SourceSecrets } from './open-place.ts';
import type { SourceWatch } from './watch-source.ts';
import { watchSources } from './watch-sources.ts';

export interface Ingest {
  log: IngestLog;
  /** What telephony services told of calls and recordings. */
  announced: AnnouncedCalls;
  /** Begins to fetch announced recordings in this process. */
  followAnnounced(how: Pick<FetchParts, 'guard' | 'mango'>): AnnouncedLoop;
  /** Begins to look at the sources in this process. */
  start(): void;
  stop(): Promise<void>;
}

export interface IngestParts {
  /** Path of the file of sources. */
  sourcesFile: string;
  timeZone: string;
  tempFolder: string;
  /** Largest recording that is taken, bytes. */
  maxBytes: number;
  secrets: SourceSecrets;
  database: StateDatabase;
  recordings: Recordings;
  intake: CallIntake;
  surroundings: Surroundings;
  logger: Logger;
}

/** Opens the log; nothing is looked at before `start`. */
export function openIngest(parts: IngestParts): Ingest {
  const { database, recordings, intake, surroundings, tempFolder, timeZone, maxBytes, secrets, logger } = parts;
  const log = ingestLog(database);
  const announced = announcedCalls(database);
  let watch: SourceWatch | null = null;
  return {
    log,
    announced,
    followAnnounced: (how) =>
      followAnnounced({
        ...how,
        announced,
        log,
        recordings,
        intake,
        logger,
        leases: leases(database),
        admit: () => surroundings.admit(),
      }),
    start() {
      watch ??= watchSources({
        path: parts.sourcesFile,
        timeZone,
        log,
        leases: leases(database),
        recordings,
        intake,
        tempFolder,
        maxBytes,
        secrets,
        logger,
        admit: () => surroundings.admit(),
      });
    },
    async stop() {
      await watch?.stop();
      watch = null;
    },
  };
}
