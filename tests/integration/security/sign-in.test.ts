/** Attacks on signing in and on sessions (A01–A04, A10–A17 of shared/notes/security.md). */
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../analyzer/config.ts';
import { passwordFault } from '../../../analyzer/storage/state/password-rules.ts';
import { localPath } from '../../../api/access/local-path.ts';
import { apiConfigSchema } from '../../../api/config.ts';
import { cookieOf, signedInAs, someAddress, trySignIn } from '../../support/sign-in.ts';
import { testApp } from '../../support/test-app.ts';

const given = testApp();
const strong = 'семь зелёных черепах у озера';

async function person(login: string, role = 'manager', mustChangePassword = false): Promise<string> {
  const made = await given.analyzer.accounts.create({
    login,
    name: login,
    role,
    operatorId: null,
    password: strong,
    mustChangePassword,
  });
  return made?.id ?? '';
}
const get = (url: string, cookie: string) => given.app.inject({ url, headers: { cookie } });
const admin = (method: 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object) =>
  given.app.inject({ method, url, headers: { cookie: given.cookies.administrator }, ...(payload ? { payload } : {}) });

describe('guessing', () => {
  it('A01 of one password is slowed down, and never keeps the owner out', async () => {
    await person('victim');
    const home = await trySignIn(given.app, { login: 'victim', password: strong });
    const device = cookieOf(home, 'device');
    expect(device).not.toBe('');
    const guesses = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        trySignIn(given.app, { login: 'victim', password: `wrong ${i}` }, { ip: '10.9.9.9' }),
      ),
    );
    const refused = guesses.filter((guess) => guess.statusCode === 429);
    // Five are free, the sixth closes the door; on a slow machine it may open once more in the meantime.
    expect(guesses.filter((guess) => guess.statusCode === 401).length).toBeLessThanOrEqual(8);
    expect(refused.length).toBeGreaterThanOrEqual(42);
    for (const { headers } of refused) {
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
      expect(Number(headers['retry-after'])).toBeLessThanOrEqual(15 * 60);
    }
    // The right password from a strange browser has to wait too: otherwise the guesses would go on.
    expect((await trySignIn(given.app, { login: 'victim', password: strong })).statusCode).toBe(429);
    // The owner's browser is known, whatever the strangers do; the mark of somebody else's is worth nothing.
    const owner = await trySignIn(given.app, { login: 'victim', password: strong }, { cookie: device });
    expect(owner.statusCode).toBe(200);
    const other = cookieOf(await trySignIn(given.app, { login: 'trainer', password: 'пароль trainer' }), 'device');
    expect((await trySignIn(given.app, { login: 'victim', password: strong }, { cookie: other })).statusCode).toBe(429);
  });

  it('A02 of one password over many logins from one address is slowed down', async () => {
    const ip = someAddress();
    const answers: number[] = [];
    for (let i = 0; i < 60; i++) {
      answers.push((await trySignIn(given.app, { login: `login${i}`, password: 'Zima2026' }, { ip })).statusCode);
    }
    expect(answers.filter((status) => status === 401).length).toBeLessThanOrEqual(55);
    expect(answers.at(-1)).toBe(429);
    // Another address is not concerned.
    expect((await trySignIn(given.app, { login: 'supervisor', password: 'пароль supervisor' })).statusCode).toBe(200);
  });

  it('A03 takes the same work for a login that is not there', async () => {
    // Work, not time: what else the machine has to do counts for nothing.
    const seconds = async (login: string) => {
      const begun = process.cpuUsage();
      await given.analyzer.accounts.check(login, 'wrong');
      const { user, system } = process.cpuUsage(begun);
      return (user + system) / 1e6;
    };
    const known: number[] = [];
    const unknown: number[] = [];
    for (let i = 0; i < 40; i++) {
      known.push(await seconds('manager'));
      unknown.push(await seconds(`nobody${i}`));
    }
    const median = (list: number[]) => list.sort((a, b) => a - b)[20] ?? 0;
    // Without the hash of nothing an unknown login takes a twentieth of the time.
    const ratio = median(unknown) / median(known);
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });

  it('A04 by two hundred at once takes little memory, and the others are served', async () => {
    const before = process.memoryUsage().rss;
    let done = 0;
    const all = Array.from({ length: 200 }, () =>
      given.analyzer.accounts.check('manager', 'wrong').then(() => (done += 1)),
    );
    const answer = await given.app.inject('/health');
    expect(answer.statusCode).toBe(200);
    expect(done).toBeLessThan(200);
    let most = 0;
    while (done < 200) {
      most = Math.max(most, process.memoryUsage().rss);
      await pause(20);
    }
    await Promise.all(all);
    expect(most - before).toBeLessThan(300 * 2 ** 20);
  });
});

describe('a session', () => {
  it('A10 is a new one after signing in, whatever cookie came along', async () => {
    const planted = 'sid=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
    const answer = await trySignIn(given.app, { login: 'manager', password: 'пароль manager' }, { cookie: planted });
    expect(cookieOf(answer)).not.toBe(planted);
    expect((await get('/api/calls', planted)).statusCode).toBe(401);
    const again = await trySignIn(
      given.app,
      { login: 'manager', password: 'пароль manager' },
      { cookie: cookieOf(answer) },
    );
    expect((await get('/api/calls', cookieOf(answer))).statusCode).toBe(401);
    expect((await get('/api/calls', cookieOf(again))).statusCode).toBe(200);
  });

  it('A11 ends at once with sign-out, a new password, a cut right, a changed role, disabling', async () => {
    const id = await person('leaver', 'trainer');
    const enter = async (password = strong) => {
      const cookie = await signedInAs(given.app, 'leaver', password);
      expect((await get('/api/calls', cookie)).statusCode).toBe(200);
      return cookie;
    };
    const out = await enter();
    const left = await given.app.inject({ method: 'DELETE', url: '/api/session', headers: { cookie: out } });
    expect(left.headers['clear-site-data']).toContain('"storage"');
    expect((await get('/api/calls', out)).statusCode).toBe(401);

    const old = await enter();
    const here = await enter();
    const next = 'восемь синих журавлей над рекой';
    const changed = await given.app.inject({
      method: 'POST',
      url: '/api/session/password',
      headers: { cookie: here },
      payload: { current: strong, next },
    });
    expect(changed.statusCode).toBe(200);
    for (const cookie of [old, here]) expect((await get('/api/calls', cookie)).statusCode).toBe(401);
    expect((await get('/api/calls', cookieOf(changed))).statusCode).toBe(200);

    for (const change of [{ grants: ['call.listen'] }, { grants: [] }, { role: 'manager' }, { disabled: true }]) {
      const cookie = await enter(next);
      expect((await admin('PATCH', `/api/accounts/${id}`, change)).statusCode).toBe(204);
      expect((await get('/api/calls', cookie)).statusCode, JSON.stringify(change)).toBe(401);
    }
    expect((await trySignIn(given.app, { login: 'leaver', password: next })).statusCode).toBe(401);
  });

  it('A12 is not opened by a tampered, cut, huge or doubled cookie', async () => {
    const cookie = await signedInAs(given.app, 'manager', 'пароль manager');
    const last = cookie.at(-1) === 'A' ? 'B' : 'A';
    for (const wrong of [
      `${cookie.slice(0, -1)}${last}`,
      cookie.slice(0, -5),
      `sid=${'x'.repeat(8_000)}`,
      `sid=x; ${cookie}`,
      `${cookie}; sid=x`,
      'sid=%00%ff',
      'sid=',
    ]) {
      const answer = await get('/api/calls', wrong);
      expect(answer.statusCode, wrong.slice(0, 60)).toBe(401);
      expect((await get('/api/session', wrong)).json()).toBeNull();
    }
    expect((await get('/api/calls', cookie)).statusCode).toBe(200);
  });

  it('A13 ends by idleness and by age (the clock is turned in tests/integration/state/accounts.test.ts)', async () => {
    const { idleMs, absoluteMs } = await import('../../../analyzer/storage/state/sessions.ts');
    expect([idleMs, absoluteMs]).toEqual([30 * 60_000, 12 * 3_600_000]);
  });

  it('of somebody with a one-time password can only replace it, by a good one', async () => {
    await person('newcomer', 'supervisor', true);
    const cookie = await signedInAs(given.app, 'newcomer', strong);
    expect((await get('/api/session', cookie)).json()).toMatchObject({ mustChangePassword: true, permissions: [] });
    for (const url of ['/api/calls', '/api/operators', '/api/health', '/api/sessions']) {
      const answer = await get(url, cookie);
      expect([answer.statusCode, answer.json().code]).toEqual([403, 'password_change_required']);
    }
    const change = (next: string, current = strong) =>
      given.app.inject({
        method: 'POST',
        url: '/api/session/password',
        headers: { cookie },
        payload: { current, next },
      });
    for (const weak of [
      'короткий',
      'password1234',
      'qwertyuiop[]',
      'йцукенгшщзхъ',
      'newcomer newcomer',
      'Kamerton2026!',
      strong,
    ]) {
      expect((await change(weak)).statusCode, weak).toBe(400);
    }
    expect((await change('девять рыжих котов на крыше', 'wrong')).statusCode).toBe(400);
    const changed = await change('девять рыжих котов на крыше');
    expect(changed.json()).toMatchObject({ mustChangePassword: false });
    expect((await get('/api/calls', cookieOf(changed))).statusCode).toBe(200);
  });
});

describe('configuration and input of signing in', () => {
  it('A14 refuses to start with a default, short or shared secret', () => {
    const long = 'w7Kz0pQm3XvT9rLs5YbN1cHd8GfJ2aEe';
    for (const wrong of [
      { KAMERTON_SECRET: 'short' },
      { KAMERTON_SECRET: 'changeme'.repeat(5) },
      { KAMERTON_SECRET: 'a'.repeat(64) },
      { KAMERTON_SECRET: long, CLICKHOUSE_PASSWORD: long },
      { LDAP_URL: 'ldaps://dc.local', LDAP_BIND_DN: 'cn=x', LDAP_BASE_DN: 'dc=x', LDAP_PASSWORD: 'password' },
      {
        OIDC_ISSUER: 'http://idp.example',
        OIDC_CLIENT_ID: 'x',
        OIDC_CLIENT_SECRET: long,
        KAMERTON_PUBLIC_URL: 'https://k.local',
      },
    ]) {
      expect(() => readConfig(apiConfigSchema, wrong), JSON.stringify(wrong)).toThrow(/настройки окружения неверны/);
    }
    expect(readConfig(apiConfigSchema, { KAMERTON_SECRET: long }).KAMERTON_SECRET).toBe(long);
  });

  it('A15 compares passwords exactly: 4,096 characters, NUL, emoji, spaces', async () => {
    const odd = { long: 'я'.repeat(4_095), nul: 'до\u0000после', emoji: '👩‍👩‍👧 и ещё слова', spaces: '  края  ' };
    for (const [login, password] of Object.entries(odd)) {
      await given.analyzer.accounts.create({ login, name: login, role: 'manager', operatorId: null, password });
      expect((await trySignIn(given.app, { login, password })).statusCode, login).toBe(200);
      for (const near of [
        `${password}!`,
        [...password].slice(0, -1).join(''),
        [...password.trim()].slice(1).join(''),
      ]) {
        expect((await trySignIn(given.app, { login, password: near })).statusCode, login).toBe(401);
      }
      expect((await trySignIn(given.app, { login, password: password.split('\u0000')[0] ?? '' })).statusCode).toBe(
        password.includes('\u0000') ? 401 : 200,
      );
    }
    expect((await trySignIn(given.app, { login: 'manager', password: '\ud800' })).statusCode).toBe(400);
    expect((await trySignIn(given.app, { login: 'manager', password: 'x'.repeat(4_097) })).statusCode).toBe(400);
    expect(passwordFault('x'.repeat(4_097), [])).not.toBeNull();
  });

  it('A16 believes no header about who or where somebody is', async () => {
    const ip = someAddress();
    const forged = () => ({
      'x-forwarded-for': someAddress(),
      'x-real-ip': someAddress(),
      forwarded: `for=${someAddress()}`,
      'x-forwarded-host': 'evil.example',
      'x-user': 'admin',
      'x-remote-user': 'administrator',
    });
    const anonymous = await given.app.inject({ url: '/api/calls', headers: forged() });
    expect(anonymous.statusCode).toBe(401);
    let last = 0;
    for (let i = 0; i < 60 && last !== 429; i++) {
      last = (await trySignIn(given.app, { login: `forged${i}`, password: 'x' }, { ip, headers: forged() })).statusCode;
    }
    expect(last).toBe(429);
    const cookie = await signedInAs(given.app, 'manager', 'пароль manager');
    const sessions = (await get('/api/sessions', cookie)).json().items;
    expect(JSON.stringify(sessions)).not.toContain('evil.example');
  });

  it('A17 sends nobody to another site after signing in', () => {
    const evil = [
      ...['//evil.example', '/\\evil.example', '\\\\evil.example', 'https://evil.example', 'javascript:alert(1)'],
      ...['/\t/evil.example', '/%09/evil.example/../..//evil.example', '', ' /x', '/..//evil.example', '/\u2028/x'],
    ];
    for (const wanted of evil) {
      const path = localPath(wanted);
      expect(new URL(path, 'https://kamerton.local').origin, wanted).toBe('https://kamerton.local');
      expect(path, wanted).toMatch(/^\/(?![/\\])/);
    }
    expect(localPath('/calls?state=done')).toBe('/calls?state=done');
    expect(localPath(undefined)).toBe('/');
  });
});
