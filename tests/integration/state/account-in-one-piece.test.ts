/** An account and the teams it supervises are written together or not at all, on both engines of the state. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { accessStores } from '../../../analyzer/storage/state/access-stores.ts';
import type { StateDatabase } from '../../../analyzer/storage/state/database.ts';
import { accountsService } from '../../../api/features/accounts/accounts.service.ts';
import { refusalOf } from '../../support/refused-writes.ts';
import { openTestState, stateEngines } from '../../support/state-engines.ts';

describe.each(stateEngines)('on $name', (engine) => {
  let database: StateDatabase;
  beforeAll(async () => {
    [database] = (await openTestState(engine, 1)) as [StateDatabase];
  });
  /** Works while nobody can be made or unmade supervisor: what is written after the account does not come about, as at a kill. */
  const cutOff = (work: () => Promise<unknown>) =>
    refusalOf(database, engine.name, 'team_supervisors', ['insert', 'delete'])(work);
  const person = (login: string, teamIds: string[]) => ({
    ...{ login, name: login, operatorId: null, grants: [], teamIds },
    role: 'supervisor' as const,
  });

  it('a supervisor is made with the teams, or not at all', async () => {
    const stores = accessStores(database);
    const service = accountsService(stores);
    const team = (await stores.teams.create('Первая', ['op-1'])) ?? '';
    await cutOff(() => service.create(person('vera', [team])));
    expect((await stores.accounts.list()).map(({ login }) => login)).not.toContain('vera');
    const { id } = await service.create(person('vera', [team, randomUUID()]));
    expect((await stores.accounts.find(id))?.teamIds).toEqual([team]);
    // Somebody else's login changes nothing of whose it is.
    await expect(service.create(person('vera', []))).rejects.toMatchObject({ code: 'conflict' });
    expect((await stores.accounts.find(id))?.teamIds).toEqual([team]);
  });

  it('a role is changed with the teams that go with it, or not at all', async () => {
    const stores = accessStores(database);
    const service = accountsService(stores);
    const team = (await stores.teams.create('Вторая', ['op-2'])) ?? '';
    const { id } = await service.create({ ...person('oleg', []), role: 'trainer' });
    const promote = () => service.change(id, { role: 'supervisor', teamIds: [team] });
    await cutOff(promote);
    expect(await stores.accounts.find(id)).toMatchObject({ role: 'trainer', teamIds: [] });
    await promote();
    expect(await stores.accounts.find(id)).toMatchObject({ role: 'supervisor', teamIds: [team] });
    await service.change(id, { name: 'Олег' });
    expect(await stores.accounts.find(id)).toMatchObject({ name: 'Олег', teamIds: [team] });
    await cutOff(() => service.change(id, { role: 'trainer' }));
    expect(await stores.accounts.find(id)).toMatchObject({ role: 'supervisor', teamIds: [team] });
    await service.change(id, { role: 'trainer' });
    expect(await stores.accounts.find(id)).toMatchObject({ role: 'trainer', teamIds: [] });
  });
});
