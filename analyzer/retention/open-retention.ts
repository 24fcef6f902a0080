/** Puts retention, deletion and the privacy desk together over open stores. */
import { join } from 'node:path';
import type { OpenAuditTrail } from '../audit/audit-trail.ts';
import type { CallQueue } from '../jobs/queue.ts';
import type { Logger } from '../platform/index.ts';
import type { CallFacts } from '../storage/facts/call-facts.ts';
import type { FactsClient } from '../storage/facts/client.ts';
import { factsEraser } from '../storage/facts/erase-facts.ts';
import type { StoredParts } from '../storage/facts/stored-parts.ts';
import type { Recordings } from '../storage/recordings.ts';
import type { CallLedger } from '../storage/state/call-ledger.ts';
import type { StateDatabase } from '../storage/state/database.ts';
import { type Deletions, deletions } from '../storage/state/deletions.ts';
import { stateEraser } from '../storage/state/erase-state.ts';
import { factsGeneration } from '../storage/state/facts-generation.ts';
import { leases } from '../storage/state/leases.ts';
import { type LegalHolds, legalHolds } from '../storage/state/legal-holds.ts';
import { settings } from '../storage/state/settings.ts';
import { type Retention, retention } from './daily-retention.ts';
import type { SubjectParts } from './find-subject.ts';
import { type PrivacyDesk, privacyDesk } from './privacy-desk.ts';

export interface RetentionStores {
  retention: Retention;
  deletions: Deletions;
  holds: LegalHolds;
  privacy: PrivacyDesk;
}

/** Everything that keeps and deletes. `clock` is the instant that periods are measured to. */
export function openRetention(parts: {
  folder: string;
  database: StateDatabase;
  client: FactsClient;
  stored: StoredParts;
  facts: CallFacts;
  ledger: CallLedger;
  recordings: Recordings;
  queue: CallQueue;
  unmasked: SubjectParts['unmasked'];
  audit: OpenAuditTrail;
  logger: Logger;
  clock?: (() => Date) | undefined;
}): RetentionStores {
  const { database, client, facts, ledger, recordings, queue, unmasked, audit, logger } = parts;
  const clock = parts.clock ?? (() => new Date());
  const kept = deletions(database, clock);
  const holds = legalHolds(database, clock);
  return {
    deletions: kept,
    holds,
    retention: retention({
      deletions: kept,
      holds,
      ledger,
      facts,
      recordings,
      queue,
      stateEraser: stateEraser(database, clock),
      factsEraser: factsEraser(client, parts.stored),
      generation: factsGeneration(database),
      audit,
      acts: join(parts.folder, 'acts'),
      clock,
      logger,
      // Two machines agree on who works by the clock they share, not by the one that periods are measured to.
      leases: leases(database),
      settings: settings(database, clock),
    }),
    privacy: privacyDesk({
      database,
      facts: client,
      ledger,
      unmasked,
      holds,
      audit,
      deletions: kept,
      callFacts: facts,
      recordings,
    }),
  };
}
