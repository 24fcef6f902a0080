/** What routes may use. Tests build the same shape from real parts. */
import type { Accounts, AuditTrail, CallFacts, CallIntake, CallLedger, CallQueue, Recordings } from '#analyzer';
import type { Logger } from '#platform';
import type { Health } from './features/health/health.schemas.ts';

export interface ApiDeps {
  accounts: Accounts;
  /** Every access to personal data and every change goes in here first; what cannot be written down does not happen. */
  audit: AuditTrail;
  ledger: CallLedger;
  facts: CallFacts;
  recordings: Recordings;
  intake: CallIntake;
  queue: CallQueue;
  /** Looks at every part of the product. */
  checkHealth(): Promise<Health>;
  logger: Logger;
  /** Origin people use (scheme, host, port); decides the cookie's flags and which pages may open the websocket. */
  publicUrl: URL | null;
  timeZone: string;
  maxRecordingBytes: number;
  /** Folder of the built dashboard; null serves the API alone. */
  dashboard: string | null;
}
