/** The API keeps its own description: every route is in it, and what routes answer fits what it says. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { roles } from '../../../api/access/permissions.ts';
import { testApp } from '../../support/test-app.ts';
import { twoCalls } from '../../support/two-calls.ts';

const given = testApp();
const calls = twoCalls(given);

const operationSchema = z.object({
  parameters: z.array(z.object({ in: z.string(), name: z.string(), required: z.boolean().optional() })).optional(),
  responses: z.record(
    z.string(),
    z.object({ content: z.record(z.string(), z.object({ schema: z.json() })).optional() }),
  ),
});
const documentSchema = z.object({ paths: z.record(z.string(), z.record(z.string(), operationSchema)) });
const document = documentSchema.parse(JSON.parse(readFileSync('api/openapi.json', 'utf8')));

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

/**
 * Routes that are no part of the API for programs: pages, the page of the API itself, the live connection, arrivals from a
 * sign-on provider, messages of telephony services in a form of theirs.
 */
const undescribed =
  /^\/(assets\/\*|\*|api\/docs|api\/live|api\/incoming\/(mango\/\*|uis)|api\/session\/oidc|health$|ready$)/;

describe('the description', () => {
  it('has every route that programs may use, and no other', () => {
    const described = operations.map(({ path, method }) => `${method.toUpperCase()} ${path}`);
    const there = given.app.routeTable
      .filter(({ method, url }) => method !== 'HEAD' && !undescribed.test(url))
      .map(({ method, url }) => `${method} ${url.replace(/:(\w+)/g, '{$1}')}`);
    const missing = there.filter((route) => !described.includes(route));
    const invented = described.filter(
      (route) => !there.includes(route) && !undescribed.test(route.split(' ')[1] ?? ''),
    );
    expect({ missing, invented }).toEqual({ missing: [], invented: [] });
  });

  it('holds for what every role gets from every route that reads', async () => {
    const wrong: string[] = [];
    let checked = 0;
    for (const { path, operation } of operations.filter(({ method }) => method === 'get')) {
      const url = path.replace(/\{\w+\}/g, calls.own);
      if ((operation.parameters ?? []).some((one) => one.in === 'query' && one.required === true)) continue;
      for (const role of roles) {
        const answer = await given.app.inject({ method: 'GET', url, headers: { cookie: given.cookies[role] } });
        const content = operation.responses[String(answer.statusCode)]?.content?.['application/json'];
        if (answer.statusCode >= 500) wrong.push(`${role} ${url}: ${answer.statusCode}`);
        if (answer.statusCode !== 200 || content === undefined) continue;
        if (!String(answer.headers['content-type']).startsWith('application/json')) continue;
        checked += 1;
        const fits = ajv.compile(z.record(z.string(), z.json()).parse(content.schema));
        if (!fits(answer.json())) wrong.push(`${role} ${url}: ${ajv.errorsText(fits.errors)}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(checked).toBeGreaterThan(40);
  });
});

describe('the page of the API', () => {
  const read = (url: string, signedIn = true) =>
    given.app.inject({ method: 'GET', url, headers: signedIn ? { cookie: given.cookies.trainer } : {} });

  it('is there for people who are signed in, with nothing but its own files', async () => {
    for (const url of ['/api/docs', '/api/docs/start.js', '/api/docs/swagger-ui.css', '/api/docs/openapi.json']) {
      expect((await read(url)).statusCode, url).toBe(200);
      expect((await read(url, false)).statusCode, url).toBe(401);
    }
    for (const url of ['/api/docs/package.json', '/api/docs/..%2fpackage.json', '/api/docs/index.html'])
      expect((await read(url)).statusCode, url).toBe(404);
  });

  it('shows the same document that the typed client is made from', async () => {
    expect((await read('/api/docs/openapi.json')).json()).toEqual(JSON.parse(readFileSync('api/openapi.json', 'utf8')));
  });
});
