/** Notices inside the product: what happened, to whom it is told, where it leads. */
import { z } from 'zod';
import { deterministicUuid } from '#platform';
import type { AtomicStep } from './atomic-steps.ts';
import type { StateDatabase } from './database.ts';
import { prepared } from './prepared.ts';
import { whileUnchanged } from './while-unchanged.ts';

/** Everything a person can be told. */
export const notificationKindSchema = z.enum([
  'dispute_opened',
  'dispute_accepted',
  'dispute_rejected',
  'coaching_written',
  'coaching_acknowledged',
  'calls_assigned',
  'call_reviewed',
  'exception_proposed',
  'entry_demoted',
  'export_ready',
  'alert',
]);
export type NotificationKind = z.infer<typeof notificationKindSchema>;

const newNotificationSchema = z.strictObject({
  /** Account. */
  recipient: z.string().min(1),
  kind: notificationKindSchema,
  /** What it is about: together with recipient and kind it is told once. */
  subject: z.string().min(1),
  /** Path inside the product. */
  link: z
    .string()
    .regex(/^\/[^/\\]/)
    .max(500),
  /** For the text; no transcript, no telephone numbers. */
  values: z.record(z.string(), z.union([z.string().max(200), z.number()])),
});
export type NewNotification = z.infer<typeof newNotificationSchema>;

export interface Notification {
  id: string;
  kind: NotificationKind;
  link: string;
  values: Record<string, string | number>;
  createdAt: string;
  readAt: string | null;
}

/** The step that tells it in the batch of what it tells of. */
export function notificationStep(database: StateDatabase, notification: NewNotification, at: string): AtomicStep {
  const { recipient, kind, subject, link, values } = newNotificationSchema.parse(notification);
  return {
    query: database
      .insertInto('notifications')
      .values({
        id: deterministicUuid('notification', recipient, kind, subject),
        recipient,
        kind,
        link,
        values: JSON.stringify(values),
        created_at: at,
        read_at: null,
      })
      .onConflict((conflict) => conflict.column('id').doNothing()),
  };
}

/** `older` is the last one of the page before, `onlyUnread` leaves the read ones out. */
interface ListOptions {
  older?: { at: string; id: string } | undefined;
  onlyUnread?: boolean;
}

interface NotificationList {
  items: Notification[];
  unread: number;
}

/** Lists that are kept, and how long. */
const mostKnown = 2_000;
const longestKnownMs = 60_000;

export type Notifications = ReturnType<typeof notifications>;

/** Notifications over an open state database. */
export function notifications(database: StateDatabase, clock: () => Date = () => new Date()) {
  const unreadOf = prepared(database, ['recipient'], ({ recipient }) =>
    database
      .selectFrom('notifications')
      .where('recipient', '=', recipient)
      .where('read_at', 'is', null)
      .select((e) => e.fn.countAll<number>().as('unread')),
  );

  const read = async (
    recipient: string,
    limit: number,
    { older, onlyUnread = false }: ListOptions,
  ): Promise<NotificationList> => {
    const mine = database.selectFrom('notifications').where('recipient', '=', recipient);
    let page = onlyUnread ? mine.where('read_at', 'is', null) : mine;
    if (older !== undefined) {
      page = page.where((e) =>
        e.or([e('created_at', '<', older.at), e.and([e('created_at', '=', older.at), e('id', '>', older.id)])]),
      );
    }
    const rows = await page.selectAll().orderBy('created_at', 'desc').orderBy('id').limit(limit).execute();
    const [counted] = await unreadOf({ recipient });
    const items = rows.map((row) => ({
      id: row.id,
      kind: notificationKindSchema.parse(row.kind),
      link: row.link,
      values: JSON.parse(row.values),
      createdAt: row.created_at,
      readAt: row.read_at,
    }));
    return { items, unread: Number(counted?.unread ?? 0) };
  };

  /** Every open page asks now and again, and mostly nothing is new. */
  const known = whileUnchanged(database)<NotificationList>(['notifications'], mostKnown, longestKnownMs);

  return {
    /** Tells it; the same subject twice is told once. */
    async tell(...news: readonly NewNotification[]): Promise<void> {
      const at = clock().toISOString();
      await database.atomically(news.map((one) => notificationStep(database, one, at)));
    },

    /** Newest first. */
    list(recipient: string, limit: number, options: ListOptions = {}): Promise<NotificationList> {
      return known(JSON.stringify([recipient, limit, options]), () => read(recipient, limit, options));
    },

    /** Marks some as read, or all of a person's; those of others stay as they are. */
    async markRead(recipient: string, ids?: readonly string[]): Promise<void> {
      let query = database
        .updateTable('notifications')
        .set({ read_at: clock().toISOString() })
        .where('recipient', '=', recipient)
        .where('read_at', 'is', null);
      if (ids !== undefined) query = query.where('id', 'in', ids);
      await query.execute();
    },
  };
}
