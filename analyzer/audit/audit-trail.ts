/** The audit trail: the chained log in the state database and its signed head in a file. */
import { join } from 'node:path';
import type { AuditEvent, AuditTrail } from '../domain/audit.ts';
import { loadSigningKey, type SigningKey } from '../platform/index.ts';
import { type AuditLog, auditLog } from '../storage/state/audit-log.ts';
import { type AuditSearch, auditSearch } from '../storage/state/audit-search.ts';
import type { StateDatabase } from '../storage/state/database.ts';
import { type SignedHead, signedHead } from './signed-head.ts';
import { type AuditVerdict, verifyAudit } from './verify-audit.ts';

export interface OpenAuditTrail extends AuditTrail {
  log: AuditLog;
  head: SignedHead;
  key: SigningKey;
  verify(): Promise<AuditVerdict>;
  search: AuditSearch;
}

/** Where the key lies unless the configuration names another place. */
export const signingKeyPath = (config: { KAMERTON_DATA_DIR: string; KAMERTON_SIGNING_KEY_FILE?: string | undefined }) =>
  config.KAMERTON_SIGNING_KEY_FILE ?? join(config.KAMERTON_DATA_DIR, 'keys', 'signing-key.pem');

/** Opens the trail of a data folder over its open state database. */
export async function openAuditTrail(
  config: { KAMERTON_DATA_DIR: string; KAMERTON_SIGNING_KEY_FILE?: string | undefined },
  database: StateDatabase,
  clock?: () => Date,
): Promise<OpenAuditTrail> {
  const key = await loadSigningKey(signingKeyPath(config));
  const log = auditLog(database, clock);
  const head = signedHead(join(config.KAMERTON_DATA_DIR, 'audit'), key);
  return {
    log,
    head,
    key,
    record: async (event: AuditEvent) => (await log.append(event, (row) => head.move(row))).seq,
    verify: () => verifyAudit(log, head, key),
    search: auditSearch(database),
  };
}
