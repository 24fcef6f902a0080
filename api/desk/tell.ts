/** Telling people: the notice that waits for them, and the word that reaches their open pages at once. */
import type { NewNotification } from '#analyzer';
import type { DeskDeps } from '../deps.ts';

/** Pushes the new unread counts; the notices themselves were written with what they tell of. */
export async function pushNotices(
  deps: Pick<DeskDeps, 'desk' | 'live'>,
  told: readonly NewNotification[],
): Promise<void> {
  for (const recipient of new Set(told.map((one) => one.recipient))) {
    const { items, unread } = await deps.desk.notifications.list(recipient, 1);
    const [newest] = items;
    if (newest) deps.live.publish({ type: 'notification.added', id: newest.id, unread }, recipient);
  }
}

/** Writes notices of what is written already, and pushes them. */
export async function tell(deps: Pick<DeskDeps, 'desk' | 'live'>, news: readonly NewNotification[]): Promise<void> {
  if (news.length === 0) return;
  await deps.desk.notifications.tell(...news);
  await pushNotices(deps, news);
}
