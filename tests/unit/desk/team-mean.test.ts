/** The mean of a team: of five people at least, read once for all of them, never another team's. */
import { expect, it } from 'vitest';
import { teamMeans } from '../../../api/features/own-page/team-mean.ts';

const period = { from: '2026-03-01', to: '2026-03-31', zone: 'Europe/Moscow' };
const people = (...means: number[]) => means.map((mean, n) => ({ key: `op-${n}`, n: 2, scores: 2 * mean }));

function given() {
  const world = { asked: [] as string[], rows: people(50, 60, 70, 80, 90), broken: false, now: 0 };
  const deps = {
    teams: {
      list: async () => [
        { id: 'a', name: 'A', operatorIds: ['op-1', 'op-2'] },
        { id: 'b', name: 'B', operatorIds: ['op-3'] },
      ],
    },
    desk: {
      screens: {
        weighed: {
          byOperators: async (scope: object) => {
            world.asked.push(JSON.stringify(scope));
            if (world.broken) throw new Error('no store');
            return world.rows;
          },
        },
      },
    },
  };
  return { world, mean: teamMeans(deps as unknown as Parameters<typeof teamMeans>[0], () => world.now) };
}

it('is read once for the people of a team, and again after twenty seconds', async () => {
  const { world, mean } = given();
  expect(await mean('op-1', period)).toEqual({ mean: 70, operators: 5 });
  world.rows = people(100, 100, 100, 100, 100);
  expect((await mean('op-2', period))?.mean).toBe(70);
  world.now = 20_000;
  expect((await mean('op-2', period))?.mean).toBe(100);
  expect(world.asked).toHaveLength(2);
});

it('is asked of each team and period by itself; people of no team are compared with all', async () => {
  const { world, mean } = given();
  await mean('op-1', period);
  await mean('op-3', period);
  await mean('op-9', period);
  await mean('op-1', { ...period, from: '2026-02-01' });
  expect(world.asked).toEqual([
    '{"kind":"teams","operatorIds":["op-1","op-2"]}',
    '{"kind":"teams","operatorIds":["op-3"]}',
    '{"kind":"all"}',
    '{"kind":"teams","operatorIds":["op-1","op-2"]}',
  ]);
});

it('shows no mean of four, and forgets a failure', async () => {
  const { world, mean } = given();
  world.broken = true;
  await expect(mean('op-1', period)).rejects.toThrow('no store');
  world.broken = false;
  world.rows = people(50, 60, 70, 80);
  expect(await mean('op-1', period)).toBeNull();
});
