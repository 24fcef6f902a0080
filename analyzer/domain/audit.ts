/** What the product writes down about who did what: the actions, the shape of an event and of a written row. */
import { z } from 'zod';

/** Everything that is written down. Reads of personal data count as well as changes (ASVS 16.2). */
export const auditActionSchema = z.enum([
  'session.opened',
  'session.failed',
  'session.closed',
  'session.revoked',
  'access.denied',
  'account.created',
  'account.changed',
  'account.disabled',
  'account.password_changed',
  'account.password_reset',
  'role.changed',
  'team.changed',
  'key.created',
  'key.revoked',
  'key.rotated',
  'settings.changed',
  'call.viewed',
  'call.played',
  'call.unmasked',
  'call.exported',
  'call.downloaded',
  'call.uploaded',
  'call.retried',
  'call.channels_swapped',
  'call.held',
  'call.released',
  'search.by_phone',
  'search.by_words',
  'decision.made',
  'decision.undone',
  'dispute.opened',
  'dispute.resolved',
  'lexicon.edited',
  'lexicon.published',
  'lexicon.rolled_back',
  'lexicon.demoted',
  'lexicon.lifted',
  'calibration.created',
  'calibration.opened',
  'calibration.agreed',
  'retention.changed',
  'retention.finished',
  'deletion.requested',
  'deletion.approved',
  'deletion.rejected',
  'deletion.finished',
  'report.exported',
  'alert.mass_listening',
]);
export type AuditAction = z.infer<typeof auditActionSchema>;

/** What an action was done to. Ids of `call` and `subject` (a telephone or account number) can be forgotten later. */
export const auditObjectKindSchema = z.enum([
  'none',
  'account',
  'team',
  'key',
  'call',
  'subject',
  'finding',
  'lexicon',
  'settings',
  'deletion',
  'route',
]);
export type AuditObjectKind = z.infer<typeof auditObjectKindSchema>;

/** How it ended. */
export const auditResultSchema = z.enum(['done', 'refused', 'failed']);
export type AuditResult = z.infer<typeof auditResultSchema>;

/** Small facts; never transcript text, telephone numbers or names of clients. */
const detailsSchema = z.record(
  z.string().regex(/^[a-z][a-z_A-Z0-9]{0,40}$/),
  z.union([z.string().max(1_000), z.number(), z.boolean(), z.null()]),
);

export const auditEventSchema = z.strictObject({
  action: auditActionSchema,
  /** Account or API key; null while nobody is signed in, and for the product itself. */
  actorId: z.string().nullable(),
  /** Login as it was typed or is known; without it the account's login is looked up. */
  actorLogin: z.string().optional(),
  /** Address of the client; empty for the product itself and the command line. */
  ip: z.string(),
  /** Without it the kind follows from the action. */
  objectKind: auditObjectKindSchema.optional(),
  objectId: z.string().nullable(),
  result: auditResultSchema,
  details: detailsSchema.readonly().optional(),
});
export type AuditEvent = z.infer<typeof auditEventSchema>;

/** A row of the log as it is chained: every field is under the hash. */
export const auditRowSchema = z.object({
  /** 1, 2, 3 … without gaps. */
  seq: z.number().int().min(1),
  at: z.iso.datetime(),
  actorId: z.string().nullable(),
  actorLogin: z.string(),
  ip: z.string(),
  action: auditActionSchema,
  objectKind: auditObjectKindSchema,
  /** The id itself, or for what can be forgotten a reference that means nothing without its side table. */
  objectId: z.string().nullable(),
  result: auditResultSchema,
  details: detailsSchema,
  prevHash: z.string(),
});
export type AuditRow = z.infer<typeof auditRowSchema>;

/** Where the log is written to. */
export interface AuditTrail {
  /**
   * Resolves with the row's number once the event is safe on disk.
   * @throws KamertonError `store_unavailable` when it cannot be kept: what it tells of must then not happen.
   */
  record(event: AuditEvent): Promise<number>;
}

/** Kind of the object that an action is about when the event does not say it. */
export function objectKindOf(action: AuditAction): AuditObjectKind {
  const [family] = action.split('.');
  switch (family) {
    case 'call':
      return 'call';
    case 'session':
    case 'account':
    case 'role':
    case 'alert':
      return 'account';
    case 'team':
    case 'key':
    case 'lexicon':
    case 'settings':
    case 'deletion':
      return family;
    case 'access':
      return 'route';
    case 'search':
      return action === 'search.by_phone' ? 'subject' : 'none';
    case 'decision':
    case 'dispute':
      return 'finding';
    case 'retention':
      return 'settings';
    default:
      return 'none';
  }
}

/** Line breaks, terminal codes and turning characters as visible escapes: a name must not forge a line (A40). */
export function escapeControls(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`);
}
