/** What open pages ask for, by how often they do. A call page asks for its call, the review and the comments at once. */
import type { LoadPerson } from './people.ts';
import type { Ask } from './steady-requests.ts';

export interface Material {
  /** Calls that supervisors open. */
  callIds: readonly string[];
  supervisors: readonly LoadPerson[];
  operators: readonly LoadPerson[];
}

/** Requests of each kind among a hundred. */
const shares: readonly (readonly [kind: string, share: number])[] = [
  ['/api/calls/:id', 20],
  ['/api/calls/:id/review', 20],
  ['/api/calls/:id/comments', 10],
  ['/api/calls', 14],
  ['/api/queue', 12],
  ['/api/queue/next', 4],
  ['/api/notifications', 8],
  ['/api/session', 5],
  ['/api/operators', 4],
  ['/api/me', 2],
  ['/api/health', 1],
];
const hundred = shares.flatMap(([kind, share]) => Array<string>(share).fill(kind));
const queries: Readonly<Record<string, string>> = {
  '/api/calls': '?limit=50',
  '/api/queue': '?limit=50',
  '/api/notifications': '?limit=1',
};

/** Every kind, the most frequent first. */
export const kindsOfRequests: readonly string[] = shares.map(([kind]) => kind);

/** The n-th request of all kinds, mixed. */
export function pageRequest(url: string, n: number, material: Material): Ask {
  // 37 has no divisor in common with a hundred: every kind comes as often as its share, none in a row.
  return requestOf(hundred[(n * 37) % 100] ?? '', url, n, material);
}

/** The n-th request of a kind. */
export function requestOf(kind: string, url: string, n: number, { callIds, supervisors, operators }: Material): Ask {
  const people = kind === '/api/me' ? operators : supervisors;
  // Whoever opens a call asks for all of it: the next fifty requests are about few calls, then about others.
  const call = callIds[(Math.floor(n / 50) * 389 + (n % 7)) % callIds.length] ?? '';
  const path = `${kind.replace(':id', call)}${queries[kind] ?? ''}`;
  return { kind, url: `${url}${path}`, headers: people[n % people.length]?.headers ?? {} };
}
