/** Turns what happens into messages for those who asked to be told. */
import { z } from 'zod';
import type { Webhook } from '../domain/webhook.ts';
import { deterministicUuid } from '../platform/index.ts';
import type { CallFacts } from '../storage/facts/call-facts.ts';
import type { CallLedger } from '../storage/state/call-ledger.ts';
import type { Settings } from '../storage/state/settings.ts';
import type { Happening, WebhookFeed } from '../storage/state/webhook-feed.ts';
import type { Webhooks } from '../storage/state/webhooks.ts';

export interface FollowParts {
  feed: WebhookFeed;
  webhooks: Webhooks;
  settings: Settings;
  ledger: Pick<CallLedger, 'findMany'>;
  facts: Pick<CallFacts, 'scores'>;
  clock: () => Date;
}

const placeName = 'webhooks.place';
/** Writers with clocks of their own may be a little behind: the last seconds are looked at again, and nothing is told twice. */
const overlapMs = 30_000;

/** Writes the messages of everything that has happened since the last time. */
export async function followEvents(parts: FollowParts): Promise<void> {
  const { feed, webhooks, settings, clock } = parts;
  const active = (await webhooks.list()).filter((hook) => hook.active);
  const now = clock().getTime();
  const upTo = new Date(now - overlapMs).toISOString();
  const known = await settings.read(placeName, z.iso.datetime());
  const [oldest] = active.map(({ createdAt }) => createdAt).sort();
  if (oldest === undefined) {
    // What happens while all of them rest is told to nobody, also not afterwards.
    if (known !== null && known < upTo) await settings.write(placeName, z.iso.datetime(), upTo);
    return;
  }
  // What happened before anybody asked is not looked through.
  const place = laterOf(known ?? oldest, oldest);
  const { found, until } = await feed.since(place, new Set(active.flatMap(({ events }) => events)));
  const told = found.flatMap((one) =>
    active.filter((hook) => hook.events.includes(one.event) && hook.createdAt <= one.at).map((hook) => ({ hook, one })),
  );
  const details = await detailsOf(
    parts,
    told.filter(({ hook }) => hook.details).map(({ one }) => one.callId),
  );
  for (const { hook, one } of told) {
    await webhooks.send({
      id: deterministicUuid('webhook', hook.id, one.event, one.key),
      webhookId: hook.id,
      event: one.event,
      callId: one.callId,
      payload: {
        type: one.event,
        timestamp: one.at,
        data: { ...idsOf(one), ...(hook.details ? details.get(one.callId) : {}) },
      },
    });
  }
  // More than a page of one instant would be looked at for ever: the next millisecond then.
  const step = new Date(Date.parse(place) + 1).toISOString();
  const next = until === null ? laterOf(upTo, place) : laterOf(until, step);
  await settings.write(placeName, z.iso.datetime(), next);
}

const laterOf = (a: string, b: string): string => [a, b].sort()[1] ?? a;

const idsOf = (one: Happening) => ({
  call_id: one.callId,
  ...(one.findingId === undefined ? {} : { finding_id: one.findingId }),
  ...(one.disputeId === undefined ? {} : { dispute_id: one.disputeId }),
});

/** Operator, time, direction and score: no words, no telephone numbers, no names. */
async function detailsOf({ ledger, facts }: FollowParts, ids: readonly string[]): Promise<Map<string, object>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const calls = await ledger.findMany(wanted);
  const scores = await facts.scores(calls);
  return new Map(
    calls.map((call) => [
      call.id,
      {
        operator_id: call.metadata.operator?.id ?? null,
        started_at: call.metadata.started_at ?? null,
        direction: call.metadata.direction ?? null,
        score: scores.get(call.id)?.score ?? null,
      },
    ]),
  );
}

/** A message that only tries the line. */
export const trialOf = (hook: Pick<Webhook, 'id'>, id: string, at: Date) => ({
  id,
  webhookId: hook.id,
  event: 'ping',
  callId: '',
  payload: { type: 'ping', timestamp: at.toISOString(), data: {} },
});
