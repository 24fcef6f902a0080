/** Routes of «Калибровка». */
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import type { ApiDeps } from '../../deps.ts';
import { accountOf } from '../../plugins/session.ts';
import {
  calibrationAnswerSchema,
  callSheetSchema,
  createdSchema,
  newSessionSchema,
  sessionParamsSchema,
  sessionSchema,
  sessionsSchema,
  sheetParamsSchema,
} from './calibration.schemas.ts';
import { calibrationService } from './calibration.service.ts';

const tags = ['calibration'];
const access = 'calibration.take';

export function calibrationRoutes(deps: ApiDeps): FastifyPluginAsyncZod {
  const service = calibrationService(deps);

  return async (app) => {
    app.get(
      '/api/calibrations',
      { config: { access }, schema: { tags, response: { 200: sessionsSchema } } },
      async (request) => service.list(accountOf(request)),
    );

    app.post(
      '/api/calibrations',
      {
        config: { access, audit: 'calibration.created' },
        schema: { tags, body: newSessionSchema, response: { 200: createdSchema } },
      },
      async (request) => {
        const id = await service.create(request.body, accountOf(request));
        request.audited = { objectId: id, details: { members: request.body.members.length } };
        return { id };
      },
    );

    app.get(
      '/api/calibrations/:id',
      { config: { access }, schema: { tags, params: sessionParamsSchema, response: { 200: sessionSchema } } },
      async (request) => service.show(request.params.id, accountOf(request)),
    );

    app.get(
      '/api/calibrations/:id/calls/:call',
      {
        config: { access, audit: 'call.viewed' },
        schema: { tags, params: sheetParamsSchema, response: { 200: callSheetSchema } },
      },
      async (request) => {
        const { id, call } = request.params;
        request.audited = { objectId: call, details: { calibration: id } };
        return service.sheet(id, call, accountOf(request));
      },
    );

    app.put(
      '/api/calibrations/:id/calls/:call/answer',
      {
        config: { access },
        schema: { tags, params: sheetParamsSchema, body: calibrationAnswerSchema, response: { 200: callSheetSchema } },
      },
      async (request) => {
        const { id, call } = request.params;
        await service.answer(id, call, request.body, accountOf(request));
        return service.sheet(id, call, accountOf(request));
      },
    );

    app.put(
      '/api/calibrations/:id/calls/:call/consensus',
      {
        config: { access, audit: 'calibration.agreed' },
        schema: { tags, params: sheetParamsSchema, body: calibrationAnswerSchema, response: { 200: callSheetSchema } },
      },
      async (request) => {
        const { id, call } = request.params;
        await service.agree(id, call, request.body, accountOf(request));
        request.audited = { objectId: id, details: { call } };
        return service.sheet(id, call, accountOf(request));
      },
    );

    for (const step of ['finish', 'open', 'close'] as const) {
      app.post(
        `/api/calibrations/:id/${step}`,
        {
          config: { access, ...(step === 'open' ? { audit: 'calibration.opened' as const } : {}) },
          schema: { tags, params: sessionParamsSchema, response: { 200: sessionSchema } },
        },
        async (request) => {
          await service[step](request.params.id, accountOf(request));
          return service.show(request.params.id, accountOf(request));
        },
      );
    }
  };
}
