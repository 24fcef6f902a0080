/** Where in the queue the person is at work: the selection and the order that the queue page showed last, kept for this tab. */
import type { QueueFilter } from '../api/queue.ts';

const name = 'kamerton.queue';

export function rememberQueuePlace(filter: QueueFilter): void {
  sessionStorage.setItem(name, JSON.stringify(filter));
}

/** The whole queue when none was shown yet. */
export function queuePlace(): QueueFilter {
  try {
    const { operator, reason, assignee, order } = JSON.parse(sessionStorage.getItem(name) ?? '{}') as QueueFilter;
    return { operator, reason, assignee, order };
  } catch {
    return {};
  }
}
