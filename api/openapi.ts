/** Writes api/openapi.json, from which the dashboard's types are made: `npm run openapi`. */
import { writeFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import { createLogger } from '#platform';
import { buildApp } from './app.ts';
import type { ApiDeps } from './deps.ts';

/** The application without its parts: routes are only described, so what they would use is not needed. */
export async function describedApp(): Promise<FastifyInstance> {
  const described = {
    publicUrl: null,
    timeZone: 'Europe/Moscow',
    maxRecordingBytes: 1,
    dashboard: null,
    logger: createLogger('silent'),
    directory: null,
    signOn: null,
    secret: new Uint8Array(32),
    trustedProxies: null,
    queue: { onProgress: () => {} },
    desk: { follower: { catchUp: async () => {}, onFlagged: () => {} } },
    trust: { onDemoted: () => {} },
    workbench: { onRun: () => {} },
    sessions: { onChange: () => {} },
    whileUnchanged: () => () => {},
  } as unknown as ApiDeps;
  const app = await buildApp(described);
  await app.ready();
  return app;
}

/** The OpenAPI document. */
export async function describeApi(): Promise<string> {
  const app = await describedApp();
  const document = JSON.stringify(app.swagger(), null, 2);
  await app.close();
  return `${document}\n`;
}

if (process.argv[1] === import.meta.filename) {
  await writeFile(new URL('./openapi.json', import.meta.url), await describeApi());
}
