/**
 * Migrations of the state database by name. A published migration is never changed; a new one is added in a file of its
 * own, works on SQLite and on Postgres, and needs nothing of those with higher numbers.
 */
import type { Migration } from 'kysely';
import { accountsAndCalls } from './0001-accounts-and-calls.ts';
import { reviews } from './0002-reviews.ts';
import { outbox } from './0003-outbox.ts';
import { reviewDesk } from './0004-review-desk.ts';
import { answers } from './0005-answers.ts';
import { lexicons } from './0006-lexicons.ts';
import { accountStates } from './0010-account-states.ts';
import { teams } from './0011-teams.ts';
import { signInFailures } from './0012-sign-in-failures.ts';
import { apiKeys } from './0013-api-keys.ts';
import { auditLog } from './0015-audit-log.ts';
import { retention } from './0016-retention.ts';
import { verdicts } from './0030-verdicts.ts';
import { sampledCalls } from './0031-sampled-calls.ts';
import { ledgerLists } from './0032-ledger-lists.ts';
import { lexiconRuns } from './0036-lexicon-runs.ts';
import { reports } from './0039-reports.ts';
import { calibration } from './0042-calibration.ts';
import { trust } from './0043-trust.ts';
import { ingest } from './0047-ingest.ts';
import { webhooks } from './0048-webhooks.ts';
import { webhookFeeds } from './0049-webhook-feeds.ts';
import { announcedCalls } from './0057-announced-calls.ts';
import { keptFiles } from './0058-kept-files.ts';
import { outcomesDue } from './0059-outcomes-due.ts';
import { disputeRequests } from './0063-dispute-requests.ts';
import { erasedQuotes } from './0064-erased-quotes.ts';
import { operatorsChanges } from './0065-operators-changes.ts';

export const stateMigrations: Record<string, Migration> = {
  '0001_accounts_and_calls': accountsAndCalls,
  '0002_reviews': reviews,
  '0003_outbox': outbox,
  '0004_review_desk': reviewDesk,
  '0005_answers': answers,
  '0006_lexicons': lexicons,
  '0010_account_states': accountStates,
  '0011_teams': teams,
  '0012_sign_in_failures': signInFailures,
  '0013_api_keys': apiKeys,
  '0015_audit_log': auditLog,
  '0016_retention': retention,
  '0030_verdicts': verdicts,
  '0031_sampled_calls': sampledCalls,
  '0032_ledger_lists': ledgerLists,
  '0036_lexicon_runs': lexiconRuns,
  '0039_reports': reports,
  '0042_calibration': calibration,
  '0043_trust': trust,
  '0047_ingest': ingest,
  '0048_webhooks': webhooks,
  '0049_webhook_feeds': webhookFeeds,
  '0057_announced_calls': announcedCalls,
  '0058_kept_files': keptFiles,
  '0059_outcomes_due': outcomesDue,
  '0063_dispute_requests': disputeRequests,
  '0064_erased_quotes': erasedQuotes,
  '0065_operators_changes': operatorsChanges,
};
