/** Webhooks out: who is told, and the loop that tells them. */
import type { Guard, Logger } from '../platform/index.ts';
import type { CallFacts } from '../storage/facts/call-facts.ts';
import type { CallLedger } from '../storage/state/call-ledger.ts';
import type { StateDatabase } from '../storage/state/database.ts';
import { leases } from '../storage/state/leases.ts';
import { settings } from '../storage/state/settings.ts';
import { webhookFeed } from '../storage/state/webhook-feed.ts';
import { type Webhooks, webhooks } from '../storage/state/webhooks.ts';
import { startWebhooks, type WebhookLoop } from './start-webhooks.ts';

export interface OpenWebhooks extends Webhooks {
  /** Begins to tell, in this process; the keys of the signatures are made of `secret`. */
  start(secret: Uint8Array, guard: Guard): WebhookLoop;
}

/** Opens the stores; nobody is told anything before `start`. */
export function openWebhooks(parts: {
  database: StateDatabase;
  ledger: CallLedger;
  facts: CallFacts;
  logger: Logger;
}): OpenWebhooks {
  const { database, ledger, facts, logger } = parts;
  const clock = () => new Date();
  const store = webhooks(database, clock);
  const feed = webhookFeed(database);
  return {
    ...store,
    start: (secret, guard) =>
      startWebhooks(
        { feed, webhooks: store, settings: settings(database), ledger, facts, clock, leases: leases(database), logger },
        secret,
        guard,
      ),
  };
}
