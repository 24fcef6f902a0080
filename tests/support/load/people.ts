/** People of a load test: accounts with open sessions, each from an address of its own. */
import { join } from 'node:path';
import { accessStores } from '../../../analyzer/storage/state/access-stores.ts';
import { openStateDatabase } from '../../../analyzer/storage/state/database.ts';

export interface LoadPerson {
  /** Headers of each request: the session, and the address that the proxy in front vouches for. */
  headers: Record<string, string>;
}

/**
 * Opens sessions beside the running product: of `count` supervisors who see every call, and of one operator for each of
 * `operatorIds`. They come from a provider: no password is hashed.
 */
export async function loadPeople(
  dataFolder: string,
  count: number,
  operatorIds: readonly string[],
): Promise<{ supervisors: LoadPerson[]; operators: LoadPerson[] }> {
  const database = await openStateDatabase(join(dataFolder, 'state', 'kamerton.sqlite'));
  const { accounts, sessions } = accessStores(database);
  const enter = async (n: number, role: string, operatorId: string | null, ip: string): Promise<LoadPerson> => {
    const login = `load-${role}-${n}`;
    const made = await accounts.ofPerson({ source: 'oidc', subject: login, login, name: login, role, operatorId });
    if (made === null) throw new Error(`no account ${login}`);
    if (role === 'supervisor') await accounts.change(made.account.id, { grants: ['call.every_team'] });
    const token = await sessions.open(made.account.id, { ip, agent: 'load' });
    return { headers: { cookie: `sid=${token}`, 'x-forwarded-for': ip } };
  };
  try {
    const supervisors: LoadPerson[] = [];
    for (let n = 0; n < count; n += 1)
      supervisors.push(await enter(n, 'supervisor', null, `10.${Math.floor(n / 250)}.0.${1 + (n % 250)}`));
    const operators: LoadPerson[] = [];
    for (const [n, id] of operatorIds.entries())
      operators.push(await enter(n, 'operator', id, `10.${200 + Math.floor(n / 250)}.0.${1 + (n % 250)}`));
    return { supervisors, operators };
  } finally {
    await database.destroy();
  }
}
