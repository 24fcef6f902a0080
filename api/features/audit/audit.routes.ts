/** Routes of the log of actions: administrators only, and reading the report is written down itself. */
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { z } from 'zod';
import type { ApiDeps } from '../../deps.ts';
import { longTimeoutMs } from '../../plugins/time-limits.ts';
import { auditPageSchema, auditQuerySchema, auditReportQuerySchema, auditVerdictSchema } from './audit.schemas.ts';
import { auditService } from './audit.service.ts';

export function auditRoutes(deps: Pick<ApiDeps, 'audit'>): FastifyPluginAsyncZod {
  const service = auditService(deps);

  return async (app) => {
    app.get(
      '/api/audit',
      {
        config: { access: 'audit.read' },
        schema: { tags: ['audit'], querystring: auditQuerySchema, response: { 200: auditPageSchema } },
      },
      async (request) => service.page(request.query),
    );

    app.get(
      '/api/audit/verdict',
      {
        config: { access: 'audit.read', rateLimit: { max: 10, timeWindow: '1 minute' } },
        handlerTimeout: longTimeoutMs,
        schema: {
          tags: ['audit'],
          description: 'Цела ли цепочка записей: вся перечитывается',
          response: { 200: auditVerdictSchema },
        },
      },
      async () => deps.audit.verify(),
    );

    app.get(
      '/api/audit/accesses.csv',
      {
        config: { access: 'audit.read', audit: 'report.exported' },
        handlerTimeout: longTimeoutMs,
        schema: {
          tags: ['audit'],
          description: 'Кто слушал, смотрел и выгружал звонки за период',
          querystring: auditReportQuerySchema,
          response: { 200: z.string().describe('CSV') },
        },
      },
      async (request, reply) => {
        const { from, to } = request.query;
        request.audited = { details: { from, to } };
        const report = await service.accessReport(from, to);
        return reply
          .header('content-disposition', 'attachment; filename="accesses.csv"')
          .type('text/csv; charset=utf-8')
          .send(report);
      },
    );
  };
}
