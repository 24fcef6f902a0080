/** Webhooks and the messages on their way: each is kept until it was delivered or given up, and for a while after that. */
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { KamertonError, randomToken } from '#platform';
import { type Webhook, webhookEventSchema } from '../../domain/webhook.ts';
import type { StateDatabase } from './database.ts';
import { requestTaken } from './request-taken.ts';
import type { WebhookMessagesTable, WebhooksTable } from './tables/webhook-tables.ts';

/** A message as people see it. */
export interface WebhookMessage {
  id: string;
  event: string;
  callId: string;
  at: string;
  attempts: number;
  nextTryAt: string | null;
  deliveredAt: string | null;
  status: number | null;
  error: string | null;
}

/** A message that may be sent now, with where to and the salt of its key. */
export interface DueMessage {
  id: string;
  event: string;
  payload: string;
  attempts: number;
  url: string;
  salt: string;
}

/** Pauses before each new attempt, seconds; after the last one the message is given up. */
const pauses = [10, 60, 300, 1_800, 7_200, 21_600, 43_200, 86_400];
const mostWebhooks = 50;
const keepDays = 30;

export type Webhooks = ReturnType<typeof webhooks>;

/** Webhooks over an open state database. */
export function webhooks(database: StateDatabase, clock: () => Date = () => new Date()) {
  const later = (seconds: number) => new Date(clock().getTime() + seconds * 1000).toISOString();

  return {
    async list(): Promise<Webhook[]> {
      const rows = await database.selectFrom('webhooks').selectAll().orderBy('created_at').orderBy('id').execute();
      return rows.map(toWebhook);
    },

    /**
     * Makes one; the salt goes into its key. The same id again is the same webhook with the same key.
     * @throws KamertonError `conflict` when there are too many, or the id belongs to another one
     */
    async create(
      made: Omit<Webhook, 'id' | 'active' | 'createdAt'> & { id?: string },
    ): Promise<Webhook & { salt: string }> {
      const salt = randomToken();
      const row: WebhooksTable = {
        id: made.id ?? randomUUID(),
        name: made.name,
        url: made.url,
        secret: salt,
        events: JSON.stringify(made.events),
        details: made.details ? 1 : 0,
        active: 1,
        created_by: made.createdBy,
        created_at: clock().toISOString(),
      };
      const added = await database.atomically(
        [
          {
            query: database
              .insertInto('webhooks')
              .values(row)
              .onConflict((conflict) => conflict.column('id').doNothing()),
            mustChange: true,
          },
          // Changes nothing but where there is room for one more: two servers may both have seen room for the last one.
          {
            query: database
              .updateTable('webhooks')
              .set({ active: 1 })
              .where('id', '=', row.id)
              .where((e) => e(e.selectFrom('webhooks').select(e.fn.countAll().as('all')), '<=', mostWebhooks)),
            mustChange: true,
          },
        ],
        { inOrderOf: 'webhooks' },
      );
      if (added) return { ...toWebhook(row), salt };
      const known = await database.selectFrom('webhooks').selectAll().where('id', '=', row.id).executeTakeFirst();
      if (known === undefined) throw new KamertonError('conflict', `вебхуков может быть не больше ${mostWebhooks}`);
      const { secret, ...kept } = known;
      const asked = { ...row, secret, created_at: kept.created_at, active: kept.active };
      if (!isDeepStrictEqual(toWebhook(known), toWebhook(asked))) throw requestTaken();
      return { ...toWebhook(known), salt: secret };
    },

    /** Switches one on or off; false when there is none. Resting ones are told nothing, also not afterwards. */
    async setActive(id: string, active: boolean): Promise<boolean> {
      const done = await database
        .updateTable('webhooks')
        .set({ active: active ? 1 : 0 })
        .where('id', '=', id)
        .executeTakeFirst();
      return Number(done.numUpdatedRows) > 0;
    },

    /** Removes one with its messages; false when there is none. */
    async remove(id: string): Promise<boolean> {
      return database.atomically([
        { query: database.deleteFrom('webhooks').where('id', '=', id), mustChange: true },
        { query: database.deleteFrom('webhook_messages').where('webhook_id', '=', id) },
      ]);
    },

    /** Puts a message on its way; the same id twice is one. */
    async send(message: {
      id: string;
      webhookId: string;
      event: string;
      callId: string;
      payload: object;
    }): Promise<void> {
      const now = clock().toISOString();
      const row: WebhookMessagesTable = {
        id: message.id,
        webhook_id: message.webhookId,
        event: message.event,
        call_id: message.callId,
        payload: JSON.stringify(message.payload),
        at: now,
        attempts: 0,
        next_try_at: now,
        delivered_at: null,
        status: null,
        error: null,
      };
      await database
        .insertInto('webhook_messages')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    },

    /** Messages that may be sent now, oldest first. */
    async due(limit: number): Promise<DueMessage[]> {
      return database
        .selectFrom('webhook_messages as message')
        .innerJoin('webhooks as hook', 'hook.id', 'message.webhook_id')
        .select([
          'message.id',
          'message.event',
          'message.payload',
          'message.attempts',
          'hook.url',
          'hook.secret as salt',
        ])
        .where('message.next_try_at', '<=', clock().toISOString())
        .where('hook.active', '=', 1)
        .orderBy('message.next_try_at')
        .orderBy('message.at')
        .limit(limit)
        .execute();
    },

    async delivered(id: string, status: number): Promise<void> {
      await database
        .updateTable('webhook_messages')
        .set((e) => ({
          delivered_at: clock().toISOString(),
          next_try_at: null,
          status,
          error: null,
          attempts: e('attempts', '+', 1),
        }))
        .where('id', '=', id)
        .execute();
    },

    /**
     * Notes a failure; the message is tried again later, or given up after the last attempt (or at once when `final`). Of what
     * another process has delivered meanwhile it changes nothing.
     */
    async failed(
      message: Pick<DueMessage, 'id' | 'attempts'>,
      status: number | null,
      error: string,
      final = false,
    ): Promise<void> {
      const pause = final ? undefined : pauses[message.attempts];
      await database
        .updateTable('webhook_messages')
        .set({
          attempts: message.attempts + 1,
          next_try_at: pause === undefined ? null : later(pause),
          status,
          error: error.slice(0, 300),
        })
        .where('id', '=', message.id)
        .where('delivered_at', 'is', null)
        .execute();
    },

    /** Messages that were given up are put on their way again. Returns how many. */
    async retryGivenUp(webhookId: string): Promise<number> {
      const again = await database
        .updateTable('webhook_messages')
        .set({ attempts: 0, next_try_at: clock().toISOString() })
        .where('webhook_id', '=', webhookId)
        .where('delivered_at', 'is', null)
        .where('next_try_at', 'is', null)
        .executeTakeFirst();
      return Number(again.numUpdatedRows);
    },

    /** The newest messages of a webhook. */
    async messages(webhookId: string, limit: number): Promise<WebhookMessage[]> {
      const rows = await database
        .selectFrom('webhook_messages')
        .selectAll()
        .where('webhook_id', '=', webhookId)
        .orderBy('at', 'desc')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        id: row.id,
        event: row.event,
        callId: row.call_id,
        at: row.at,
        attempts: Number(row.attempts),
        nextTryAt: row.next_try_at,
        deliveredAt: row.delivered_at,
        error: row.error,
        status: row.status === null ? null : Number(row.status),
      }));
    },

    /** Forgets what was settled long ago. */
    async prune(): Promise<void> {
      await database
        .deleteFrom('webhook_messages')
        .where('at', '<', later(-keepDays * 86_400))
        .where('next_try_at', 'is', null)
        .execute();
    },
  };
}

const toWebhook = (row: WebhooksTable): Webhook => ({
  id: row.id,
  name: row.name,
  url: row.url,
  createdBy: row.created_by,
  createdAt: row.created_at,
  events: z.array(webhookEventSchema).parse(JSON.parse(row.events)),
  details: Number(row.details) === 1,
  active: Number(row.active) === 1,
});
