/** People of a load test: accounts with open sessions, each from an address of its own. */
import { join } from 'node:path';
import { accessStores } from '../../../analyzer/storage/state/access-stores.ts';
import { openStateDatabase } from '../../../analyzer/storage/state/database.ts';
import { demoPassword } from '../product.ts';

export interface LoadPerson {
  /** Headers of each request: the session, and the address that the proxy in front vouches for. */
  headers: Record<string, string>;
}

/** Opens `count` sessions of supervisors beside the running product. */
export async function loadPeople(dataFolder: string, count: number): Promise<LoadPerson[]> {
  const database = await openStateDatabase(join(dataFolder, 'state', 'kamerton.sqlite'));
  const { accounts, sessions } = accessStores(database);
  const password = await demoPassword(dataFolder, 'supervisor');
  const people: LoadPerson[] = [];
  try {
    for (let n = 0; n < count; n += 1) {
      const person = {
        login: `load-${n}`,
        name: `Нагрузка ${n}`,
        role: 'supervisor',
        operatorId: null,
        password,
      } as const;
      const made = await accounts.create({ ...person, grants: ['call.every_team'] });
      if (made === null) throw new Error(`no account ${n}`);
      const ip = `10.${Math.floor(n / 250)}.0.${1 + (n % 250)}`;
      const token = await sessions.open(made.id, { ip, agent: 'load' });
      people.push({ headers: { cookie: `sid=${token}`, 'x-forwarded-for': ip } });
    }
    return people;
  } finally {
    await database.destroy();
  }
}
