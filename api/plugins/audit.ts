/** Writes down what was done or refused, before the answer leaves: an answer that cannot be written down is not given. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AuditAction, AuditEvent } from '#analyzer';
import type { ApiDeps } from '../deps.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a successful answer of the route is in the log. */
    audit?: AuditAction;
  }
  interface FastifyRequest {
    /** What the log is told beyond the route: the object where it is not `:id`, small facts. */
    audited: { objectId?: string; details?: AuditEvent['details'] };
  }
}

/** Registers the hook; must come after the session, which says who is asking. */
export function registerAudit(app: FastifyInstance, deps: Pick<ApiDeps, 'audit'>): void {
  app.decorateRequest('audited', null as unknown as FastifyRequest['audited']);
  app.addHook('onRequest', async (request) => {
    request.audited = {};
  });

  app.addHook('onSend', async (request, reply) => {
    const { account } = request;
    const status = reply.statusCode;
    const { audit, access } = request.routeOptions.config;
    if (status === 403 && account !== null) {
      await deps.audit.record({
        action: 'access.denied',
        ...actorOf(request),
        objectKind: 'route',
        objectId: null,
        result: 'refused',
        details: { method: request.method, route: request.routeOptions.url ?? '', right: access ?? '' },
      });
    } else if (audit !== undefined && status >= 200 && status < 300) {
      await deps.audit.record({
        action: audit,
        ...actorOf(request),
        objectId: request.audited.objectId ?? idOf(request),
        result: 'done',
        ...(request.audited.details === undefined ? {} : { details: request.audited.details }),
      });
    }
  });
}

/** Who is asking and from where, for an event of one's own. */
export function actorOf(request: FastifyRequest): Pick<AuditEvent, 'actorId' | 'actorLogin' | 'ip'> {
  const { account } = request;
  return {
    actorId: account?.id ?? null,
    ...(account === null ? {} : { actorLogin: account.login === '' ? account.name : account.login }),
    ip: request.ip,
  };
}

const idOf = (request: FastifyRequest): string | null => {
  const params: unknown = request.params;
  return typeof params === 'object' && params !== null && 'id' in params ? String(params.id) : null;
};
