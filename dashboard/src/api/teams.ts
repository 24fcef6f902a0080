/** /api/teams: which operators a supervisor answers for. */
import { queryOptions } from '@tanstack/react-query';
import { bodyOf, client } from './client.ts';
import type { Team } from './shapes.ts';

export const listTeams = queryOptions({
  queryKey: ['teams'],
  queryFn: async ({ signal }) => bodyOf(await client.GET('/api/teams', { signal })),
});

/** Writes a team; without an id it is a new one. */
export async function saveTeam({ id, name, operatorIds }: Omit<Team, 'id'> & { id: string | null }): Promise<void> {
  const body = { name, operatorIds };
  if (id === null) await client.POST('/api/teams', { body });
  else await client.PUT('/api/teams/{id}', { params: { path: { id } }, body });
}

export async function removeTeam(id: string): Promise<void> {
  await client.DELETE('/api/teams/{id}', { params: { path: { id } } });
}
