/** The table route × role: what the application declares, for people to read and for tests to walk. */
import type { FastifyInstance } from 'fastify';
import { type Actor, actors, isAllowed, type RouteAccess } from './permissions.ts';

export interface RouteEntry {
  method: string;
  url: string;
  access: RouteAccess;
}

/** Collects the routes of an application; must come before them. */
export function collectRoutes(app: FastifyInstance): RouteEntry[] {
  const routes: RouteEntry[] = [];
  app.addHook('onRoute', (route) => {
    for (const method of [route.method].flat()) {
      const { access } = route.config ?? {};
      if (access !== undefined) routes.push({ method, url: route.url, access });
    }
  });
  return routes;
}

/** How a route answers somebody who may not: `anonymous` is nobody. */
export type Outcome = 'open' | 'granted' | 'sign in' | 'forbidden';

/** What the table says of a route and an actor (without grants). */
export function outcomeOf(route: RouteEntry, actor: Actor | 'anonymous'): Outcome {
  if (route.access === 'public') return 'open';
  if (actor === 'anonymous') return 'sign in';
  if (route.access === 'signed_in') return actor === 'machine' ? 'forbidden' : 'granted';
  return isAllowed(actor, route.access) ? 'granted' : 'forbidden';
}

const marks: Record<Outcome, string> = { open: 'все', granted: 'да', 'sign in': '401', forbidden: '403' };

/** The table as text, one route a line. Whose calls are meant says api/access/scope.ts: a foreign one is a 404. */
export function printRoutes(routes: readonly RouteEntry[]): string {
  const people = ['anonymous', ...actors] as const;
  const head = ['маршрут', 'право', 'никто', ...actors];
  const rows = routes.map((route) => [
    `${route.method} ${route.url}`,
    route.access,
    ...people.map((actor) => marks[outcomeOf(route, actor)]),
  ]);
  const widths = head.map((title, i) => Math.max(...[head, ...rows].map((row) => row[i]?.length ?? 0), title.length));
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
