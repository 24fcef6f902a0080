/** Composes the HTTP application from its parts, in the order they depend on each other. No environment, no listening. */
import fastifyStatic from '@fastify/static';
import { serializerCompiler, validatorCompiler } from '@fastify/type-provider-zod';
import { type FastifyBaseLogger, type FastifyInstance, fastify, LogController } from 'fastify';
import type { ApiDeps } from './deps.ts';
import { callsRoutes } from './features/calls/calls.routes.ts';
import { healthRoutes } from './features/health/health.routes.ts';
import { operatorsRoutes } from './features/operators/operators.routes.ts';
import { sessionRoutes } from './features/session/session.routes.ts';
import { registerDashboard } from './plugins/dashboard.ts';
import { registerErrors } from './plugins/errors.ts';
import { registerLive } from './plugins/live.ts';
import { registerOpenApi } from './plugins/openapi.ts';
import { registerSecurity } from './plugins/security.ts';
import { registerSession } from './plugins/session.ts';
import { version } from './version.ts';

/** The application, ready to `listen` or to `inject`. */
export async function buildApp(deps: ApiDeps): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: deps.logger as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 1_048_576,
    // An upload of 1 GB on a slow line takes minutes; everything else is held to seconds by the proxy or the client.
    requestTimeout: 30 * 60_000,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: true,
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  registerErrors(app);
  await registerSecurity(app, deps.publicUrl);
  await registerSession(app, deps);
  await registerOpenApi(app, version);
  await app.register(fastifyStatic, { root: process.cwd(), serve: false });
  await registerLive(app, deps);
  await app.register(sessionRoutes(deps));
  await app.register(callsRoutes(deps));
  await app.register(operatorsRoutes(deps));
  await app.register(healthRoutes(deps));
  await registerDashboard(app, deps.dashboard);
  return app;
}
