/** The OpenAPI description, generated from the same zod schemas that validate; the dashboard's types come from it. */
import swagger from '@fastify/swagger';
import { jsonSchemaTransform } from '@fastify/type-provider-zod';
import type { FastifyInstance } from 'fastify';
import { grantableTo, type RouteAccess } from '../access/permissions.ts';
import { noBody } from './strict-input.ts';

/** How somebody may show who they are, by what the route demands: keys reach only what a key can be made for. */
function waysIn(access: RouteAccess | undefined): Record<string, string[]>[] {
  if (access === undefined || access === 'public') return [];
  const forKeys = access !== 'signed_in' && grantableTo('machine').includes(access);
  return forKeys ? [{ key: [] }, { session: [] }] : [{ session: [] }];
}

/** Registers the generator; `app.swagger()` gives the document once the app is ready. */
export async function registerOpenApi(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Kamerton', version, description: 'Контроль качества и речевая аналитика телефонных разговоров' },
      components: {
        securitySchemes: {
          key: { type: 'http', scheme: 'bearer', description: 'Ключ API: «Пользователи» → «Ключи»' },
          session: { type: 'apiKey', in: 'cookie', name: 'sid', description: 'Вход в систему в браузере' },
        },
      },
    },
    transform: ({ schema, ...rest }) => {
      const { body, ...others } = schema ?? {};
      const security = waysIn(rest.route.config?.access);
      return jsonSchemaTransform({
        ...rest,
        schema: { ...others, security, ...(body === undefined || body === noBody ? {} : { body }) },
      });
    },
  });
}
