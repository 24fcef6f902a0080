/** Everything that is kept of people's work on calls, over one open state database. */
import { acknowledgements } from './state/acknowledgements.ts';
import { auditSamples } from './state/audit-samples.ts';
import { claims } from './state/claims.ts';
import { coaching } from './state/coaching.ts';
import { comments } from './state/comments.ts';
import type { StateDatabase } from './state/database.ts';
import { disputes } from './state/disputes.ts';
import { notifications } from './state/notifications.ts';
import { outbox } from './state/outbox.ts';
import { reviewQueue } from './state/review-queue.ts';
import { reviews } from './state/reviews.ts';
import { savedFilters } from './state/saved-filters.ts';

export type ReviewDesk = ReturnType<typeof reviewDesk>;

/** The repositories of the review desk. */
export function reviewDesk(database: StateDatabase, clock: () => Date = () => new Date()) {
  return {
    reviews: reviews(database, clock),
    claims: claims(database, clock),
    queue: reviewQueue(database, clock),
    samples: auditSamples(database, clock),
    filters: savedFilters(database, clock),
    disputes: disputes(database, clock),
    acknowledgements: acknowledgements(database, clock),
    coaching: coaching(database, clock),
    notifications: notifications(database, clock),
    comments: comments(database, clock),
    outbox: outbox(database, clock),
  };
}
