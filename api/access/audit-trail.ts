/** What the product writes down about who did what. The log itself (append-only, chained) lives in the analyzer. */
export { type AuditAction, type AuditEvent, type AuditTrail, auditActionSchema } from '#analyzer';
