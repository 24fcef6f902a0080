/** The OpenAPI description, generated from the same zod schemas that validate; the dashboard's types come from it. */
import swagger from '@fastify/swagger';
import { jsonSchemaTransform } from '@fastify/type-provider-zod';
import type { FastifyInstance } from 'fastify';
import { noBody } from './strict-input.ts';

/** Registers the generator; `app.swagger()` gives the document once the app is ready. */
export async function registerOpenApi(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Kamerton', version, description: 'Контроль качества и речевая аналитика телефонных разговоров' },
    },
    transform: ({ schema, ...rest }) => {
      const { body, ...others } = schema ?? {};
      return jsonSchemaTransform({
        ...rest,
        schema: body === undefined || body === noBody ? others : { ...others, body },
      });
    },
  });
}
