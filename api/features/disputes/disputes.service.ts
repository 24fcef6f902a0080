/** Disputes: opened by the operator within the window, decided by a supervisor, repaired among the siblings. */

import type { z } from 'zod';
import { type Account, anchorOf, type Dispute, identifyFindings } from '#analyzer';
import { KamertonError } from '#platform';
import { operatorsIn, scopeOf } from '../../access/scope.ts';
import type { DeskDeps } from '../../deps.ts';
import { readPlace, writePlace } from '../../desk/page-place.ts';
import { hasSound, momentLink, personNamer, reviewableCall } from '../../desk/reviewable-call.ts';
import { disputeUntil } from '../../desk/settings.ts';
import { pushNotices, pushReviewChange } from '../../desk/tell.ts';
import { dismissSiblings, siblingsOf } from './dispute-siblings.ts';
import type {
  DisputeView,
  disputeDetailsSchema,
  disputeListSchema,
  disputesQuerySchema,
  newDisputeSchema,
  repairAnswerSchema,
  repairSchema,
  resolveDisputeSchema,
} from './disputes.schemas.ts';
import { exceptionOf, resolutionNews } from './resolution-news.ts';

export function disputesService(deps: DeskDeps) {
  const { desk } = deps;

  const show = async (disputes: readonly Dispute[]): Promise<DisputeView[]> => {
    const calls = await deps.ledger.findMany(disputes.map(({ callId }) => callId));
    const known = new Map(calls.map((call) => [call.id, call]));
    const person = await personNamer(
      deps,
      disputes.flatMap(({ resolvedBy }) => resolvedBy ?? []),
    );
    return disputes.map((one) => {
      const { rule, entry, start, end, text } = one.anchor;
      const call = known.get(one.callId);
      return {
        id: one.id,
        callId: one.callId,
        callName: call?.externalId ?? '',
        operatorId: one.operatorId,
        operatorName: call?.metadata.operator?.name ?? null,
        startedAt: call?.metadata.started_at ?? null,
        hasRecording: call !== undefined && hasSound(call),
        finding: { id: one.findingId, rule, entry, start, end, text },
        state: one.state,
        text: one.text,
        openedAt: one.openedAt,
        resolution:
          one.resolvedBy === null || one.resolvedAt === null
            ? null
            : { by: person(one.resolvedBy), at: one.resolvedAt, text: one.resolution ?? '' },
      };
    });
  };
  const showOne = async (dispute: Dispute): Promise<DisputeView> => {
    const [view] = await show([dispute]);
    if (view === undefined) throw new KamertonError('internal', 'возражение не читается');
    return view;
  };

  /** A dispute out of scope is answered exactly like one that does not exist. */
  const findOrFail = async (id: string, account: Account): Promise<Dispute> => {
    const dispute = await desk.disputes.find(id);
    if (dispute === null || (await deps.ledger.find(dispute.callId, scopeOf(account))) === null)
      throw new KamertonError('not_found', 'такого возражения нет');
    return dispute;
  };

  return {
    async list(
      query: z.output<typeof disputesQuerySchema>,
      account: Account,
    ): Promise<z.infer<typeof disputeListSchema>> {
      const { limit, cursor, state, operator } = query;
      const operators = operatorsIn(scopeOf(account), operator);
      const order = state === 'open' ? ('oldest' as const) : ('newest' as const);
      const found = await desk.disputes.list({ state, operators, order, after: readPlace(cursor) }, limit + 1);
      const items = found.slice(0, limit);
      const last = items.at(-1);
      return {
        items: await show(items),
        nextCursor: found.length > limit && last ? writePlace({ at: last.openedAt, id: last.id }) : null,
      };
    },

    async read(id: string, account: Account): Promise<z.infer<typeof disputeDetailsSchema>> {
      const dispute = await findOrFail(id, account);
      const { anchor, findingId, callId } = dispute;
      const [view, review, stored] = await Promise.all([
        showOne(dispute),
        desk.reviews.find(findingId),
        deps.facts.read({ id: callId, day: dispute.day }),
      ]);
      const found = identifyFindings(callId, stored?.findings ?? []).find(
        (one) => one.id === findingId || (one.entry === anchor.entry && one.start === anchor.start),
      );
      const said = stored?.segments.filter(({ speaker }) => speaker === anchor.speaker) ?? [];
      return {
        ...view,
        utterance: said.findLast(({ start, end }) => start <= anchor.start && end >= anchor.end)?.text ?? null,
        section: found?.section ?? '',
        replacement: found?.replacement ?? '',
        reviewVersion: review?.version ?? 0,
      };
    },

    async open(body: z.output<typeof newDisputeSchema>, account: Account): Promise<DisputeView> {
      const { call, reviewed } = await reviewableCall(deps, body.callId, scopeOf(account));
      const finding = reviewed.findings.find(({ id }) => id === body.findingId);
      if (finding === undefined) throw new KamertonError('not_found', 'такой находки в звонке нет; обновите страницу');
      const known = (await desk.disputes.ofCall(call.id)).find(({ findingId }) => findingId === finding.id);
      // The same request again, after an answer that was lost.
      if (known?.openedBy === account.id && known.text === body.text) return showOne(known);
      if (!finding.counts) throw new KamertonError('conflict', 'эта находка не снижает оценку: оспаривать нечего');
      const events = await desk.callEvents.ofCalls([call.id]);
      const submittedAt = events.findLast(({ kind }) => kind === 'submitted')?.at ?? null;
      const operatorId = call.metadata.operator?.id ?? account.operatorId ?? '';
      const told = (await desk.people.supervisorsOf(operatorId)).map((recipient) => ({
        recipient,
        kind: 'dispute_opened' as const,
        subject: finding.id,
        link: momentLink(call.id, finding.start, finding.id),
        values: { by: account.name, call: call.externalId.slice(0, 200) },
      }));
      const dispute = await desk.disputes.open({
        findingId: finding.id,
        callId: call.id,
        day: call.day,
        operatorId,
        openedBy: account.id,
        text: body.text,
        anchor: finding.review?.anchor ?? anchorOf(finding),
        until: await disputeUntil(deps, call, submittedAt),
        tell: told,
      });
      await pushNotices(deps, told);
      pushReviewChange(deps, account, call.id, 'dispute', dispute.findingId);
      return showOne(dispute);
    },

    async resolve(id: string, body: z.output<typeof resolveDisputeSchema>, account: Account) {
      const open = await findOrFail(id, account);
      const { stored, call } = await reviewableCall(deps, open.callId, scopeOf(account));
      const exception = body.accepted && body.proposeException ? exceptionOf(open, body.text, account) : undefined;
      const told = await resolutionNews(deps, open, body.accepted, exception !== undefined, account, call.externalId);
      const dispute = await desk.disputes.resolve({
        id,
        requestId: body.id,
        verdict: body.accepted ? 'accepted' : 'rejected',
        actor: account.id,
        reason: body.text,
        seenVersion: body.seenVersion,
        lexiconVersion: stored.versions.lexicon,
        exception,
        tell: told,
      });
      await pushNotices(deps, told);
      pushReviewChange(deps, account, call.id, 'dispute', dispute.findingId);
      const siblings = body.accepted ? await siblingsOf(deps, dispute, account) : [];
      return { dispute: await showOne(dispute), siblings };
    },

    siblings: async (id: string, account: Account) => ({
      items: await siblingsOf(deps, await findOrFail(id, account), account),
    }),

    async repair(
      id: string,
      { findings }: z.output<typeof repairSchema>,
      account: Account,
    ): Promise<z.infer<typeof repairAnswerSchema>> {
      const dispute = await findOrFail(id, account);
      if (dispute.state !== 'accepted')
        throw new KamertonError('conflict', 'исправлять похожие находки можно после принятого возражения');
      return dismissSiblings(deps, dispute, findings, account);
    },
  };
}
