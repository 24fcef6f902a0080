/** Checking who somebody is: the throttle, then the local account or the directory; every outcome is written down. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Account, ExternalPerson } from '#analyzer';
import { KamertonError, randomToken } from '#platform';
import { readSignedText, signText } from '../../access/signed-text.ts';
import type { ApiDeps } from '../../deps.ts';
import { hostCookie, sessionCookie } from '../../plugins/session.ts';

type SignInDeps = Pick<
  ApiDeps,
  'accounts' | 'sessions' | 'signInThrottle' | 'directory' | 'audit' | 'secret' | 'publicUrl'
>;

const yearSeconds = 365 * 86_400;
const throttledEveryMs = 60_000;
const refused = () => new KamertonError('not_signed_in', 'неверный логин или пароль');

/** Signing in over the given parts. */
export function signInService(deps: SignInDeps) {
  const cookie = sessionCookie(deps.publicUrl);
  /** When a throttled address was written down last. */
  const throttledAt = new Map<string, number>();
  const deviceCookie = hostCookie(deps.publicUrl, 'device', yearSeconds);

  /** The mark of a browser in which this login has succeeded before, or null. */
  const deviceOf = (request: FastifyRequest, login: string): string | null => {
    const mark = deviceCookie.read(request);
    const text = mark === undefined ? null : readSignedText(deps.secret, 'device', mark);
    return text?.startsWith(`${login.toLowerCase()}\n`) ? text : null;
  };

  const note = (request: FastifyRequest, login: string, accountId: string | null, reason: string) =>
    deps.audit.record({
      action: 'session.failed',
      actorId: accountId,
      actorLogin: login,
      ip: request.ip,
      objectId: accountId,
      result: 'refused',
      details: { reason },
    });

  /** Guesses by the thousand must not become writes by the thousand: once a minute for an address. */
  const noteThrottled = async (request: FastifyRequest, login: string) => {
    const now = Date.now();
    for (const [ip, at] of throttledAt) if (now - at > throttledEveryMs) throttledAt.delete(ip);
    if (throttledAt.has(request.ip)) return;
    throttledAt.set(request.ip, now);
    await note(request, login, null, 'throttled');
  };

  const admit = async (person: ExternalPerson): Promise<Account | null> => {
    const known = await deps.accounts.ofPerson(person);
    // A new role means new sessions: those of the old one end.
    if (known?.changed) await deps.sessions.revokeAll(known.account.id);
    return known?.account ?? null;
  };

  const identify = async (login: string, password: string): Promise<Account | null> => {
    if (deps.directory === null || (await deps.accounts.isLocal(login))) return deps.accounts.check(login, password);
    const person = await deps.directory.check(login, password);
    return person && admit(person);
  };

  const enter = async (request: FastifyRequest, reply: FastifyReply, account: Account): Promise<void> => {
    // A session from before the sign-in is never gone on with (fixation).
    const before = cookie.read(request);
    if (before) await deps.sessions.close(before);
    await deps.audit.record({
      action: 'session.opened',
      actorId: account.id,
      actorLogin: account.login,
      ip: request.ip,
      objectId: account.id,
      result: 'done',
    });
    const agent = (request.headers['user-agent'] ?? '').replace(/[^\x20-\x7e]/g, '');
    cookie.write(reply, await deps.sessions.open(account.id, { ip: request.ip, agent }));
    await deps.accounts.signedIn(account.id);
  };

  return {
    /**
     * Signs in by login and password.
     * @throws KamertonError `not_signed_in`, or `too_many_requests` with the answer's Retry-After set
     */
    async byPassword(request: FastifyRequest, reply: FastifyReply, login: string, password: string): Promise<Account> {
      const device = deviceOf(request, login);
      const tries = await deps.signInThrottle.take(
        device === null
          ? [
              { kind: 'login', value: login.toLowerCase() },
              { kind: 'address', value: request.ip },
            ]
          : [{ kind: 'device', value: device }],
      );
      if ('waitMs' in tries) {
        const seconds = Math.ceil(tries.waitMs / 1000);
        reply.header('retry-after', seconds);
        await noteThrottled(request, login);
        throw new KamertonError(
          'too_many_requests',
          `слишком много неудачных попыток входа; повторите через ${seconds} с`,
        );
      }
      let account: Account | null;
      try {
        account = await identify(login, password);
      } catch (error) {
        // Nothing was guessed: the directory was away, or knows the person and gives no role.
        if (error instanceof KamertonError) await tries.clear();
        throw error;
      }
      if (account === null) {
        await note(request, login, null, 'credentials');
        throw refused();
      }
      await tries.clear();
      if (device === null)
        deviceCookie.write(reply, signText(deps.secret, 'device', `${login.toLowerCase()}\n${randomToken(16)}`));
      await enter(request, reply, account);
      return account;
    },

    /** Signs in somebody whom the sign-on provider vouches for. */
    async byPerson(request: FastifyRequest, reply: FastifyReply, person: ExternalPerson): Promise<void> {
      const account = await admit(person);
      if (account === null) {
        await note(request, person.login, null, 'disabled');
        throw refused();
      }
      await enter(request, reply, account);
    },

    /** Opens a new session in place of the one that asks (after a change of rights or password). */
    enter,
  };
}
