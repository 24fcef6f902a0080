/** Who is asking, and whether the route is theirs. Denies whatever a route has not declared. */
import cookie from '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Account } from '#analyzer';
import { KamertonError } from '#platform';
import { mayDo, type RouteAccess } from '../access/permissions.ts';
import type { ApiDeps } from '../deps.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: RouteAccess;
    /** True where people arrive from another site (sign-on): the route protects itself. */
    arrival?: boolean;
  }
  interface FastifyRequest {
    account: Account | null;
    /** Id of the browser's session; null for machines. */
    sessionId: string | null;
  }
}

/** Cookie of the session. With https it is bound to the host and never travels in the clear. */
export interface SessionCookie {
  read(request: FastifyRequest): string | undefined;
  write(reply: FastifyReply, token: string): void;
  clear(reply: FastifyReply): void;
}

/** A cookie's name and flags by the public address. */
export function hostCookie(publicUrl: URL | null, plainName: string, maxAgeSeconds?: number): SessionCookie {
  const secure = publicUrl?.protocol === 'https:';
  const name = secure ? `__Host-${plainName}` : plainName;
  const flags = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
  return {
    read: (request) => {
      // Two cookies of one name: one of them was planted, and nobody can say which.
      const twins = (request.headers.cookie ?? '').split(';').filter((part) => part.trim().startsWith(`${name}=`));
      return twins.length > 1 ? undefined : request.cookies[name];
    },
    write: (reply, token) =>
      void reply.setCookie(name, token, maxAgeSeconds === undefined ? flags : { ...flags, maxAge: maxAgeSeconds }),
    clear: (reply) => void reply.clearCookie(name, flags),
  };
}

export const sessionCookie = (publicUrl: URL | null): SessionCookie => hostCookie(publicUrl, 'sid');

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);
/** What somebody with a one-time password may do: see it, replace it, leave. */
const beforePasswordChange = new Set(['/api/session', '/api/session/password']);

/** Registers the access check. Must come before every route: a route without `config.access` fails the start. */
export async function registerSession(
  app: FastifyInstance,
  deps: Pick<ApiDeps, 'sessions' | 'apiKeys' | 'publicUrl'>,
): Promise<void> {
  await app.register(cookie);
  const sid = sessionCookie(deps.publicUrl);
  app.decorateRequest('account', null);
  app.decorateRequest('sessionId', null);

  app.addHook('onRoute', (route) => {
    if (route.config?.access === undefined) {
      throw new Error(`route ${String(route.method)} ${route.url} declares no access`);
    }
  });

  const identify = async (request: FastifyRequest): Promise<void> => {
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      const secret = /^Bearer ([\w-]{10,200})$/.exec(authorization)?.[1];
      const key = secret === undefined ? null : await deps.apiKeys.find(secret);
      request.account = key && machine(key);
      return;
    }
    const token = sid.read(request);
    const session = token ? await deps.sessions.find(token) : null;
    request.account = session?.account ?? null;
    request.sessionId = session?.id ?? null;
  };

  app.addHook('onRequest', async (request) => {
    const { access, arrival } = request.routeOptions.config;
    const { url } = request.routeOptions;
    if (arrival !== true && (!safeMethods.has(request.method) || url?.startsWith('/api/')))
      refuseForeignPages(request, deps.publicUrl);
    if (access === undefined || access === 'public') return;
    await identify(request);
    if (request.account === null) throw new KamertonError('not_signed_in', 'войдите в систему');
    if (request.account.mustChangePassword && !beforePasswordChange.has(url ?? ''))
      throw new KamertonError('password_change_required', 'сначала смените одноразовый пароль');
    const may = access === 'signed_in' ? request.sessionId !== null : mayDo(request.account, access);
    if (!may) throw new KamertonError('forbidden', 'у Вашей роли нет права на это действие');
  });
}

/** A machine is an account without a person: what it may do are the scopes of its key. */
const machine = (key: { id: string; name: string; scopes: string[] }): Account => ({
  id: key.id,
  login: '',
  name: key.name,
  role: 'machine',
  operatorId: null,
  grants: key.scopes,
  mustChangePassword: false,
  teamOperatorIds: [],
});

/** Who is asking, on a route that is not public. */
export function accountOf(request: FastifyRequest): Account {
  if (request.account === null) throw new KamertonError('not_signed_in', 'войдите в систему');
  return request.account;
}

/**
 * A page of another site must neither act in a person's name (CSRF) nor embed what is private: the browser says where a
 * request comes from. Old browsers say it for writing only.
 */
function refuseForeignPages(request: FastifyRequest, publicUrl: URL | null): void {
  const site = request.headers['sec-fetch-site'];
  if (site === 'same-origin' || site === 'none') return;
  if (site === undefined && (request.headers.origin === undefined || isOwnOrigin(request, publicUrl))) return;
  throw new KamertonError('forbidden', 'запрос пришёл с чужой страницы');
}

/** True when the Origin header is there and is our own address. */
export function isOwnOrigin(request: FastifyRequest, publicUrl: URL | null): boolean {
  const { origin } = request.headers;
  return origin === (publicUrl?.origin ?? `${request.protocol}://${request.host}`);
}
