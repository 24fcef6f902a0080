/** The queue: what waits, in which order, who has it; and the random audit sample of a week. */

import type { z } from 'zod';
import { type Account, claimMs, localDay, type ReviewItem, weekNamed, weekOf } from '#analyzer';
import { KamertonError } from '#platform';
import { operatorsIn, scopeOf } from '../../access/scope.ts';
import type { DeskDeps } from '../../deps.ts';
import { findCall } from '../../desk/reviewable-call.ts';
import { readDeskSettings } from '../../desk/settings.ts';
import { pushReviewChange, tell } from '../../desk/tell.ts';
import { type WrittenAnswer, writtenAnswer } from '../../shapes/written-answer.ts';
import {
  type assignSchema,
  type nextQuerySchema,
  type QueuePage,
  queuePageSchema,
  type queueQuerySchema,
  type sampleSchema,
} from './queue.schemas.ts';
import { queuePages } from './queue-pages.ts';
import { asSeenBy, queuedCalls } from './queued-calls.ts';

const weekMs = 7 * 86_400_000;

type Filter = Omit<z.output<typeof nextQuerySchema>, 'after'>;

export function queueService(deps: DeskDeps) {
  const { desk } = deps;
  const pages = queuePages(deps);

  /** What of the queue is asked for; null when nothing of it can be in the reader's scope. */
  const wanted = async ({ reason, ...filter }: Omit<Filter, 'order'>, account: Account) => {
    const operators = operatorsIn(scopeOf(account), filter.operator);
    if (operators?.length === 0) return null;
    await desk.follower.catchUp();
    const assignee = filter.assignee === 'mine' ? account.id : filter.assignee === 'nobody' ? null : filter.assignee;
    const state = filter.state === 'submitted' ? ('done' as const) : ('open' as const);
    return { kind: 'risk' as const, state, operators, assignee, reason };
  };

  return {
    async page(query: z.output<typeof queueQuerySchema>, account: Account): Promise<WrittenAnswer<QueuePage>> {
      const { cursor, limit, order, ...rest } = query;
      const filter = await wanted(rest, account);
      if (filter === null) return writtenAnswer(queuePageSchema, { items: [], nextCursor: null, total: 0 });
      return pages.page({ scope: scopeOf(account), filter, limit, cursor, order }, account.id);
    },

    /** The first call of the filter that nobody else holds; after a given one, the first below it. */
    async next({ after, order, ...rest }: z.output<typeof nextQuerySchema>, account: Account): Promise<string | null> {
      const filter = await wanted({ ...rest, state: 'open' }, account);
      if (filter === null) return null;
      const items = await pages.first(filter, order);
      const place = items.findIndex(({ callId }) => callId === after);
      const ordered = [...items.slice(place + 1), ...items.slice(0, Math.max(0, place))];
      const free = ordered.find(
        ({ holder, assignee }) => (holder ?? account.id) === account.id && (assignee ?? account.id) === account.id,
      );
      return free?.callId ?? null;
    },

    async sample(weekName: string | undefined, operator: string | undefined, account: Account) {
      const today = localDay(new Date(), deps.timeZone);
      const asked = weekName === undefined ? weekOf(today) : weekNamed(weekName);
      if (asked === null) throw new KamertonError('bad_input', 'такой недели в этом году нет');
      const { samplePerOperator } = await readDeskSettings(deps);
      const operators = operatorsIn(scopeOf(account), operator);
      if (operators?.length === 0)
        return { week: asked.name, provisional: false, seed: '', perOperator: samplePerOperator, operators: [] };
      const { timeZone } = deps;
      const draw = async (week: ReturnType<typeof weekOf>) => ({
        ...(await desk.sample(week, { perOperator: samplePerOperator, timeZone, drawnBy: account.id, operators })),
        week: week.name,
      });
      // Nobody asked for a week: the last one that is over, whose lot stands; while it has no calls, the present one.
      const last =
        weekName === undefined ? await draw(weekOf(localDay(new Date(Date.now() - weekMs), timeZone))) : null;
      const drawn = last !== null && last.operators.length > 0 ? last : await draw(asked);
      const places = drawn.operators.flatMap(({ callIds }) => callIds.map((callId) => ({ callId })));
      const calls = await queuedCalls(deps, places, scopeOf(account));
      const answer: z.infer<typeof sampleSchema> = {
        week: drawn.week,
        provisional: drawn.provisional,
        seed: drawn.seed,
        perOperator: samplePerOperator,
        operators: drawn.operators.map(({ callIds, size: _, ...rest }) => ({
          ...rest,
          calls: callIds.flatMap((callId) => calls.get(callId)?.call ?? []).map((call) => asSeenBy(account.id, call)),
        })),
      };
      return answer;
    },

    /** @throws KamertonError `conflict` with the other's name when somebody else holds the call */
    async claim(callId: string, account: Account) {
      await findCall(deps, callId, scopeOf(account));
      const { taken, claim } = await desk.claims.take(callId, account.id);
      if (!taken || claim === null) {
        const holder = claim === null ? null : (await desk.people.names([claim.holder])).get(claim.holder);
        throw new KamertonError('conflict', `этот звонок сейчас разбирает ${holder ?? 'другой сотрудник'}`);
      }
      const by = { id: account.id, name: account.name };
      deps.live.publish({ type: 'claim.changed', callId, claim: { by, until: claim.expiresAt } });
      setTimeout(() => void tellExpired(callId), claimMs + 1_000).unref();
      return { claim: { by, until: claim.expiresAt, mine: true } };
    },

    async release(callId: string, account: Account): Promise<void> {
      await findCall(deps, callId, scopeOf(account));
      await desk.claims.release(callId, account.id);
      if ((await desk.claims.of([callId])).size === 0)
        deps.live.publish({ type: 'claim.changed', callId, claim: null });
    },

    async assign({ callIds, assignee }: z.output<typeof assignSchema>, account: Account) {
      const reviewers = await desk.people.withRole('supervisor');
      if (assignee !== null && !reviewers.includes(assignee))
        throw new KamertonError('bad_input', 'назначить можно только действующего супервизора');
      const scope = scopeOf(account);
      await desk.follower.catchUp();
      const failed: { id: string; code: string; message: string }[] = [];
      const open: ReviewItem[] = [];
      for (const id of new Set(callIds)) {
        const seen = (await deps.ledger.find(id, scope)) !== null;
        const items = seen ? (await desk.queue.ofCall(id)).filter(({ state }) => state === 'open') : [];
        if (!seen) failed.push({ id, code: 'not_found', message: 'такого звонка нет' });
        else if (items.length === 0)
          failed.push({ id, code: 'conflict', message: 'звонок уже разобран или не в очереди' });
        open.push(...items);
      }
      await desk.queue.assign(
        open.map(({ id }) => id),
        assignee,
      );
      const assigned = new Set(open.map(({ callId }) => callId));
      if (assignee !== null && assignee !== account.id && assigned.size > 0) {
        const subject = `${account.id} ${new Date().toISOString()}`;
        const values = { by: account.name, count: assigned.size };
        await tell(deps, [
          { recipient: assignee, kind: 'calls_assigned', subject, link: '/queue?assignee=mine', values },
        ]);
      }
      for (const callId of assigned) pushReviewChange(deps, account, callId, 'assigned');
      return { assigned: assigned.size, failed };
    },

    async reviewers() {
      const ids = await desk.people.withRole('supervisor');
      const names = await desk.people.names(ids);
      return { items: ids.map((id) => ({ id, name: names.get(id) ?? id })) };
    },
  };

  async function tellExpired(callId: string): Promise<void> {
    const still = await desk.claims.of([callId]).catch(() => null);
    if (still?.size === 0) deps.live.publish({ type: 'claim.changed', callId, claim: null });
  }
}
