/** Routes of published lexicons: versions, their files, comparison, roll-back, runs over history, suggestions. */
import { parse } from 'node:path';
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { z } from 'zod';
import { progressOf } from '#analyzer';
import { itemsOf, kindOf } from '#lexicons';
import { KamertonError } from '#platform';
import { attachment } from '../../access/attachment.ts';
import type { DeskDeps } from '../../deps.ts';
import { accountOf } from '../../plugins/session.ts';
import { draftsRoutes } from './drafts.routes.ts';
import {
  compareQuerySchema,
  comparisonSchema,
  itemsQuerySchema,
  itemsSchema,
  lexiconsSchema,
  restoreSchema,
  runAnswerSchema,
  runParamsSchema,
  runSchema,
  settingsSchema,
  suggestionsSchema,
  versionParamsSchema,
} from './lexicons.schemas.ts';
import { lexiconsService } from './lexicons.service.ts';
import { shownRun, shownSummary, sourceOf } from './shown.ts';
import { suggestionsFor } from './suggestions.ts';

const tags = ['lexicons'];

export function lexiconsRoutes(deps: DeskDeps): FastifyPluginAsyncZod {
  const { workbench } = deps;
  const service = lexiconsService(deps);

  return async (app) => {
    await app.register(draftsRoutes(deps));
    workbench.onRun((run) => deps.live.publish({ type: 'lexicon.run', run }));

    app.get(
      '/api/lexicons',
      { config: { access: 'lexicon.read' }, schema: { tags, response: { 200: lexiconsSchema } } },
      async () => service.overview(),
    );

    app.get(
      '/api/lexicons/items',
      {
        config: { access: 'lexicon.read' },
        schema: { tags, querystring: itemsQuerySchema, response: { 200: itemsSchema } },
      },
      async (request) => {
        const { source, file } = request.query;
        const items = itemsOf(file, await workbench.textOf(sourceOf(source), file));
        return { file, kind: kindOf(file), items };
      },
    );

    app.get(
      '/api/lexicons/file',
      {
        config: { access: 'lexicon.read' },
        schema: { tags, description: 'Файл словарей, байт в байт', querystring: itemsQuerySchema },
      },
      async (request, reply) => {
        const { source, file } = request.query;
        const text = await workbench.textOf(sourceOf(source), file);
        const type = file.endsWith('.csv') ? 'text/csv' : 'application/yaml';
        return reply
          .header('content-type', `${type}; charset=utf-8`)
          .header('content-disposition', attachment(parse(file).name, type))
          .send(Buffer.from(text));
      },
    );

    app.get(
      '/api/lexicons/compare',
      {
        config: { access: 'lexicon.read' },
        schema: { tags, querystring: compareQuerySchema, response: { 200: comparisonSchema } },
      },
      async (request) => {
        const { from, to } = request.query;
        return { changes: await workbench.compare(sourceOf(from), sourceOf(to)) };
      },
    );

    app.post(
      '/api/lexicons/versions/:number/restore',
      {
        config: { access: 'lexicon.publish', audit: 'lexicon.rolled_back' },
        schema: {
          tags,
          params: versionParamsSchema,
          body: restoreSchema,
          response: { 200: z.object({ number: z.number().int() }) },
        },
      },
      async (request) => {
        const { seq, comment } = request.body;
        const version = await service.restore(request.params.number, seq, accountOf(request), comment);
        request.audited = { objectId: `v${version.number}`, details: { from: request.params.number } };
        return version;
      },
    );

    app.put(
      '/api/lexicons/settings',
      {
        config: { access: 'desk.configure', audit: 'settings.changed' },
        schema: { tags, body: settingsSchema, response: { 200: settingsSchema } },
      },
      async (request) => {
        request.audited = { objectId: 'lexicons', details: request.body };
        await service.writeSecondPerson(request.body.secondPerson);
        return request.body;
      },
    );

    app.get(
      '/api/lexicons/suggestions',
      { config: { access: 'lexicon.edit' }, schema: { tags, response: { 200: suggestionsSchema } } },
      async () => suggestionsFor(deps),
    );

    app.post(
      '/api/lexicons/suggestions',
      { config: { access: 'lexicon.edit' }, schema: { tags, response: { 200: runSchema } } },
      async (request) => shownRun(deps, await workbench.startSuggestions(accountOf(request).id)),
    );

    app.get(
      '/api/lexicon-runs/:id',
      {
        config: { access: 'lexicon.read' },
        schema: { tags, params: runParamsSchema, response: { 200: runAnswerSchema } },
      },
      async (request) => {
        const run = await workbench.runs.find(request.params.id);
        if (run === null) throw new KamertonError('not_found', 'такого прогона нет');
        const summary = run.kind === 'suggest' ? null : await workbench.summaryOf(run.id);
        return {
          run: await shownRun(deps, run),
          summary: summary === null ? null : await shownSummary(deps, summary, accountOf(request)),
        };
      },
    );

    for (const [step, act] of [
      ['stop', (id: string) => workbench.stop(id)],
      ['resume', (id: string) => workbench.resume(id)],
    ] as const) {
      app.post(
        `/api/lexicon-runs/:id/${step}`,
        {
          config: { access: 'lexicon.publish', audit: 'lexicon.edited' },
          schema: { tags, params: runParamsSchema, response: { 200: runSchema } },
        },
        async (request) => {
          const run = await act(request.params.id);
          request.audited = { details: { run: step } };
          deps.live.publish({ type: 'lexicon.run', run: progressOf(run) });
          return shownRun(deps, run);
        },
      );
    }
  };
}
