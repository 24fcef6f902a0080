/** Telling people: the notice that waits for them, and the word that reaches their open pages at once. */
import type { Account, NewNotification } from '#analyzer';
import type { DeskDeps } from '../deps.ts';
import type { LiveEvent } from '../live/live-messages.ts';

type WhatChanged = Extract<LiveEvent, { type: 'review.changed' }>['what'];

/** Has the pages that show a call's review read it again; `findingId`: the one it is about, if any. */
export function pushReviewChange(
  deps: Pick<DeskDeps, 'live'>,
  { id, name }: Account,
  callId: string,
  what: WhatChanged,
  findingId: string | null = null,
): void {
  deps.live.publish({ type: 'review.changed', callId, what, findingId, by: { id, name } });
}

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
