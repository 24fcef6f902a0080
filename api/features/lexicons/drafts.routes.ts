/** Routes of drafts: items and files come, change and go; help while one is typed; dry run; publishing. */
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { z } from 'zod';
import type { DeskDeps } from '../../deps.ts';
import { accountOf } from '../../plugins/session.ts';
import {
  countItemSchema,
  countSchema,
  draftParamsSchema,
  draftSchema,
  helpSchema,
  loadFileSchema,
  newDraftSchema,
  publishSchema,
  putItemSchema,
  removeItemSchema,
  runSchema,
  seenDraftSchema,
  soughtItemSchema,
} from './lexicons.schemas.ts';
import { lexiconsService } from './lexicons.service.ts';
import { shownRun, sourceOf } from './shown.ts';

const tags = ['lexicons'];
const idAnswer = z.object({ id: z.string(), version: z.number().int() });
const publishedAnswer = z.object({ number: z.number().int() });

export function draftsRoutes(deps: DeskDeps): FastifyPluginAsyncZod {
  const { workbench } = deps;
  const service = lexiconsService(deps);
  const edit = { access: 'lexicon.edit', audit: 'lexicon.edited' } as const;
  const params = draftParamsSchema;

  return async (app) => {
    app.post(
      '/api/lexicon-drafts',
      { config: edit, schema: { tags, body: newDraftSchema, response: { 200: idAnswer } } },
      async (request) => {
        const { id, from, comment } = request.body;
        const draft = await workbench.createDraft(id, sourceOf(from), accountOf(request).id, comment);
        request.audited = { objectId: draft.id, details: { from } };
        return draft;
      },
    );

    app.get(
      '/api/lexicon-drafts/:id',
      { config: { access: 'lexicon.read' }, schema: { tags, params, response: { 200: draftSchema } } },
      async (request) => service.draft(request.params.id, accountOf(request)),
    );

    app.post(
      '/api/lexicon-drafts/:id/items',
      { config: edit, schema: { tags, params, body: putItemSchema, response: { 200: idAnswer } } },
      async (request) => {
        const { version, fields, ...place } = request.body;
        request.audited = { details: { file: place.file, item: place.id ?? 'new' } };
        const change = { kind: 'put', place, fields } as const;
        return workbench.changeDraft(request.params.id, version, accountOf(request).id, change);
      },
    );

    app.post(
      '/api/lexicon-drafts/:id/items/remove',
      { config: edit, schema: { tags, params, body: removeItemSchema, response: { 200: idAnswer } } },
      async (request) => {
        const { version, ...place } = request.body;
        request.audited = { details: { file: place.file, removed: place.id } };
        const change = { kind: 'remove', place } as const;
        return workbench.changeDraft(request.params.id, version, accountOf(request).id, change);
      },
    );

    app.put(
      '/api/lexicon-drafts/:id/file',
      {
        config: edit,
        schema: {
          tags,
          description: 'Загрузить файл целиком: CSV или YAML, как в lexicons/',
          params,
          body: loadFileSchema,
          response: { 200: idAnswer },
        },
      },
      async (request) => {
        const { version, file, base64 } = request.body;
        request.audited = { details: { file } };
        const change = { kind: 'load', file, bytes: Buffer.from(base64, 'base64') } as const;
        return workbench.changeDraft(request.params.id, version, accountOf(request).id, change);
      },
    );

    app.post(
      '/api/lexicon-drafts/:id/rebase',
      {
        config: edit,
        schema: {
          tags,
          description: 'Перенести правки черновика на действующую версию',
          params,
          body: seenDraftSchema,
          response: { 200: idAnswer },
        },
      },
      async (request) => workbench.rebase(request.params.id, request.body.version, accountOf(request).id),
    );

    app.post(
      '/api/lexicon-drafts/:id/discard',
      { config: edit, schema: { tags, params, body: seenDraftSchema, response: { 204: z.null() } } },
      async (request, reply) => {
        await workbench.drafts.discard(request.params.id, request.body.version, accountOf(request).id);
        return reply.status(204).send(null);
      },
    );

    app.post(
      '/api/lexicon-drafts/:id/help',
      {
        config: { access: 'lexicon.edit' },
        schema: { tags, params, body: soughtItemSchema, response: { 200: helpSchema } },
      },
      async (request) => workbench.help(request.params.id, request.body),
    );

    app.post(
      '/api/lexicon-drafts/:id/count',
      {
        config: { access: 'lexicon.edit' },
        schema: { tags, params, body: countItemSchema, response: { 200: countSchema } },
      },
      async (request) => {
        const { calls, ...sought } = request.body;
        return { count: await workbench.count(request.params.id, sought, calls) };
      },
    );

    app.post(
      '/api/lexicon-drafts/:id/dry-run',
      { config: { access: 'lexicon.edit' }, schema: { tags, params, response: { 200: runSchema } } },
      async (request) => shownRun(deps, await workbench.startDryRun(request.params.id, accountOf(request).id)),
    );

    app.post(
      '/api/lexicon-drafts/:id/publish',
      {
        config: { access: 'lexicon.publish', audit: 'lexicon.published' },
        schema: { tags, params, body: publishSchema, response: { 200: publishedAnswer } },
      },
      async (request) => {
        const { version, comment } = request.body;
        const published = await service.publish(request.params.id, version, accountOf(request), comment);
        request.audited = { objectId: `v${published.number}`, details: { draft: request.params.id } };
        return published;
      },
    );
  };
}
