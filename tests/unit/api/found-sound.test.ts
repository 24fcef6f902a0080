/** The search says of each call whether there is sound to play: what was deleted for its age is not there. */
import { expect, it } from 'vitest';
import type { Account, LedgerCall } from '../../../analyzer/index.ts';
import { searchQuerySchema } from '../../../api/features/search/search.schemas.ts';
import { searchService } from '../../../api/features/search/search.service.ts';

const supervisor: Account = {
  id: 'a1',
  login: 'lead',
  name: 'Бригадир',
  role: 'supervisor',
  operatorId: null,
  grants: [],
  mustChangePassword: false,
  teamOperatorIds: ['op-1'],
};
const found = (id: string) => ({
  id,
  externalId: id,
  startedAt: '2026-03-02T07:00:00.000Z',
  operatorId: 'op-1',
  operatorName: 'Иванова',
  score: 90,
  fatal: [],
  said: [],
});
const kept = (id: string, recording: string | null, recordingDeletedAt: string | null) =>
  ({ id, recording, recordingDeletedAt }) as LedgerCall;

it('sound that is deleted, that never was, and that of a call out of the ledger cannot be played', async () => {
  const ledger = [
    kept('silent', null, null),
    kept('deleted', 'ab.wav', '2026-03-20T00:00:00.000Z'),
    kept('whole', 'cd.wav', null),
  ];
  const search = searchService({
    timeZone: 'Europe/Moscow',
    teams: { list: async () => [] },
    screens: {
      search: async () => ({ items: ['whole', 'gone', 'deleted', 'silent'].map(found), nextCursor: null }),
    },
    ledger: {
      findMany: async (ids: readonly string[]) => ledger.filter(({ id }) => ids.includes(id)),
    },
  } as unknown as Parameters<typeof searchService>[0]);
  const { items } = await search(searchQuerySchema.parse({ q: 'долг' }), supervisor);
  expect(items.map(({ id, hasRecording }) => [id, hasRecording])).toEqual([
    ['whole', true],
    ['gone', false],
    ['deleted', false],
    ['silent', false],
  ]);
});
