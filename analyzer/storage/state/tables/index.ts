/**
 * Tables of the state database as Kysely reads them, one file a table. Times are ISO 8601 in UTC as text, JSON is text,
 * truth values are 0 and 1: the same on SQLite and on Postgres.
 */

import type { AnnouncedCallsTable } from './announced-calls-table.ts';
import type {
  AcknowledgementsTable,
  CoachingNotesTable,
  CommentsTable,
  DisputesTable,
  NotificationsTable,
} from './answer-tables.ts';
import type { ApiKeysTable } from './api-keys-table.ts';
import type { AuditAnchorsTable, AuditLogTable, AuditObjectsTable } from './audit-tables.ts';
import type { CallsTable } from './calls-table.ts';
import type { AuditSamplesTable, ClaimsTable, ReviewItemsTable, SavedFiltersTable } from './desk-tables.ts';
import type { IngestFilesTable, IngestSourcesTable } from './ingest-tables.ts';
import type {
  LexiconActivationsTable,
  LexiconDraftsTable,
  LexiconRunsTable,
  LexiconVersionsTable,
} from './lexicon-tables.ts';
import type { LeasesTable, OutboxTable } from './outbox-tables.ts';
import type { OutcomesDueTable } from './outcome-tables.ts';
import type { ReportDeliveriesTable, ReportSchedulesTable } from './report-tables.ts';
import type { DeletionItemsTable, DeletionsTable, LegalHoldsTable, SettingsTable } from './retention-tables.ts';
import type { FindingReviewsTable, ReviewEventsTable } from './review-tables.ts';
import type { SessionsTable } from './sessions-table.ts';
import type { SignInFailuresTable } from './sign-in-failures-table.ts';
import type { TeamOperatorsTable, TeamSupervisorsTable, TeamsTable } from './teams-tables.ts';
import type {
  CalibrationAnswersTable,
  CalibrationCallsTable,
  CalibrationMembersTable,
  CalibrationSessionsTable,
  GoldCallsTable,
  TrustEventsTable,
} from './trust-tables.ts';
import type { UsersTable } from './users-table.ts';
import type { CallEventsTable, CriterionVerdictsTable, ExceptionProposalsTable } from './verdict-tables.ts';
import type { WebhookMessagesTable, WebhooksTable } from './webhook-tables.ts';

export interface StateTables {
  users: UsersTable;
  sessions: SessionsTable;
  teams: TeamsTable;
  team_operators: TeamOperatorsTable;
  team_supervisors: TeamSupervisorsTable;
  sign_in_failures: SignInFailuresTable;
  api_keys: ApiKeysTable;
  calls: CallsTable;
  audit_log: AuditLogTable;
  audit_objects: AuditObjectsTable;
  audit_anchors: AuditAnchorsTable;
  settings: SettingsTable;
  deletions: DeletionsTable;
  deletion_items: DeletionItemsTable;
  legal_holds: LegalHoldsTable;
  finding_reviews: FindingReviewsTable;
  review_events: ReviewEventsTable;
  audit_samples: AuditSamplesTable;
  review_items: ReviewItemsTable;
  claims: ClaimsTable;
  saved_filters: SavedFiltersTable;
  disputes: DisputesTable;
  acknowledgements: AcknowledgementsTable;
  coaching_notes: CoachingNotesTable;
  notifications: NotificationsTable;
  comments: CommentsTable;
  criterion_verdicts: CriterionVerdictsTable;
  call_events: CallEventsTable;
  exception_proposals: ExceptionProposalsTable;
  lexicon_versions: LexiconVersionsTable;
  lexicon_drafts: LexiconDraftsTable;
  lexicon_activations: LexiconActivationsTable;
  lexicon_runs: LexiconRunsTable;
  report_schedules: ReportSchedulesTable;
  report_deliveries: ReportDeliveriesTable;
  ingest_files: IngestFilesTable;
  announced_calls: AnnouncedCallsTable;
  ingest_sources: IngestSourcesTable;
  webhooks: WebhooksTable;
  webhook_messages: WebhookMessagesTable;
  trust_events: TrustEventsTable;
  calibration_sessions: CalibrationSessionsTable;
  calibration_members: CalibrationMembersTable;
  calibration_calls: CalibrationCallsTable;
  calibration_answers: CalibrationAnswersTable;
  gold_calls: GoldCallsTable;
  outcomes_due: OutcomesDueTable;
  outbox: OutboxTable;
  leases: LeasesTable;
}
