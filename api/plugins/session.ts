/** Sessions and access: who is asking, and whether the route is theirs. Denies whatever a route has not declared. */
import cookie from '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Account } from '#analyzer';
import { KamertonError } from '#platform';
import { isAllowed, type Role, type RouteAccess } from '../access/permissions.ts';
import type { ApiDeps } from '../deps.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: RouteAccess;
  }
  interface FastifyRequest {
    account: Account | null;
  }
}

/** Cookie of the session. With https it is bound to the host and never travels in the clear. */
export interface SessionCookie {
  read(request: FastifyRequest): string | undefined;
  write(reply: FastifyReply, token: string): void;
  clear(reply: FastifyReply): void;
}

/** The cookie's name and flags by the public address. */
export function sessionCookie(publicUrl: URL | null): SessionCookie {
  const secure = publicUrl?.protocol === 'https:';
  const name = secure ? '__Host-sid' : 'sid';
  const flags = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
  return {
    read: (request) => request.cookies[name],
    write: (reply, token) => void reply.setCookie(name, token, flags),
    clear: (reply) => void reply.clearCookie(name, flags),
  };
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Registers the access check. Must come before every route: a route without `config.access` fails the start. */
export async function registerSession(
  app: FastifyInstance,
  deps: Pick<ApiDeps, 'accounts' | 'publicUrl'>,
): Promise<void> {
  await app.register(cookie);
  const sid = sessionCookie(deps.publicUrl);
  app.decorateRequest('account', null);

  app.addHook('onRoute', (route) => {
    if (route.config?.access === undefined) {
      throw new Error(`route ${String(route.method)} ${route.url} declares no access`);
    }
  });

  app.addHook('onRequest', async (request) => {
    if (!safeMethods.has(request.method)) refuseForeignPages(request, deps.publicUrl);
    const access = request.routeOptions.config.access;
    if (access === undefined || access === 'public') return;
    const token = sid.read(request);
    request.account = token ? await deps.accounts.accountOf(token) : null;
    if (request.account === null) throw new KamertonError('not_signed_in', 'войдите в систему');
    if (access !== 'signed_in' && !isAllowed(request.account.role as Role, access)) {
      throw new KamertonError('forbidden', 'у Вашей роли нет права на это действие');
    }
  });
}

/** The signed-in person of a request whose route is not public. */
export function accountOf(request: FastifyRequest): Account {
  if (request.account === null) throw new KamertonError('not_signed_in', 'войдите в систему');
  return request.account;
}

/** A page of another site must not act in a person's name (CSRF): the browser says where a request comes from. */
function refuseForeignPages(request: FastifyRequest, publicUrl: URL | null): void {
  const site = request.headers['sec-fetch-site'];
  if (site === 'same-origin' || site === 'none') return;
  if (site !== undefined || !isOwnOrigin(request, publicUrl)) {
    throw new KamertonError('forbidden', 'запрос пришёл с чужой страницы');
  }
}

/** True without an Origin header (not a browser), or when it is our own address. */
export function isOwnOrigin(request: FastifyRequest, publicUrl: URL | null): boolean {
  const { origin } = request.headers;
  if (origin === undefined) return true;
  return origin === publicUrl?.origin || origin === `${request.protocol}://${request.host}`;
}
