/** The door #analyzer: everything the api may use of the analyzer. */
export { type Analyzer, openAnalyzer } from './analyzer.ts';
export type { OpenAuditTrail } from './audit/audit-trail.ts';
export { type AnalyzerConfig, analyzerConfigSchema, readConfig } from './config.ts';
export { demoAccounts, receiveSamples } from './demo/demo.ts';
export { bringDemoYear } from './demo/demo-year.ts';
export { wilson } from './desk/coaching-effect.ts';
export { meanInterval } from './desk/mean-interval.ts';
export type { Desk } from './desk/open-desk.ts';
export { type ReviewedCall, type ReviewedFinding, reviewedCall } from './desk/reviewed-call.ts';
export { riskReasons } from './desk/risk.ts';
export { swapChannels } from './desk/swap-channels.ts';
export { localDay, weekNamed, weekOf } from './desk/week.ts';
export {
  type AuditAction,
  type AuditEvent,
  type AuditTrail,
  auditActionSchema,
  auditObjectKindSchema,
  auditResultSchema,
} from './domain/audit.ts';
export {
  type CalibrationAnswer,
  calibrationAnswerSchema,
  calibrationStateSchema,
  consensusRater,
  machineRater,
} from './domain/calibration.ts';
export {
  type CallMetadata,
  callMetadataSchema,
  droppedWordSchema,
  segmentSchema,
  speakerSchema,
} from './domain/call.ts';
export type { CallScope } from './domain/call-scope.ts';
export { type CallProgress, callProgressSchema, callStateSchema, stageNameSchema } from './domain/call-state.ts';
export { criterionSchema, outcomeSchema } from './domain/criterion.ts';
export { effectSchema } from './domain/effect.ts';
export { findingSchema, ruleNameSchema } from './domain/finding.ts';
export {
  deletionActSchema,
  deletionLevelSchema,
  retentionSettingsSchema,
} from './domain/retention.ts';
export {
  anchorOf,
  type Decision,
  decisionSchema,
  dismissReasonSchema,
  type FindingAnchor,
  type FindingReview,
  type IdentifiedFinding,
  identifyFindings,
  verdictSchema,
} from './domain/review.ts';
export { complianceSchema, measuresSchema, versionsSchema } from './domain/scored-call.ts';
export { soundReportSchema } from './domain/sound-report.ts';
export { trustFiguresSchema, trustSettingsSchema } from './domain/trust.ts';
export { type WebhookEvent, webhookEventSchema } from './domain/webhook.ts';
export { isFromMango, type MangoKeys, readMango } from './ingest/announced/mango.ts';
export { readUis, uisNotificationSchema } from './ingest/announced/uis.ts';
export { pullRecording } from './ingest/pull-recording.ts';
export type { CallIntake, IncomingCall } from './jobs/call-intake.ts';
export { progressOf, type RunProgress, runProgressSchema } from './jobs/lexicon-run-queue.ts';
export type { CallQueue } from './jobs/queue.ts';
export { loadMorphology } from './language/morphology.ts';
export { searchWords } from './language/search-words.ts';
export { readTranscript } from './recognition/ready-transcript.ts';
export { checkRecognition } from './recognizer-for-call.ts';
export { actAsCsv, csvOf, printableAct } from './retention/deletion-act.ts';
export type { RetentionStores } from './retention/open-retention.ts';
export type { Clerk } from './retention/privacy-desk.ts';
export { startServers } from './servers.ts';
export { mediaTypeBytes, mediaTypeOf } from './sound/media-type.ts';
export type { CallFacts, CallScore, StoredAnalysis } from './storage/facts/call-facts.ts';
export { byteOrderMark, csvLine } from './storage/facts/exports/csv.ts';
export {
  type ExportRequest,
  exportFormatSchema,
  exportMediaTypes,
  sheetStream,
} from './storage/facts/exports/export-table.ts';
export { type Cell, exportTableSchema } from './storage/facts/exports/tables.ts';
export { xlsxBook } from './storage/facts/exports/xlsx.ts';
export type { JudgedFilter } from './storage/facts/screens/judged-calls.ts';
export type { OwnCalls, ScoreSums } from './storage/facts/screens/own-calls.ts';
export { type CallFilter, callFlags } from './storage/facts/screens/period.ts';
export { type Ranking, rankingNames } from './storage/facts/screens/ranked-calls.ts';
export type { CallScreens } from './storage/facts/screens/screens.ts';
export type { WeighedOutcomes, WeighedSums } from './storage/facts/screens/weighted.ts';
export type { Recordings } from './storage/recordings.ts';
export type { OpenedFile } from './storage/sealed-file.ts';
export type { AccessStores } from './storage/state/access-stores.ts';
export type { Account, AccountEntry } from './storage/state/account.ts';
export type { Accounts, ExternalPerson } from './storage/state/accounts.ts';
export type { CalibrationSession, RaterAnswer } from './storage/state/calibrations.ts';
export type { CallLedger } from './storage/state/call-ledger.ts';
export { claimMs } from './storage/state/claims.ts';
export type { CoachingNote } from './storage/state/coaching.ts';
export type { Dispute } from './storage/state/disputes.ts';
export {
  type ExceptionProposal,
  exceptionIdOf,
  type NewExceptionProposal,
} from './storage/state/exception-proposals.ts';
export type { LedgerCall } from './storage/state/ledger-call.ts';
export { type LexiconRun, lexiconRunSchema } from './storage/state/lexicon-runs.ts';
export { type NewNotification, notificationKindSchema } from './storage/state/notifications.ts';
export { passwordFault, passwordLength } from './storage/state/password-rules.ts';
export type { ReportDelivery, ReportPlan, ReportSchedule, ReportSchedules } from './storage/state/report-schedules.ts';
export type { ReviewItem } from './storage/state/review-items.ts';
export { type ReviewOrder, reviewOrders } from './storage/state/review-order.ts';
export type { ReviewFilter } from './storage/state/review-queue.ts';
export { DecisionConflict, type NewDecision, type ReviewEvent } from './storage/state/reviews.ts';
export type { SavedFilter } from './storage/state/saved-filters.ts';
export { type EntryWords, entryWords } from './trends/entry-words.ts';
export {
  type Standing,
  standingSchema,
  standingsOfScores,
  standingsOfTable,
} from './trends/reliable-difference.ts';
export type { TopicsOfCalls } from './trends/topics-of-calls.ts';
export { markKindSchema, type VersionMark, versionMarks } from './trends/version-marks.ts';
export { meanOf, shareOf } from './trends/weighted.ts';
export { compareRaters, majorityOf } from './trust/compare-answers.ts';
export { goldUtterances, judgedSegments } from './trust/gold-utterances.ts';
export type { UnmaskedCalls } from './unmask.ts';
export { trialOf } from './webhooks/follow-events.ts';
export { isSigned, shownKey, webhookKey } from './webhooks/sign-message.ts';
export type { OpenLexiconWork } from './workbench/open-lexicon-work.ts';
export type { TextSource } from './workbench/workbench.ts';
