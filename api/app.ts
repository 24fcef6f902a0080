/** Composes the HTTP application from its parts, in the order they depend on each other. No environment, no listening. */
import fastifyStatic from '@fastify/static';
import { serializerCompiler, validatorCompiler } from '@fastify/type-provider-zod';
import { type FastifyBaseLogger, type FastifyInstance, fastify, LogController } from 'fastify';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { collectRoutes, type RouteEntry } from './access/route-table.ts';
import type { ApiDeps } from './deps.ts';
import { accountsRoutes } from './features/accounts/accounts.routes.ts';
import { keysRoutes } from './features/accounts/keys.routes.ts';
import { teamsRoutes } from './features/accounts/teams.routes.ts';
import { auditRoutes } from './features/audit/audit.routes.ts';
import { calibrationRoutes } from './features/calibration/calibration.routes.ts';
import { callsRoutes } from './features/calls/calls.routes.ts';
import { exportsRoutes } from './features/calls/exports.routes.ts';
import { healthRoutes } from './features/health/health.routes.ts';
import { announcementRoutes } from './features/ingest/announcements.routes.ts';
import { ingestRoutes } from './features/ingest/ingest.routes.ts';
import { registerHttpTimes } from './features/metrics/http-times.ts';
import { metricsRoutes } from './features/metrics/metrics.routes.ts';
import { operatorsRoutes } from './features/operators/operators.routes.ts';
import { reportsRoutes } from './features/reports/reports.routes.ts';
import { privacyRoutes } from './features/retention/privacy.routes.ts';
import { retentionRoutes } from './features/retention/retention.routes.ts';
import { searchRoutes } from './features/search/search.routes.ts';
import { sessionRoutes } from './features/session/session.routes.ts';
import { signOnRoutes } from './features/session/sign-on.routes.ts';
import { standardRoutes } from './features/standard/standard.routes.ts';
import { trendsRoutes } from './features/trends/trends.routes.ts';
import { trustRoutes } from './features/trust/trust.routes.ts';
import { uploadsRoutes } from './features/uploads/uploads.routes.ts';
import { webhooksRoutes } from './features/webhooks/webhooks.routes.ts';
import { liveHub } from './live/live-hub.ts';
import { registerApiPage } from './plugins/api-page.ts';
import { registerAudit } from './plugins/audit.ts';
import { registerDashboard } from './plugins/dashboard.ts';
import { registerErrors } from './plugins/errors.ts';
import { registerLive } from './plugins/live.ts';
import { registerOpenApi } from './plugins/openapi.ts';
import { registerPersonLimit } from './plugins/person-limit.ts';
import { registerSecurity } from './plugins/security.ts';
import { registerSession } from './plugins/session.ts';
import { registerSockets } from './plugins/sockets.ts';
import { registerStrictInput } from './plugins/strict-input.ts';
import { handlerTimeoutMs, longTimeoutMs, registerTimeLimits } from './plugins/time-limits.ts';
import { registerDesk } from './register-desk.ts';
import { version } from './version.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route with what it demands. */
    routeTable: RouteEntry[];
  }
}

/** The application, ready to `listen` or to `inject`. */
export async function buildApp(deps: ApiDeps): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: deps.logger as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 1_048_576,
    // An upload of 1 GB on a slow line takes minutes; every other route is held to seconds by `handlerTimeout`.
    requestTimeout: longTimeoutMs,
    handlerTimeout: handlerTimeoutMs,
    http: { headersTimeout: 15_000, connectionsCheckingInterval: 5_000, maxHeaderSize: 16_384 },
    trustProxy: deps.trustedProxies ?? false,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: true,
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.decorate('routeTable', collectRoutes(app));
  registerErrors(app);
  const metrics = new Registry();
  collectDefaultMetrics({ register: metrics, prefix: 'kamerton_' });
  registerHttpTimes(app, metrics);
  await registerSockets(app);
  await registerSecurity(app, deps.publicUrl);
  await registerSession(app, deps);
  registerAudit(app, deps);
  registerPersonLimit(app);
  registerStrictInput(app);
  registerTimeLimits(app);
  await registerOpenApi(app, version);
  await app.register(fastifyStatic, { root: process.cwd(), serve: false });
  registerApiPage(app);
  const live = liveHub(deps.ledger);
  await registerLive(app, deps, live);
  await app.register(sessionRoutes(deps));
  await app.register(signOnRoutes(deps));
  await app.register(accountsRoutes(deps));
  await app.register(teamsRoutes(deps));
  await app.register(keysRoutes(deps));
  await app.register(callsRoutes(deps));
  await app.register(operatorsRoutes(deps));
  await app.register(exportsRoutes(deps));
  await registerDesk(app, { ...deps, live });
  await app.register(trendsRoutes(deps));
  await app.register(reportsRoutes(deps));
  await app.register(standardRoutes(deps));
  await app.register(trustRoutes(deps));
  await app.register(calibrationRoutes(deps));
  await app.register(searchRoutes(deps));
  await app.register(auditRoutes(deps));
  await app.register(retentionRoutes(deps));
  await app.register(privacyRoutes(deps));
  await app.register(ingestRoutes(deps));
  await app.register(announcementRoutes(deps));
  await app.register(uploadsRoutes(deps));
  await app.register(webhooksRoutes(deps));
  await app.register(healthRoutes(deps));
  await app.register(metricsRoutes(deps, metrics));
  await registerDashboard(app, deps.dashboard);
  return app;
}
