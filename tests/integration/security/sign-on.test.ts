/** Sign-on by OpenID Connect: the honest way at a real provider, and forged answers (A08). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Journey, openSignOn, type SignOn } from '../../../api/identity/sign-on.ts';
import { type ForgingProvider, idToken, keyPair, startForgingProvider } from '../../support/forging-provider.ts';
import { client, startProvider, type TestProvider, visit } from '../../support/oidc-provider.ts';

const settings = {
  clientId: client.id,
  clientSecret: client.secret,
  name: 'вход',
  callback: new URL(client.callback),
  groupsClaim: 'groups',
  operatorClaim: 'operator',
  roles: [{ group: 'controllers', role: 'supervisor' as const }],
};
const refused = { code: 'not_signed_in' };

describe('a real provider', () => {
  let provider: TestProvider;
  let signOn: SignOn;
  beforeAll(async () => {
    const claims = {
      name: 'Ирина Контролёва',
      preferred_username: 'irina',
      groups: ['x', 'Controllers'],
      email: 'a@b.c',
    };
    provider = await startProvider(claims);
    signOn = openSignOn({ ...settings, issuer: provider.issuer });
  });
  afterAll(() => provider?.stop());

  it('vouches for a person, by code, PKCE, state and nonce', async () => {
    const { address, journey } = await signOn.begin('/calls');
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      state: journey.state,
      nonce: journey.nonce,
    });
    expect(address.href).not.toContain(journey.verifier);
    const person = await signOn.finish(await visit(address), journey);
    expect(person).toEqual({
      source: 'oidc',
      subject: `${provider.issuer.origin} person-1`,
      login: 'irina',
      name: 'Ирина Контролёва',
      role: 'supervisor',
      operatorId: null,
    });
  });

  it('A08 gives nothing for a code used twice, of another journey, with another state, verifier or an old one', async () => {
    const first = await signOn.begin('/');
    const query = await visit(first.address);
    await signOn.finish(query, first.journey);
    await expect(signOn.finish(query, first.journey)).rejects.toMatchObject(refused);

    const second = await signOn.begin('/');
    const fresh = await visit(second.address);
    const changes: Partial<Journey>[] = [
      { state: 'other' },
      { verifier: first.journey.verifier },
      { until: Date.now() - 1 },
    ];
    for (const change of changes) {
      await expect(signOn.finish(fresh, { ...second.journey, ...change })).rejects.toMatchObject(refused);
    }
    for (const wrong of ['', 'error=access_denied', 'code=x&state=y', fresh.replace(/code=[^&]+/, 'code=stolen')]) {
      await expect(signOn.finish(wrong, second.journey), wrong).rejects.toMatchObject(refused);
    }
  });

  it('that is away lets nobody in', async () => {
    const away = openSignOn({ ...settings, issuer: new URL('http://127.0.0.1:1') });
    await expect(away.begin('/')).rejects.toMatchObject({ code: 'directory_unavailable' });
  });
});

describe('a forged id token', () => {
  const [ours, theirs] = [keyPair(), keyPair()];
  let provider: ForgingProvider;
  let signOn: SignOn;
  beforeAll(async () => {
    provider = await startForgingProvider(ours.publicKey);
    signOn = openSignOn({ ...settings, issuer: provider.issuer });
  });
  afterAll(() => provider?.stop());

  const arrive = async (make: (claims: Record<string, unknown>) => string) => {
    const { journey } = await signOn.begin('/');
    const now = Math.floor(Date.now() / 1000);
    const identity = { iss: provider.issuer.origin, sub: 'x', aud: client.id, groups: ['controllers'] };
    provider.token = make({ ...identity, iat: now, exp: now + 60, nonce: journey.nonce });
    return signOn.finish(`code=x&state=${journey.state}`, journey);
  };

  it('A08 opens nothing: unsigned, of another key, audience, issuer, nonce, too old', async () => {
    expect(await arrive((claims) => idToken(claims, ours.privateKey))).toMatchObject({ role: 'supervisor' });
    const past = Math.floor(Date.now() / 1000) - 3_600;
    const forgeries: Record<string, (claims: Record<string, unknown>) => string> = {
      unsigned: (claims) => idToken(claims, null),
      'of another key': (claims) => idToken(claims, theirs.privateKey),
      'for another client': (claims) => idToken({ ...claims, aud: 'other' }, ours.privateKey),
      'of another issuer': (claims) => idToken({ ...claims, iss: 'https://evil.example' }, ours.privateKey),
      'with another nonce': (claims) => idToken({ ...claims, nonce: 'other' }, ours.privateKey),
      'without a nonce': ({ nonce: _, ...claims }) => idToken(claims, ours.privateKey),
      expired: (claims) => idToken({ ...claims, iat: past, exp: past + 60 }, ours.privateKey),
      'changed after signing': (claims) => {
        const [head, , signature] = idToken(claims, ours.privateKey).split('.');
        return `${head}.${Buffer.from(JSON.stringify({ ...claims, sub: 'admin' })).toString('base64url')}.${signature}`;
      },
      'that is none': () => 'x.y.z',
    };
    for (const [name, forge] of Object.entries(forgeries)) {
      await expect(arrive(forge), name).rejects.toMatchObject(refused);
    }
  });

  it('of groups without a role is refused as such', async () => {
    await expect(arrive((claims) => idToken({ ...claims, groups: ['guests'] }, ours.privateKey))).rejects.toMatchObject(
      {
        code: 'forbidden',
      },
    );
  });
});
