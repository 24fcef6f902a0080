/** Sign-on by OpenID Connect: authorization code with PKCE, state and nonce; the signature of the id token is always checked. */
import * as oidc from 'openid-client';
import { z } from 'zod';
import type { ExternalPerson } from '#analyzer';
import { KamertonError } from '#platform';
import { type RolesByGroup, roleOfGroups } from '../access/roles-by-group.ts';
import type { ApiConfig } from '../config.ts';

/** What must be remembered in the browser between leaving for the provider and coming back. */
export const journeySchema = z.strictObject({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  /** Local path to go on to. */
  next: z.string(),
  /** When the journey must have ended, milliseconds since 1970. */
  until: z.number(),
});
export type Journey = z.infer<typeof journeySchema>;

export interface SignOn {
  /** What the button says. */
  name: string;
  /**
   * Where to send the browser, and what to remember.
   * @throws KamertonError `directory_unavailable` when the provider cannot be asked
   */
  begin(next: string): Promise<{ address: URL; journey: Journey }>;
  /**
   * The person who came back with `query`.
   * @throws KamertonError `not_signed_in` when anything about it is not as it must be, `forbidden` without a role
   */
  finish(query: string, journey: Journey): Promise<ExternalPerson>;
}

export interface SignOnConfig {
  issuer: URL;
  clientId: string;
  clientSecret: string;
  name: string;
  callback: URL;
  groupsClaim: string;
  operatorClaim: string | null;
  roles: RolesByGroup;
}

const journeyMs = 10 * 60_000;

/** The provider of the settings, or null when none is set. */
export function signOnOf(config: ApiConfig): SignOn | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = config;
  const publicUrl = config.KAMERTON_PUBLIC_URL;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined || publicUrl === undefined)
    return null;
  return openSignOn({
    issuer: new URL(issuer),
    clientId,
    clientSecret,
    name: config.OIDC_NAME,
    callback: new URL('/api/session/oidc/callback', publicUrl),
    groupsClaim: config.OIDC_GROUPS_CLAIM,
    operatorClaim: config.OIDC_OPERATOR_CLAIM ?? null,
    roles: config.OIDC_ROLES,
  });
}

/** A provider; asked for its addresses at the first use, again after a failure. */
export function openSignOn(config: SignOnConfig, clock: () => number = Date.now): SignOn {
  let discovered: Promise<oidc.Configuration> | null = null;
  const provider = async (): Promise<oidc.Configuration> => {
    discovered ??= discover(config);
    try {
      return await discovered;
    } catch (error) {
      discovered = null;
      throw new KamertonError(
        'directory_unavailable',
        'служба единого входа не отвечает; войдите по паролю или попробуйте позже',
        {
          cause: error,
        },
      );
    }
  };

  return {
    name: config.name,

    async begin(next) {
      const settings = await provider();
      const journey: Journey = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
        next,
        until: clock() + journeyMs,
      };
      const address = oidc.buildAuthorizationUrl(settings, {
        redirect_uri: config.callback.href,
        scope: 'openid profile',
        state: journey.state,
        nonce: journey.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(journey.verifier),
        code_challenge_method: 'S256',
      });
      return { address, journey };
    },

    async finish(query, journey) {
      const refused = (cause?: unknown) =>
        new KamertonError('not_signed_in', 'единый вход не удался; начните вход заново', { cause });
      if (clock() > journey.until) throw refused();
      const settings = await provider();
      // The address is ours, whatever the request says of its host.
      const arrived = new URL(config.callback);
      arrived.search = query;
      let claims: oidc.IDToken | undefined;
      try {
        const tokens = await oidc.authorizationCodeGrant(settings, arrived, {
          expectedState: journey.state,
          expectedNonce: journey.nonce,
          pkceCodeVerifier: journey.verifier,
          idTokenExpected: true,
        });
        claims = tokens.claims();
      } catch (error) {
        throw refused(error);
      }
      if (claims === undefined) throw refused();
      return describe(config, claims);
    },
  };
}

async function discover(config: SignOnConfig): Promise<oidc.Configuration> {
  const settings = await oidc.discovery(
    config.issuer,
    config.clientId,
    { client_secret: config.clientSecret, id_token_signed_response_alg: 'RS256' },
    oidc.ClientSecretBasic(config.clientSecret),
    // Plain http is for a provider on this very machine; the settings allow no other.
    { execute: config.issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : [], timeout: 5 },
  );
  oidc.enableNonRepudiationChecks(settings);
  return settings;
}

const textsSchema = z.union([z.string().transform((text) => [text]), z.array(z.string())]).catch([]);

function describe(config: SignOnConfig, claims: oidc.IDToken): ExternalPerson {
  const role = roleOfGroups(textsSchema.parse(claims[config.groupsClaim]), config.roles);
  if (role === null)
    throw new KamertonError('forbidden', 'Вашим группам не назначена роль; обратитесь к администратору');
  const [login] = textsSchema.parse(claims.preferred_username);
  const [name] = textsSchema.parse(claims.name);
  const [operatorId] = config.operatorClaim === null ? [] : textsSchema.parse(claims[config.operatorClaim]);
  return {
    source: 'oidc',
    subject: `${claims.iss} ${claims.sub}`,
    login: (login ?? claims.sub).slice(0, 200),
    name: (name ?? login ?? claims.sub).slice(0, 200),
    role,
    operatorId: role === 'operator' ? (operatorId ?? null) : null,
  };
}
