/** What the product writes down about who did what. The log itself (append-only, chained) lives behind this port. */

export const auditActions = [
  'session.open',
  'session.refused',
  'session.close',
  'session.revoke',
  'password.change',
  'account.create',
  'account.change',
  'account.reset_password',
  'team.change',
  'key.create',
  'key.revoke',
  'call.read',
  'call.listen',
  'call.download',
  'call.upload',
  'call.retry',
  'access.denied',
] as const;
export type AuditAction = (typeof auditActions)[number];

export interface AuditEvent {
  action: AuditAction;
  /** Id of the account or API key; null while nobody is signed in. */
  actorId: string | null;
  /** Address of the client. */
  ip: string;
  /** Id of what was touched: a call, an account, a team, a key; null when there is none. */
  objectId: string | null;
  result: 'done' | 'refused';
  /** Small facts without personal data, for example the seconds that were played or the fields that were changed. */
  details?: Readonly<Record<string, string | number | boolean>>;
}

export interface AuditTrail {
  /** Resolves once the event is safe on disk; rejects when it cannot be kept. */
  record(event: AuditEvent): Promise<void>;
}
