/** Two servers change the same accounts and teams at once, on both engines of the state. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { accounts } from '../../../analyzer/storage/state/accounts.ts';
import type { StateDatabase } from '../../../analyzer/storage/state/database.ts';
import { teams } from '../../../analyzer/storage/state/teams.ts';
import { openTestState, stateEngines } from '../../support/state-engines.ts';

const rounds = 20;

describe.each(stateEngines)('on $name', (engine) => {
  let one: StateDatabase;
  let two: StateDatabase;
  beforeAll(async () => {
    [one, two] = (await openTestState(engine, 2)) as [StateDatabase, StateDatabase];
  });

  it('of two administrators who disable each other at once, one stays', async () => {
    const made = ['anna', 'boris'].map((login) =>
      accounts(one).create({
        login,
        name: login,
        role: 'administrator',
        operatorId: null,
        password: `пароль ${login}`,
      }),
    );
    const [first, second] = (await Promise.all(made)).map((entry) => entry?.id ?? '');
    for (let round = 0; round < rounds; round += 1) {
      const outcomes = await Promise.allSettled([
        accounts(one).change(first ?? '', { disabled: true }),
        accounts(two).change(second ?? '', { disabled: true }),
      ]);
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      for (const id of [first, second]) await accounts(one).change(id ?? '', { disabled: false });
    }
  });

  it('a team has the operators of the one or of the other, never half of each', async () => {
    const name = randomUUID();
    const racers = [teams(one), teams(two)];
    const ids = await Promise.all(racers.map((desk) => desk.create(name, ['op-1'])));
    const [id = ''] = ids.filter((made) => made !== null);
    expect(ids.filter((made) => made === null)).toHaveLength(1);
    for (let round = 0; round < rounds; round += 1) {
      const [left, right] = [`l${round}`, `r${round}`].map((side) =>
        Array.from({ length: 5 }, (_, n) => `${side}-${n}`),
      );
      await Promise.all([teams(one).change(id, name, left ?? []), teams(two).change(id, name, right ?? [])]);
      const team = (await teams(one).list()).find((found) => found.id === id);
      expect([left, right]).toContainEqual(team?.operatorIds);
    }
  });
});
