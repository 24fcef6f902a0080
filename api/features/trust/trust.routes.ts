/** Routes of «Доверие». */
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import type { ApiDeps } from '../../deps.ts';
import { accountOf } from '../../plugins/session.ts';
import {
  checkedSchema,
  examplesQuerySchema,
  examplesSchema,
  liftedSchema,
  liftSchema,
  trustSchema,
  trustSettingsSchema,
} from './trust.schemas.ts';
import { trustService } from './trust.service.ts';

const tags = ['trust'];

export function trustRoutes(deps: ApiDeps): FastifyPluginAsyncZod {
  const service = trustService(deps);

  return async (app) => {
    app.get(
      '/api/trust',
      { config: { access: 'trust.read' }, schema: { tags, response: { 200: trustSchema } } },
      async () => service.report(),
    );

    app.get(
      '/api/trust/examples',
      {
        config: { access: 'trust.read' },
        schema: { tags, querystring: examplesQuerySchema, response: { 200: examplesSchema } },
      },
      async (request) => ({ items: await service.examples(request.query.key, accountOf(request)) }),
    );

    app.put(
      '/api/trust/settings',
      {
        config: { access: 'desk.configure', audit: 'settings.changed' },
        schema: { tags, body: trustSettingsSchema, response: { 200: trustSettingsSchema } },
      },
      async (request) => {
        const { bars, leastDecided, automatic } = request.body;
        request.audited = { objectId: 'trust', details: { ...bars, leastDecided, automatic } };
        await deps.trust.writeSettings(request.body);
        return request.body;
      },
    );

    app.post(
      '/api/trust/check',
      { config: { access: 'trust.lift' }, schema: { tags, response: { 200: checkedSchema } } },
      async () => ({ demoted: await deps.trust.check() }),
    );

    app.post(
      '/api/trust/lift',
      {
        config: { access: 'trust.lift', audit: 'lexicon.edited' },
        schema: { tags, body: liftSchema, response: { 200: liftedSchema } },
      },
      async (request) => {
        const { id, key, reason } = request.body;
        await deps.trust.lift(id, key, reason, accountOf(request).id);
        request.audited = { objectId: id, details: { lift: key } };
        return { draft: id };
      },
    );
  };
}
