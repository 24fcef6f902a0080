/** Routes of disputes and of the exceptions that they propose to the trainer. */
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { type ExceptionProposal, ruleNameSchema } from '#analyzer';
import { KamertonError } from '#platform';
import type { DeskDeps } from '../../deps.ts';
import { personNamer } from '../../desk/reviewable-call.ts';
import { accountOf } from '../../plugins/session.ts';
import {
  closeProposalSchema,
  disputeDetailsSchema,
  disputeListSchema,
  disputeParamsSchema,
  disputeSchema,
  disputesQuerySchema,
  exceptionProposalSchema,
  exceptionProposalsSchema,
  newDisputeSchema,
  repairAnswerSchema,
  repairSchema,
  resolveDisputeSchema,
  resolvedDisputeSchema,
  siblingListSchema,
} from './disputes.schemas.ts';
import { disputesService } from './disputes.service.ts';

const tags = ['disputes'];

export function disputesRoutes(deps: DeskDeps): FastifyPluginAsyncZod {
  const service = disputesService(deps);
  const proposals = async (found: readonly ExceptionProposal[]) => {
    const person = await personNamer(
      deps,
      found.map(({ actor }) => actor),
    );
    return found.map(({ quote, text, actor, rule, ...rest }) => ({
      ...rest,
      text: quote,
      reason: text,
      by: person(actor),
      rule: ruleNameSchema.parse(rule),
    }));
  };

  return async (app) => {
    app.get(
      '/api/disputes',
      {
        config: { access: 'dispute.read' },
        schema: { tags, querystring: disputesQuerySchema, response: { 200: disputeListSchema } },
      },
      async (request) => service.list(request.query, accountOf(request)),
    );

    app.post(
      '/api/disputes',
      {
        config: { access: 'dispute.open', audit: 'dispute.opened' },
        schema: { tags, body: newDisputeSchema, response: { 200: disputeSchema } },
      },
      async (request) => {
        const { callId, findingId } = request.body;
        request.audited = { objectId: findingId, details: { call: callId } };
        return service.open(request.body, accountOf(request));
      },
    );

    app.get(
      '/api/disputes/:id',
      {
        config: { access: 'dispute.read' },
        schema: { tags, params: disputeParamsSchema, response: { 200: disputeDetailsSchema } },
      },
      async (request) => service.read(request.params.id, accountOf(request)),
    );

    app.post(
      '/api/disputes/:id/resolution',
      {
        config: { access: 'dispute.resolve', audit: 'dispute.resolved' },
        schema: {
          tags,
          params: disputeParamsSchema,
          body: resolveDisputeSchema,
          response: { 200: resolvedDisputeSchema },
        },
      },
      async (request) => {
        const answer = await service.resolve(request.params.id, request.body, accountOf(request));
        const { finding, callId, state } = answer.dispute;
        request.audited = { objectId: finding.id, details: { call: callId, state } };
        return answer;
      },
    );

    app.get(
      '/api/disputes/:id/siblings',
      {
        config: { access: 'dispute.resolve' },
        schema: { tags, params: disputeParamsSchema, response: { 200: siblingListSchema } },
      },
      async (request) => service.siblings(request.params.id, accountOf(request)),
    );

    app.post(
      '/api/disputes/:id/repairs',
      {
        config: { access: 'dispute.resolve', audit: 'decision.made' },
        schema: { tags, params: disputeParamsSchema, body: repairSchema, response: { 200: repairAnswerSchema } },
      },
      async (request) => {
        const answer = await service.repair(request.params.id, request.body, accountOf(request));
        request.audited = { details: { kind: 'repair', dismissed: answer.dismissed, failed: answer.failed.length } };
        return answer;
      },
    );

    app.get(
      '/api/exception-proposals',
      { config: { access: 'proposal.read' }, schema: { tags, response: { 200: exceptionProposalsSchema } } },
      async () => ({ items: await proposals(await deps.desk.exceptionProposals.list()) }),
    );

    app.patch(
      '/api/exception-proposals/:id',
      {
        config: { access: 'proposal.close' },
        schema: {
          tags,
          params: disputeParamsSchema,
          body: closeProposalSchema,
          response: { 200: exceptionProposalSchema },
        },
      },
      async (request) => {
        const { id } = accountOf(request);
        const closed = await deps.desk.exceptionProposals.close(request.params.id, request.body.state, id);
        const [shown] = closed === null ? [] : await proposals([closed]);
        if (shown === undefined) throw new KamertonError('conflict', 'такого открытого предложения нет');
        return shown;
      },
    );
  };
}
