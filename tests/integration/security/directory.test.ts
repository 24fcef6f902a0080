/** Signing in by a real directory server (A05–A07, A09), over TLS, with a local administrator for bad days. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessStores } from '../../../analyzer/storage/state/access-stores.ts';
import { openStateDatabase } from '../../../analyzer/storage/state/database.ts';
import { type Directory, type DirectoryConfig, openDirectory } from '../../../api/identity/directory.ts';
import { startDirectory, type TestDirectory } from '../../support/slapd.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const folder = tempFolder();
let server: TestDirectory;
let directory: Directory;
let config: DirectoryConfig;
const dead: Server[] = [];

beforeAll(async () => {
  server = await startDirectory(folder, [
    { uid: 'irina', name: 'Ирина Контролёва', password: 'irina-пароль', groups: ['controllers'] },
    { uid: 'sveta', name: 'Светлана', password: 'sveta-пароль', number: 'op-7', groups: ['operators'] },
    { uid: 'guest', name: 'Гость', password: 'guest-пароль', groups: [] },
  ]);
  config = {
    url: server.tls,
    ca: server.ca,
    bindDn: server.bindDn,
    password: server.password,
    baseDn: server.baseDn,
    attributes: { login: 'uid', name: 'cn', id: 'entryUUID', operator: 'employeeNumber' },
    roles: [
      { group: 'Controllers', role: 'supervisor' },
      { group: 'operators', role: 'operator' },
    ],
  };
  directory = openDirectory(config);
});
afterAll(async () => {
  await server?.stop();
  for (const one of dead) one.close();
});

describe('the directory', () => {
  it('checks passwords and gives names, roles and operator ids, over ldaps and StartTLS', async () => {
    for (const url of [server.tls, server.plain]) {
      const door = openDirectory({ ...config, url });
      expect(await door.check('irina', 'irina-пароль')).toMatchObject({
        source: 'ldap',
        login: 'irina',
        name: 'Ирина Контролёва',
        role: 'supervisor',
        operatorId: null,
      });
      expect(await door.check('sveta', 'sveta-пароль')).toMatchObject({ role: 'operator', operatorId: 'op-7' });
      expect(await door.check('irina', 'sveta-пароль')).toBeNull();
      expect(await door.check('nobody', 'irina-пароль')).toBeNull();
    }
    await expect(directory.check('guest', 'guest-пароль')).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('A05 is not even asked about an empty password', async () => {
    const unreachable = openDirectory({ ...config, url: 'ldaps://127.0.0.1:1' });
    expect(await unreachable.check('irina', '')).toBeNull();
    expect(await directory.check('irina', '')).toBeNull();
    expect(await directory.check('', 'irina-пароль')).toBeNull();
  });

  it('A06 reads filter signs in a login as text', async () => {
    for (const login of [
      '*',
      'irin*',
      '*)(uid=*))(|(uid=*',
      'admin\\00',
      'irina\u0000',
      'a)(objectClass=*',
      'irina)(cn=*',
    ]) {
      expect(await directory.check(login, 'irina-пароль'), login).toBeNull();
    }
  });

  it('A07 that is down, silent or shows a wrong certificate lets nobody in', async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    dead.push(silent);
    await once(silent, 'listening');
    const address = silent.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const doors = {
      down: { ...config, url: 'ldaps://127.0.0.1:1' },
      silent: { ...config, url: `ldaps://127.0.0.1:${port}` },
      'silent without TLS': { ...config, url: `ldap://127.0.0.1:${port}` },
      'of an unknown authority': { ...config, ca: null },
      'under another name': { ...config, url: server.tls.replace('127.0.0.1', 'localhost') },
      'with a wrong search account': { ...config, password: 'wrong' },
    };
    await Promise.all(
      Object.entries(doors).map(([name, door]) =>
        expect(openDirectory(door).check('irina', 'irina-пароль'), name).rejects.toMatchObject({
          code: 'directory_unavailable',
        }),
      ),
    );
  });
});

describe('accounts of people whom somebody else vouches for', () => {
  it('A09 are never merged with others by login or mail, and end when they are disabled here', async () => {
    const database = await openStateDatabase(join(folder, 'state.sqlite'));
    const { accounts } = accessStores(database);
    const local = await accounts.create({
      login: 'irina',
      name: 'Местная',
      role: 'administrator',
      operatorId: null,
      password: 'x',
    });
    const person = await directory.check('irina', 'irina-пароль');
    if (person === null) throw new Error('the directory does not know irina');
    const first = await accounts.ofPerson(person);
    expect(first?.account).toMatchObject({ login: 'irina (ldap)', role: 'supervisor' });
    expect(first?.account.id).not.toBe(local?.id);
    const same = await accounts.ofPerson(person);
    expect(same?.account.id).toBe(first?.account.id);
    // The same subject at another provider is another person.
    const elsewhere = await accounts.ofPerson({ ...person, source: 'oidc', login: 'irina@call.center' });
    expect(elsewhere?.account.id).not.toBe(first?.account.id);
    // No password of ours opens an account of the directory.
    expect(await accounts.check('irina (ldap)', '')).toBeNull();
    expect(await accounts.setPassword(first?.account.id ?? '', 'x', { mustChange: false })).toBe(false);
    expect((await accounts.ofPerson({ ...person, role: 'manager' }))?.changed).toBe(true);
    await accounts.change(first?.account.id ?? '', { disabled: true });
    expect(await accounts.ofPerson(person)).toBeNull();
    await database.destroy();
  });
});
