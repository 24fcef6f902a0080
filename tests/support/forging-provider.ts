/** A provider that answers every code with the id token a test wants: forged, stale, for somebody else. */
import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
export const keyPair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });

/** A JWT signed with RS256, or unsigned when the key is null. */
export function idToken(claims: object, key: KeyObject | null): string {
  const head = key === null ? { alg: 'none' } : { alg: 'RS256', kid: 'one' };
  const text = `${encode(head)}.${encode(claims)}`;
  return `${text}.${key === null ? '' : createSign('RSA-SHA256').update(text).sign(key, 'base64url')}`;
}

export interface ForgingProvider {
  issuer: URL;
  /** The next answer of the token endpoint. */
  token: string;
  stop(): Promise<void>;
}

/** Starts it; `publicKey` is the one it publishes. */
export async function startForgingProvider(publicKey: KeyObject): Promise<ForgingProvider> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  const given: ForgingProvider = {
    issuer: new URL(origin),
    token: '',
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  server.on('request', (request, response) => {
    const path = request.url ?? '';
    const body = path.startsWith('/.well-known')
      ? {
          issuer: origin,
          authorization_endpoint: `${origin}/auth`,
          token_endpoint: `${origin}/token`,
          jwks_uri: `${origin}/jwks`,
          response_types_supported: ['code'],
          subject_types_supported: ['public'],
          id_token_signing_alg_values_supported: ['RS256', 'none'],
        }
      : path === '/jwks'
        ? { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }] }
        : { access_token: 'x', token_type: 'bearer', expires_in: 60, id_token: given.token };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(body));
  });
  return given;
}
