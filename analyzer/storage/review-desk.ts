/** Everything that is kept of people's work on calls, over one open state database. */
import { acknowledgements } from './state/acknowledgements.ts';
import { auditSamples } from './state/audit-samples.ts';
import { callEvents } from './state/call-events.ts';
import { claims } from './state/claims.ts';
import { coaching } from './state/coaching.ts';
import { comments } from './state/comments.ts';
import { criterionVerdicts } from './state/criterion-verdicts.ts';
import type { StateDatabase } from './state/database.ts';
import { decidedCalls } from './state/decided-calls.ts';
import { deskPeople } from './state/desk-people.ts';
import { disputes } from './state/disputes.ts';
import { exceptionProposals } from './state/exception-proposals.ts';
import { notifications } from './state/notifications.ts';
import { outbox } from './state/outbox.ts';
import { reviewQueue } from './state/review-queue.ts';
import { reviews } from './state/reviews.ts';
import { savedFilters } from './state/saved-filters.ts';
import { settings } from './state/settings.ts';
import { submissions } from './state/submissions.ts';

export type ReviewDesk = ReturnType<typeof reviewDesk>;

/** The repositories of the review desk. */
export function reviewDesk(database: StateDatabase, clock: () => Date = () => new Date()) {
  return {
    reviews: reviews(database, clock),
    decidedCalls: decidedCalls(database),
    criterionVerdicts: criterionVerdicts(database, clock),
    callEvents: callEvents(database, clock),
    submissions: submissions(database, clock),
    claims: claims(database, clock),
    queue: reviewQueue(database, clock),
    samples: auditSamples(database, clock),
    filters: savedFilters(database, clock),
    disputes: disputes(database, clock),
    acknowledgements: acknowledgements(database, clock),
    coaching: coaching(database, clock),
    notifications: notifications(database, clock),
    comments: comments(database, clock),
    exceptionProposals: exceptionProposals(database, clock),
    people: deskPeople(database),
    settings: settings(database, clock),
    outbox: outbox(database, clock),
  };
}
