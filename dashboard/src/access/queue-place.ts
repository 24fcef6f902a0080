/** Where in the queue the person is at work: the selection that the queue page showed last, kept for this tab. */
import type { QueueFilter } from '../api/queue.ts';

const name = 'kamerton.queue';

export function rememberQueuePlace(filter: QueueFilter): void {
  sessionStorage.setItem(name, JSON.stringify(filter));
}

/** The whole queue when none was shown yet. */
export function queuePlace(): QueueFilter {
  try {
    const { operator, reason, assignee } = JSON.parse(sessionStorage.getItem(name) ?? '{}') as QueueFilter;
    return { operator, reason, assignee };
  } catch {
    return {};
  }
}
