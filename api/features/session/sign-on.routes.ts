/** Sign-on by the company's provider: leaving for it and coming back. */
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { z } from 'zod';
import { KamertonError } from '#platform';
import { localPath } from '../../access/local-path.ts';
import { readSignedText, signText } from '../../access/signed-text.ts';
import type { ApiDeps } from '../../deps.ts';
import { type Journey, journeySchema } from '../../identity/sign-on.ts';
import { hostCookie } from '../../plugins/session.ts';
import { arrivalQuerySchema, departureQuerySchema, waysInSchema } from './session.schemas.ts';
import { signInService } from './sign-in.ts';

const purpose = 'sign-on journey';
const journeySeconds = 600;
const refusedAt = '/?refused=';

export function signOnRoutes(deps: ApiDeps): FastifyPluginAsyncZod {
  const cookie = hostCookie(deps.publicUrl, 'journey', journeySeconds);
  const signIn = signInService(deps);
  const provider = () => {
    if (deps.signOn === null) throw new KamertonError('not_found', 'единый вход не настроен');
    return deps.signOn;
  };

  return async (app) => {
    app.get(
      '/api/session/ways',
      {
        config: { access: 'public' },
        schema: { tags: ['session'], description: 'Как можно войти', response: { 200: waysInSchema } },
      },
      async () => ({ signOn: deps.signOn?.name ?? null }),
    );

    app.get(
      '/api/session/oidc',
      {
        config: { access: 'public', rateLimit: { max: 60, timeWindow: '1 minute' } },
        schema: { hide: true, querystring: departureQuerySchema, response: { 302: z.null() } },
      },
      async (request, reply) => {
        const { address, journey } = await provider().begin(localPath(request.query.next));
        cookie.write(reply, signText(deps.secret, purpose, JSON.stringify(journey)));
        return reply.redirect(address.href, 302);
      },
    );

    app.get(
      '/api/session/oidc/callback',
      {
        // People come from the provider's site; state, nonce and the cookie protect this route.
        config: { access: 'public', arrival: true, rateLimit: { max: 60, timeWindow: '1 minute' } },
        schema: { hide: true, querystring: arrivalQuerySchema, response: { 302: z.null() } },
      },
      async (request, reply) => {
        const signOn = provider();
        const kept = cookie.read(request);
        // One journey, one arrival, whatever comes of it.
        cookie.clear(reply);
        const journey = readJourney(kept === undefined ? null : readSignedText(deps.secret, purpose, kept));
        if (journey === null) return reply.redirect(`${refusedAt}not_signed_in`, 302);
        try {
          const person = await signOn.finish(new URLSearchParams(request.query).toString(), journey);
          await signIn.byPerson(request, reply, person);
        } catch (error) {
          // A person stands before this, not a program: the sign-in page says what happened.
          if (!(error instanceof KamertonError)) throw error;
          return reply.redirect(`${refusedAt}${error.code}`, 302);
        }
        return reply.redirect(localPath(journey.next), 302);
      },
    );
  };
}

function readJourney(text: string | null): Journey | null {
  if (text === null) return null;
  const parsed = journeySchema.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : null;
}
