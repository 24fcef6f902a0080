/** The door #analyzer: everything the api may use of the analyzer. */
export { analyzerConfigSchema, readConfig } from './config.ts';
export { type CallMetadata, callMetadataSchema, segmentSchema } from './domain/call.ts';
export { type CallProgress, callProgressSchema, callStateSchema, stageNameSchema } from './domain/call-state.ts';
export { criterionSchema } from './domain/criterion.ts';
export { findingSchema } from './domain/finding.ts';
export { measuresSchema, versionsSchema } from './domain/scored-call.ts';
export { soundReportSchema } from './domain/sound-report.ts';
export type { CallIntake, IncomingCall } from './jobs/call-intake.ts';
export type { CallQueue } from './jobs/queue.ts';
export { mediaTypeOf } from './sound/media-type.ts';
export type { CallFacts, CallScore } from './storage/facts/call-facts.ts';
export type { Recordings } from './storage/recordings.ts';
export type { Account, Accounts } from './storage/state/accounts.ts';
export type { CallLedger, CallScope, LedgerCall } from './storage/state/call-ledger.ts';
