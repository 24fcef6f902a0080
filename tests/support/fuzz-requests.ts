/** Made-up requests over every route and actor: none may give a 5xx, hang, or tell of the inside. */
import fc from 'fast-check';
import type { FastifyInstance, HTTPMethods } from 'fastify';

export interface FuzzReport {
  requests: number;
  /** Answers by their status. */
  statuses: Record<string, number>;
  /** One line for every answer that must not be. */
  failures: string[];
}

/** Longer than this is a hang, milliseconds. */
const patienceMs = 35_000;
/** What an error must never say: stacks, paths, queries, versions. */
const inside = /\bat .*\(|node_modules|\/work\/|\.ts:\d|SELECT |INSERT |SQLITE|ClickHouse|Kysely|stack|v?\d+\.\d+\.\d+/;

const uuid = fc.uuid();
const odd = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '',
    ' ',
    "' OR 1=1--",
    '{x:UInt8}',
    '../../etc/passwd',
    '%00',
    '\u202E',
    '\ud800',
    '__proto__',
    'x'.repeat(3_000),
  ),
  fc.constantFrom('op-1', 'done', '50', '0', '-1', '1e9', 'null', 'true', '2026-03-11', '1741682045000'),
);
const value: fc.Arbitrary<unknown> = fc.oneof(
  odd,
  uuid,
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.oneof(odd, uuid), { maxLength: 3 }),
  fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 }),
);

interface JsonSchema {
  properties?: Record<string, unknown>;
  enum?: unknown[];
}

/** Values for the fields that a schema names, right and wrong ones, and now and then a field it does not name. */
function objectLike(schema: JsonSchema | undefined): fc.Arbitrary<Record<string, unknown>> {
  const names = Object.keys(schema?.properties ?? {});
  const known = fc.record(Object.fromEntries(names.map((name) => [name, value])), { requiredKeys: [] });
  const strange = fc.dictionary(fc.string({ maxLength: 12 }), value, { maxKeys: 1 });
  return fc
    .tuple(known, fc.oneof({ weight: 4, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: strange }))
    .map(([a, b]) => ({ ...a, ...b }));
}

interface Described {
  paths?: Record<
    string,
    Record<
      string,
      {
        parameters?: { in: string; name: string }[];
        requestBody?: { content?: Record<string, { schema?: JsonSchema }> };
      }
    >
  >;
}

/** Sends `count` requests; the same `seed` sends the same ones. */
export async function fuzzRequests(
  app: FastifyInstance,
  cookies: Record<string, string>,
  count: number,
  seed: number,
): Promise<FuzzReport> {
  const described = app.swagger() as unknown as Described;
  const routes = app.routeTable.filter(
    (route) => route.method !== 'HEAD' && !(route.url === '/api/session' && route.method === 'DELETE'),
  );
  const actors = ['', ...Object.keys(cookies)];
  const request = fc.constantFrom(...routes).chain((route) => {
    const path = route.url.replace(/:(\w+)/g, '{$1}');
    const about = described.paths?.[path]?.[route.method.toLowerCase()];
    const queryNames = about?.parameters?.filter((one) => one.in === 'query').map((one) => [one.name, value]) ?? [];
    const body = about?.requestBody?.content?.['application/json']?.schema;
    return fc.record({
      method: fc.oneof(
        { weight: 9, arbitrary: fc.constant(route.method) },
        { weight: 1, arbitrary: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE') },
      ),
      url: fc.constant(route.url),
      ids: fc.array(fc.oneof({ weight: 3, arbitrary: uuid }, { weight: 1, arbitrary: odd }), {
        minLength: 3,
        maxLength: 3,
      }),
      query: objectLike({ properties: Object.fromEntries(queryNames) }),
      body: fc.oneof({ weight: 6, arbitrary: objectLike(body) }, { weight: 1, arbitrary: value }),
      type: fc.oneof(
        { weight: 8, arbitrary: fc.constant('application/json') },
        {
          weight: 1,
          arbitrary: fc.constantFrom(
            'text/plain',
            'multipart/form-data',
            'multipart/form-data; boundary=b',
            'application/xml',
            'x',
          ),
        },
      ),
      actor: fc.constantFrom(...actors),
      range: fc.option(fc.constantFrom('bytes=0-1', 'bytes=-', 'bytes=9-1', 'x'), { nil: undefined, freq: 4 }),
    });
  });

  const report: FuzzReport = { requests: 0, statuses: {}, failures: [] };
  for (const one of fc.sample(request, { numRuns: count, seed })) {
    // It would end the session that the other requests need.
    if (one.url === '/api/session' && one.method === 'DELETE') one.method = 'GET';
    const ids = one.ids.map(encodeSafely);
    const path = one.url.replace(/:\w+/g, () => ids.pop() ?? 'x').replace('*', encodeSafely(String(one.ids[0])));
    const search = Object.entries(one.query)
      .flatMap(([name, given]) =>
        [given]
          .flat()
          .map(
            (part) =>
              `${encodeSafely(name)}=${encodeSafely(typeof part === 'string' ? part : (JSON.stringify(part) ?? ''))}`,
          ),
      )
      .join('&');
    const url = search === '' ? path : `${path}?${search}`;
    const withBody = one.method !== 'GET';
    const answer = await Promise.race([
      app.inject({
        method: one.method as HTTPMethods as 'GET',
        url,
        remoteAddress: `10.1.${report.requests % 250}.${(report.requests * 7) % 250}`,
        headers: {
          ...(one.actor === '' ? {} : { cookie: cookies[one.actor] ?? '' }),
          ...(one.range === undefined ? {} : { range: one.range }),
          ...(withBody ? { 'content-type': one.type } : {}),
        },
        ...(withBody ? { payload: JSON.stringify(one.body) ?? '' } : {}),
      }),
      new Promise<null>((resolve) => setTimeout(resolve, patienceMs, null).unref()),
    ]);
    report.requests += 1;
    const what = `${one.actor || 'nobody'} ${one.method} ${one.url}`;
    if (answer === null) {
      report.failures.push(`${what}: no answer`);
      continue;
    }
    report.statuses[answer.statusCode] = (report.statuses[answer.statusCode] ?? 0) + 1;
    if (answer.statusCode >= 500) report.failures.push(`${what}: ${answer.statusCode} ${answer.body.slice(0, 200)}`);
    else if (answer.statusCode >= 400 && inside.test(answer.body))
      report.failures.push(`${what}: says ${answer.body.slice(0, 200)}`);
  }
  return report;
}

/** Lone surrogates cannot be written in an address: they go as the sign that replaces them. */
const encodeSafely = (text: string): string => encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd'));
