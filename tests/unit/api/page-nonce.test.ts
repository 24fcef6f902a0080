/** Styles of the page are let in by the nonce of this very answer; other answers let in none. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { fastify } from 'fastify';
import { afterAll, expect, test } from 'vitest';
import { registerDashboard } from '../../../api/plugins/dashboard.ts';
import { registerSecurity } from '../../../api/plugins/security.ts';

const folder = mkdtempSync(join(tmpdir(), 'kam-page-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function opened(publicUrl: URL | null = null) {
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<style nonce="__CSP_NONCE__"></style><meta content="__CSP_NONCE__">');
  const app = fastify();
  await registerSecurity(app, publicUrl);
  await app.register(fastifyStatic, { root: folder, serve: false });
  app.get('/api/x', async () => ({}));
  await registerDashboard(app, folder);
  return app;
}

test('the page carries the nonce that its header names, another one every time', async () => {
  const app = await opened();
  const nonces = new Set<string>();
  for (let n = 0; n < 3; n += 1) {
    const { headers, body } = await app.inject('/calls');
    const nonce = /style-src 'self' 'nonce-([0-9a-f]{32})'(;|$)/.exec(String(headers['content-security-policy']))?.[1];
    expect(body).toBe(`<style nonce="${nonce}"></style><meta content="${nonce}">`);
    nonces.add(nonce ?? '');
  }
  expect(nonces.size).toBe(3);
  await app.close();
});

test('other answers have every strict header and no nonce; https is demanded where the address is https', async () => {
  const expected = {
    'content-security-policy':
      "default-src 'self';script-src 'self';img-src 'self' data:;media-src 'self' blob:;connect-src 'self';" +
      "object-src 'none';base-uri 'none';frame-ancestors 'none';form-action 'self';style-src 'self'",
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'origin-agent-cluster': '?1',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
    'cache-control': 'private, no-store',
  };
  const app = await opened();
  const { headers } = await app.inject('/api/x');
  expect(headers).toMatchObject(expected);
  expect(headers).not.toHaveProperty('strict-transport-security');
  await app.close();
  const safe = await opened(new URL('https://kamerton.example'));
  expect((await safe.inject('/api/x')).headers['strict-transport-security']).toMatch(/^max-age=\d{8}/);
  await safe.close();
});
