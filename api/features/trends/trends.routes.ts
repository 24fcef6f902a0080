/** Routes of «Тренды»: figures with intervals over the random sample, the calls behind them, files. */
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { KamertonError } from '#platform';
import { mayDo } from '../../access/permissions.ts';
import { scopeOf } from '../../access/scope.ts';
import type { ApiDeps } from '../../deps.ts';
import { accountOf } from '../../plugins/session.ts';
import { longTimeoutMs } from '../../plugins/time-limits.ts';
import { criteriaOf, criterionStepsOf, groupsOf, heatMapOf, summaryOf } from '../../trends/trend-answers.ts';
import { trendFile } from '../../trends/trend-files.ts';
import { phrasesOf } from '../../trends/trend-phrases.ts';
import { type TrendQuery, trendAsk, trendQuerySchema } from '../../trends/trend-query.ts';
import {
  criteriaSchema,
  criterionStepsSchema,
  groupsSchema,
  heatMapSchema,
  phrasesSchema,
  summarySchema,
  timesSchema,
} from '../../trends/trend-shapes.ts';
import { timesOf } from '../../trends/trend-times.ts';
import { wordsInForce } from '../../trends/words-in-force.ts';
import {
  criterionParamsSchema,
  exportQuerySchema,
  groupsQuerySchema,
  trendCallsQuerySchema,
  trendCallsSchema,
  trendChoicesSchema,
} from './trends.schemas.ts';
import { trendCalls, trendChoices } from './trends.service.ts';

const access = { config: { access: 'trends.read' } } as const;

export function trendsRoutes(deps: ApiDeps): FastifyPluginAsyncZod {
  const askOf = (request: FastifyRequest, query: TrendQuery) => trendAsk(deps, query, scopeOf(accountOf(request)));
  const tags = ['trends'];

  return async (app) => {
    app.get(
      '/api/trends',
      { ...access, schema: { tags, querystring: trendQuerySchema, response: { 200: summarySchema } } },
      async (request) => summaryOf(deps, await askOf(request, request.query)),
    );

    app.get(
      '/api/trends/choices',
      { ...access, schema: { tags, response: { 200: trendChoicesSchema } } },
      async (request) => trendChoices(deps, accountOf(request)),
    );

    app.get(
      '/api/trends/groups',
      { ...access, schema: { tags, querystring: groupsQuerySchema, response: { 200: groupsSchema } } },
      async (request) => groupsOf(deps, await askOf(request, request.query), request.query.by),
    );

    app.get(
      '/api/trends/criteria',
      { ...access, schema: { tags, querystring: trendQuerySchema, response: { 200: criteriaSchema } } },
      async (request) => criteriaOf(deps, await askOf(request, request.query)),
    );

    app.get(
      '/api/trends/criteria/:id',
      {
        ...access,
        schema: {
          tags,
          params: criterionParamsSchema,
          querystring: trendQuerySchema,
          response: { 200: criterionStepsSchema },
        },
      },
      async (request) => {
        const answer = await criterionStepsOf(deps, await askOf(request, request.query), request.params.id);
        if (answer === null) throw new KamertonError('not_found', 'такого критерия нет в карте оценки');
        return answer;
      },
    );

    app.get(
      '/api/trends/heat-map',
      { ...access, schema: { tags, querystring: trendQuerySchema, response: { 200: heatMapSchema } } },
      async (request) => heatMapOf(deps, await askOf(request, request.query)),
    );

    app.get(
      '/api/trends/times',
      { ...access, schema: { tags, querystring: trendQuerySchema, response: { 200: timesSchema } } },
      async (request) => timesOf(deps, await askOf(request, request.query)),
    );

    app.get(
      '/api/trends/phrases',
      { ...access, schema: { tags, querystring: trendQuerySchema, response: { 200: phrasesSchema } } },
      async (request) => {
        const mayRead = mayDo(accountOf(request), 'call.read');
        return phrasesOf(deps, await askOf(request, request.query), await wordsInForce(deps), mayRead);
      },
    );

    app.get(
      '/api/trends/calls',
      { ...access, schema: { tags, querystring: trendCallsQuerySchema, response: { 200: trendCallsSchema } } },
      async (request) => trendCalls(deps, request.query, await askOf(request, request.query)),
    );

    app.get(
      '/api/trends/export',
      {
        config: { access: 'trends.read', audit: 'report.exported' },
        handlerTimeout: longTimeoutMs,
        schema: {
          tags,
          querystring: exportQuerySchema,
          response: { 200: z.any().describe('CSV, ZIP с файлами CSV, XLSX или PDF') },
        },
      },
      async (request, reply) => {
        const { format, table, ...query } = request.query;
        const ask = await askOf(request, query);
        const { from, to, basis, judged } = ask.period;
        request.audited = { details: { report: 'trends', format, table, from, to, basis, judged } };
        const file = await trendFile(deps, ask, format, table);
        return reply
          .header('content-disposition', `attachment; filename="${file.name}"`)
          .type(file.mediaType)
          .send(file.content);
      },
    );
  };
}
