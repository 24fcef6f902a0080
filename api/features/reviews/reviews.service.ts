/** Deciding about calls: findings, criteria, whole reviews; every step is kept and told to the pages that are open. */
import type { z } from 'zod';
import { type Account, DecisionConflict, swapChannels } from '#analyzer';
import { KamertonError } from '#platform';
import { scopeOf } from '../../access/scope.ts';
import type { DeskDeps } from '../../deps.ts';
import { findCall, momentLink, personNamer, type ReviewableCall, reviewableCall } from '../../desk/reviewable-call.ts';
import { pushNotices, pushReviewChange } from '../../desk/tell.ts';
import { newDecision, undoing } from './decide.ts';
import { reviewAnswer } from './review-answer.ts';
import type { CallReview, Decide, overrideSchema } from './reviews.schemas.ts';

/** Somebody else was first: who, and how the call stands now. */
export class ReviewConflict extends Error {
  readonly holder: string;
  readonly review: CallReview;
  constructor(message: string, holder: string, review: CallReview) {
    super(message);
    this.holder = holder;
    this.review = review;
  }
}

export function reviewsService(deps: DeskDeps) {
  const { desk } = deps;
  const read = (id: string, account: Account) => reviewableCall(deps, id, scopeOf(account));
  const answer = async (id: string, account: Account) => reviewAnswer(deps, await read(id, account));

  const decide = async (whole: ReviewableCall, body: Decide, account: Account): Promise<CallReview> => {
    const { id } = whole.call;
    try {
      await desk.reviews.decide(newDecision(whole, body, account.id));
    } catch (error) {
      if (!(error instanceof DecisionConflict)) throw error;
      throw new ReviewConflict(error.message, error.holder, await answer(id, account));
    }
    pushReviewChange(deps, account, id, 'decision', body.findingId);
    return answer(id, account);
  };

  return {
    answer,

    decide: async (id: string, body: Decide, account: Account): Promise<CallReview> =>
      decide(await read(id, account), body, account),

    async undo(callId: string, eventId: string, requestId: string, account: Account): Promise<CallReview> {
      const whole = await read(callId, account);
      const history = await desk.reviews.history(callId);
      if (history.some(({ id }) => id === requestId)) return reviewAnswer(deps, whole);
      const event = history.find(({ id }) => id === eventId);
      const review = event && (await desk.reviews.find(event.findingId));
      if (!event || !review) throw new KamertonError('not_found', 'такого решения нет');
      const own = history.filter(({ findingId }) => findingId === event.findingId);
      const decision = undoing(own, eventId, review);
      const { findingId, version } = event;
      return decide(whole, { id: requestId, findingId, seenVersion: version, decision }, account);
    },

    async override(
      callId: string,
      criterion: string,
      body: z.output<typeof overrideSchema>,
      account: Account,
    ): Promise<CallReview> {
      const { call, reviewed } = await read(callId, account);
      if (!reviewed.criteria.some((one) => one.criterion.id === criterion))
        throw new KamertonError('not_found', 'такого критерия в оценке звонка нет');
      const { id, seenVersion, outcome, text } = body;
      const verdict = { id, callId, day: call.day, criterion, seenVersion, outcome, text, actor: account.id };
      const given = await desk.criterionVerdicts.give(verdict);
      const now = await answer(callId, account);
      if (!given) {
        const newest = (await desk.criterionVerdicts.ofCall(callId)).findLast((one) => one.criterion === criterion);
        const holder = (await personNamer(deps, newest ? [newest.actor] : []))(newest?.actor ?? '').name;
        const message = `по этому критерию уже есть более новое решение (${holder}); посмотрите его и решите ещё раз`;
        throw new ReviewConflict(message, holder, now);
      }
      pushReviewChange(deps, account, callId, 'criterion');
      return now;
    },

    /** Ends the review: the call leaves the queue, the reviewer's claim ends, the operator is told; once a request. */
    async submit(callId: string, requestId: string, account: Account): Promise<CallReview> {
      const { call } = await read(callId, account);
      const operatorId = call.metadata.operator?.id;
      const operators = operatorId === undefined ? [] : await desk.people.accountsOfOperator(operatorId);
      const told = operators.map((recipient) => ({
        recipient,
        kind: 'call_reviewed' as const,
        subject: callId,
        link: momentLink(callId, 0),
        values: { by: account.name, call: call.externalId.slice(0, 200) },
      }));
      await desk.submissions.submit({ id: requestId, call, actor: account.id, tell: told });
      // Also of a repeated one: the first may have ended before anybody was told.
      pushReviewChange(deps, account, callId, 'submitted');
      deps.live.publish({ type: 'claim.changed', callId, claim: null });
      await pushNotices(deps, told);
      return answer(callId, account);
    },

    async acknowledge(callId: string, account: Account): Promise<CallReview> {
      const { stored } = await read(callId, account);
      await desk.acknowledgements.acknowledge(callId, stored.analysisId, account.id);
      pushReviewChange(deps, account, callId, 'acknowledged');
      return answer(callId, account);
    },

    /** Roles change places; the call waits to be judged anew. */
    async swap(callId: string, account: Account): Promise<void> {
      const call = await findCall(deps, callId, scopeOf(account));
      const sound = call.state === 'done' ? ((await deps.facts.read(call))?.sound ?? null) : null;
      await swapChannels(deps, call, account.id, sound);
      pushReviewChange(deps, account, callId, 'channels');
    },
  };
}
