/** A page to read the API and try it, over the same document the typed client is made from. For people who are signed in. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';

const swaggerFolder = dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/package.json')));
/** All that the page needs of the package; nothing else of it is served. */
const served = ['swagger-ui.css', 'swagger-ui-bundle.js'];

const page = `<!doctype html>
<html lang="ru">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API Kamerton</title>
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
</head>
<body>
<main id="api"></main>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>
`;

/** The validator of the package's makers would be told of every look at the page: there is none. */
const start = `SwaggerUIBundle({
  url: '/api/docs/openapi.json',
  dom_id: '#api',
  validatorUrl: null,
  docExpansion: 'none',
  defaultModelsExpandDepth: -1,
  displayRequestDuration: true,
  filter: true,
});
`;

/** Registers `/api/docs`; the requests made there carry the person's session and may do what the person may. */
export function registerApiPage(app: FastifyInstance): void {
  const own = { access: 'signed_in' } as const;
  const hidden = { hide: true };
  app.route({
    method: 'GET',
    url: '/api/docs',
    config: own,
    schema: hidden,
    handler: (_request, reply) => reply.type('text/html; charset=utf-8').send(page),
  });
  app.route({
    method: 'GET',
    url: '/api/docs/start.js',
    config: own,
    schema: hidden,
    handler: (_request, reply) => reply.type('text/javascript; charset=utf-8').send(start),
  });
  app.route({
    method: 'GET',
    url: '/api/docs/openapi.json',
    config: own,
    schema: hidden,
    handler: () => app.swagger(),
  });
  for (const file of served) {
    app.route({
      method: 'GET',
      url: `/api/docs/${file}`,
      config: own,
      schema: hidden,
      handler: (_request, reply) => reply.sendFile(file, swaggerFolder),
    });
  }
}
