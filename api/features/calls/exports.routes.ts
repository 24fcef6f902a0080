/** Routes of exports: the list of calls and one scorecard, as CSV or XLSX for spreadsheets. */
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { type Cell, exportMediaTypes, sheetStream } from '#analyzer';
import { attachment } from '../../access/attachment.ts';
import { scopeOf } from '../../access/scope.ts';
import type { ApiDeps } from '../../deps.ts';
import { reviewableCall } from '../../desk/reviewable-call.ts';
import { accountOf } from '../../plugins/session.ts';
import { longTimeoutMs } from '../../plugins/time-limits.ts';
import { callHeadings, callRows, momentsIn } from './call-sheet.ts';
import { callParamsSchema } from './calls.schemas.ts';
import { exportCallsQuerySchema, exportScorecardQuerySchema, type SheetFormat } from './exports.schemas.ts';
import { scorecardHeadings, scorecardRows } from './scorecard-sheet.ts';

interface Sheet {
  name: string;
  format: SheetFormat;
  headings: readonly string[];
  rows: AsyncGenerator<readonly Cell[]>;
}

export function exportsRoutes(deps: ApiDeps): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/exports/calls',
      {
        config: { access: 'call.export', audit: 'report.exported' },
        handlerTimeout: longTimeoutMs,
        schema: {
          tags: ['exports'],
          description: 'Список звонков с отбором, как на экране: CSV или XLSX',
          querystring: exportCallsQuerySchema,
          response: { 200: z.any().describe('файл') },
        },
      },
      async (request, reply) => {
        const { format, ...filter } = request.query;
        request.audited = { details: { table: 'calls', format } };
        const day = momentsIn(deps.timeZone)(new Date().toISOString()).local.slice(0, 10);
        return send(reply, {
          name: `Звонки ${day}`,
          format,
          headings: callHeadings,
          rows: callRows(deps, filter, scopeOf(accountOf(request))),
        });
      },
    );

    app.get(
      '/api/exports/calls/:id/scorecard',
      {
        config: { access: 'call.read', audit: 'call.exported' },
        schema: {
          tags: ['exports'],
          description: 'Карта оценки звонка: CSV или XLSX',
          params: callParamsSchema,
          querystring: exportScorecardQuerySchema,
          response: { 200: z.any().describe('файл') },
        },
      },
      async (request, reply) => {
        const { format } = request.query;
        const whole = await reviewableCall(deps, request.params.id, scopeOf(accountOf(request)));
        request.audited = { details: { table: 'scorecard', format } };
        return send(reply, {
          name: `Карта оценки ${whole.call.externalId}`,
          format,
          headings: scorecardHeadings,
          rows: scorecardRows(whole),
        });
      },
    );
  };
}

async function send(reply: FastifyReply, { name, format, headings, rows }: Sheet): Promise<FastifyReply> {
  const mediaType = exportMediaTypes[format];
  const sheet = sheetStream(format, headings, await begun(rows));
  // A workbook is written before anybody reads it; an error that nobody hears in that moment would end the process.
  sheet.once('error', () => {});
  return reply
    .type(mediaType)
    .header('content-disposition', attachment(name, mediaType))
    .header('cache-control', 'no-store')
    .send(sheet);
}

/** The same rows, the first of them read: what is wrong with the question is told, not sent as a file that breaks off. */
async function begun<Row>(rows: AsyncGenerator<Row>): Promise<AsyncGenerator<Row>> {
  const first = await rows.next();
  return (async function* () {
    if (first.done === true) return;
    yield first.value;
    yield* rows;
  })();
}
