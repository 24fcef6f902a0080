/** The routes of the review desk, and what it does by itself: following the ledger, telling of new flags. */
import type { FastifyInstance } from 'fastify';
import { errorLine } from '#platform';
import type { DeskDeps } from './deps.ts';
import { pushNotices } from './desk/tell.ts';
import { coachingRoutes } from './features/coaching/coaching.routes.ts';
import { commentsRoutes } from './features/comments/comments.routes.ts';
import { disputesRoutes } from './features/disputes/disputes.routes.ts';
import { lexiconsRoutes } from './features/lexicons/lexicons.routes.ts';
import { notificationsRoutes } from './features/notifications/notifications.routes.ts';
import { ownPageRoutes } from './features/own-page/own-page.routes.ts';
import { queueRoutes } from './features/queue/queue.routes.ts';
import { savedFiltersRoutes } from './features/queue/saved-filters.routes.ts';
import { reviewsRoutes } from './features/reviews/reviews.routes.ts';

/** Registers all of them. */
export async function registerDesk(app: FastifyInstance, deps: DeskDeps): Promise<void> {
  await app.register(reviewsRoutes(deps));
  await app.register(queueRoutes(deps));
  await app.register(savedFiltersRoutes(deps));
  await app.register(commentsRoutes(deps));
  await app.register(disputesRoutes(deps));
  await app.register(notificationsRoutes(deps));
  await app.register(coachingRoutes(deps));
  await app.register(ownPageRoutes(deps));
  await app.register(lexiconsRoutes(deps));

  /** Nobody waits for it: a failure is written to the log. */
  const aside = (work: Promise<unknown>, failed: string) =>
    void work.catch((error) => deps.logger.warn({ reason: errorLine(error) }, failed));
  const catchUp = () => aside(deps.desk.follower.catchUp(), 'queue not brought up to date');
  deps.queue.onProgress(({ state }) => {
    if (state === 'done') catchUp();
  });
  app.addHook('onReady', async () => {
    deps.trust.onDemoted((news) => aside(pushNotices(deps, news), 'notices not pushed'));
    deps.desk.follower.onFlagged((call) => deps.live.publish({ type: 'queue.flagged', ...call }));
    catchUp();
  });
}
