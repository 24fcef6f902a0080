/** Routes of comments at a second of a call: everybody who reads the call sees them, their author changes them. */
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import type { z } from 'zod';
import type { Account } from '#analyzer';
import { KamertonError } from '#platform';
import { scopeOf } from '../../access/scope.ts';
import type { DeskDeps } from '../../deps.ts';
import { findCall, personNamer } from '../../desk/reviewable-call.ts';
import { pushReviewChange } from '../../desk/tell.ts';
import { accountOf } from '../../plugins/session.ts';
import { callParamsSchema } from '../../shapes/people.ts';
import { commentChangeSchema, commentListSchema, commentParamsSchema, newCommentSchema } from './comments.schemas.ts';

const notOwn = () => new KamertonError('not_found', 'такого комментария нет, или его написали не Вы');

export function commentsRoutes(deps: DeskDeps): FastifyPluginAsyncZod {
  const { comments } = deps.desk;

  const list = async (callId: string, account: Account): Promise<z.infer<typeof commentListSchema>> => {
    const items = await comments.ofCall(callId);
    const person = await personNamer(
      deps,
      items.map(({ author }) => author),
    );
    return {
      items: items.map(({ id, second, text, author, createdAt, editedAt }) => ({
        id,
        second,
        text,
        editedAt,
        by: person(author),
        mine: author === account.id,
        at: createdAt,
      })),
    };
  };
  const changed = async (callId: string, account: Account) => {
    pushReviewChange(deps, account, callId, 'comment');
    return list(callId, account);
  };

  return async (app) => {
    app.get(
      '/api/calls/:id/comments',
      {
        config: { access: 'call.read' },
        schema: { tags: ['comments'], params: callParamsSchema, response: { 200: commentListSchema } },
      },
      async (request) => {
        const account = accountOf(request);
        return list((await findCall(deps, request.params.id, scopeOf(account))).id, account);
      },
    );

    app.post(
      '/api/calls/:id/comments',
      {
        config: { access: 'comment.write' },
        schema: {
          tags: ['comments'],
          params: callParamsSchema,
          body: newCommentSchema,
          response: { 200: commentListSchema },
        },
      },
      async (request) => {
        const account = accountOf(request);
        const call = await findCall(deps, request.params.id, scopeOf(account));
        await comments.add(call.id, { ...request.body, author: account.id });
        return changed(call.id, account);
      },
    );

    app.patch(
      '/api/calls/:id/comments/:comment',
      {
        config: { access: 'comment.write' },
        schema: {
          tags: ['comments'],
          params: commentParamsSchema,
          body: commentChangeSchema,
          response: { 200: commentListSchema },
        },
      },
      async (request) => {
        const account = accountOf(request);
        const call = await findCall(deps, request.params.id, scopeOf(account));
        if (!(await comments.edit(call.id, request.params.comment, account.id, request.body.text))) throw notOwn();
        return changed(call.id, account);
      },
    );

    app.delete(
      '/api/calls/:id/comments/:comment',
      {
        config: { access: 'comment.write' },
        schema: { tags: ['comments'], params: commentParamsSchema, response: { 200: commentListSchema } },
      },
      async (request) => {
        const account = accountOf(request);
        const call = await findCall(deps, request.params.id, scopeOf(account));
        if (!(await comments.remove(call.id, request.params.comment, account.id))) throw notOwn();
        return changed(call.id, account);
      },
    );
  };
}
