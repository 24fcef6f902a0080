/** Taking siblings of a dispute back: what fails is named in words for people, a defect goes to the log. */
import { expect, it } from 'vitest';
import type { Account, Dispute } from '../../../analyzer/index.ts';
import type { DeskDeps } from '../../../api/deps.ts';
import { dismissSiblings } from '../../../api/features/disputes/dispute-siblings.ts';

const account = {
  id: 'a1',
  role: 'supervisor',
  grants: ['call.every_team'],
  teamOperatorIds: [],
} as unknown as Account;
const dispute = { id: 'd1', anchor: { entry: 'filler/nu' } } as unknown as Dispute;

it('what the server stumbles over is told without its inner words', async () => {
  const logged: unknown[] = [];
  const broken = new Error('SQLITE_ERROR: no such column: client_phone');
  const deps = {
    ledger: {
      find: async (id: string) => {
        if (id === 'broken') throw broken;
        return null;
      },
    },
    logger: { error: ({ err }: { err: unknown }) => logged.push(err) },
  } as unknown as DeskDeps;
  const places = ['broken', 'gone'].map((callId) => ({ callId, findingId: `f-${callId}` }));
  expect(await dismissSiblings(deps, dispute, places, account)).toEqual({
    dismissed: 0,
    failed: [
      { id: 'f-broken', code: 'internal', message: 'внутренняя ошибка; подробности в журнале сервера' },
      { id: 'f-gone', code: 'not_found', message: 'такого звонка нет' },
    ],
  });
  expect(logged).toEqual([broken]);
});
