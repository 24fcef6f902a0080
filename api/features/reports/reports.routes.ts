/** Routes of reports by e-mail: one's own schedules, what they would send, sending now, how it went. */
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ReportPlan, ReportSchedule } from '#analyzer';
import { KamertonError } from '#platform';
import type { ApiDeps } from '../../deps.ts';
import { accountOf } from '../../plugins/session.ts';
import { longTimeoutMs } from '../../plugins/time-limits.ts';
import { reportSender } from '../../trends/report-sender.ts';
import {
  deliveriesSchema,
  newReportSchema,
  previewQuerySchema,
  reportParamsSchema,
  reportPlanSchema,
  reportSchema,
  reportsSchema,
  sendReportSchema,
} from './reports.schemas.ts';

type Plan = z.output<typeof reportPlanSchema>;

export function reportsRoutes(deps: ApiDeps): FastifyPluginAsyncZod {
  const sender = reportSender(deps);
  const tags = ['reports'];
  const access = 'report.manage' as const;
  const shown = ({ owner: _, ...schedule }: ReportSchedule) => schedule;

  const planOf = ({ query, ...plan }: Plan): ReportPlan => {
    for (const address of plan.recipients) {
      const fault = deps.mailer?.faultOf(address) ?? null;
      if (fault !== null) throw new KamertonError('bad_input', fault);
    }
    if (plan.every === 'week' && plan.onDay > 7)
      throw new KamertonError('bad_input', 'день недели – число от 1 (понедельник) до 7 (воскресенье)');
    const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
    return { ...plan, query: Object.fromEntries(given) };
  };
  /** Somebody else's is not there. */
  const own = async (request: FastifyRequest, id: string): Promise<ReportSchedule> => {
    const schedule = await deps.reports.find(id);
    if (schedule === null || schedule.owner !== accountOf(request).id)
      throw new KamertonError('not_found', 'такого отчёта нет');
    return schedule;
  };

  return async (app) => {
    app.get(
      '/api/reports',
      { config: { access }, schema: { tags, response: { 200: reportsSchema } } },
      async (request) => ({
        configured: Boolean(deps.mailer),
        items: (await deps.reports.list(accountOf(request).id)).map(shown),
      }),
    );

    app.post(
      '/api/reports',
      {
        config: { access, audit: 'settings.changed' },
        schema: { tags, body: newReportSchema, response: { 201: reportSchema } },
      },
      async (request, reply) => {
        const { id, ...asked } = request.body;
        const plan = planOf(asked);
        const made = await deps.reports.create(accountOf(request).id, plan, sender.nextAt(plan), id);
        request.audited = { objectId: made.id, details: { report: 'created', recipients: plan.recipients.join(', ') } };
        return reply.status(201).send(shown(made));
      },
    );

    app.put(
      '/api/reports/:id',
      {
        config: { access, audit: 'settings.changed' },
        schema: { tags, params: reportParamsSchema, body: reportPlanSchema, response: { 200: reportSchema } },
      },
      async (request) => {
        const { id } = await own(request, request.params.id);
        const plan = planOf(request.body);
        await deps.reports.change(accountOf(request).id, id, plan, sender.nextAt(plan));
        request.audited = { details: { report: 'changed', recipients: plan.recipients.join(', ') } };
        return shown(await own(request, id));
      },
    );

    app.delete(
      '/api/reports/:id',
      {
        config: { access, audit: 'settings.changed' },
        schema: { tags, params: reportParamsSchema, response: { 204: z.null() } },
      },
      async (request, reply) => {
        const { id } = await own(request, request.params.id);
        await deps.reports.remove(accountOf(request).id, id);
        request.audited = { details: { report: 'removed' } };
        return reply.status(204).send(null);
      },
    );

    app.get(
      '/api/reports/:id/history',
      { config: { access }, schema: { tags, params: reportParamsSchema, response: { 200: deliveriesSchema } } },
      async (request) => {
        const { id } = await own(request, request.params.id);
        const items = await deps.reports.history(id);
        return { items: items.map(({ scheduleId: _, ...delivery }) => delivery) };
      },
    );

    app.get(
      '/api/reports/:id/preview',
      {
        config: { access, audit: 'report.exported' },
        handlerTimeout: longTimeoutMs,
        schema: {
          tags,
          params: reportParamsSchema,
          querystring: previewQuerySchema,
          response: { 200: z.any().describe('PDF или XLSX: то, что ушло бы сейчас') },
        },
      },
      async (request, reply) => {
        const { format } = request.query;
        const schedule = await own(request, request.params.id);
        const { ask, files } = await sender.filesAt({ ...schedule, format }, new Date());
        const { from, to, basis, judged } = ask.period;
        request.audited = { details: { report: 'preview', format, from, to, basis, judged } };
        const [file] = files;
        if (file === undefined) throw new KamertonError('internal', 'отчёт не составлен');
        return reply
          .header('content-disposition', `attachment; filename="${file.name}"`)
          .type(file.mediaType)
          .send(file.content);
      },
    );

    app.post(
      '/api/reports/:id/send',
      {
        config: { access, rateLimit: { max: 10, timeWindow: '1 minute' } },
        handlerTimeout: longTimeoutMs,
        schema: { tags, params: reportParamsSchema, body: sendReportSchema, response: { 204: z.null() } },
      },
      async (request, reply) => {
        const schedule = await own(request, request.params.id);
        if (!deps.mailer)
          throw new KamertonError('conflict', 'почтовый сервер не настроен: администратор задаёт SMTP_URL и SMTP_FROM');
        await sender.sendNow(schedule.id, request.body.id);
        return reply.status(204).send(null);
      },
    );
  };
}
