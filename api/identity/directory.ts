/** The company's directory (LDAP, Active Directory): searches the person, lets the directory check the password, reads the groups. */
import { isIP } from 'node:net';
import { Client, type Entry, EqualityFilter, InvalidCredentialsError } from 'ldapts';
import type { ExternalPerson } from '#analyzer';
import { KamertonError } from '#platform';
import { type RolesByGroup, roleOfGroups } from '../access/roles-by-group.ts';
import type { ApiConfig } from '../config.ts';

/** How long the directory may take for one step, milliseconds. */
const patienceMs = 5_000;

export interface Directory {
  /**
   * The person, when login and password are the directory's; null when they are not.
   * @throws KamertonError `directory_unavailable` when it cannot be asked, `forbidden` when no group gives a role
   */
  check(login: string, password: string): Promise<ExternalPerson | null>;
}

export interface DirectoryConfig {
  url: string;
  ca: string | null;
  bindDn: string;
  password: string;
  baseDn: string;
  attributes: { login: string; name: string; id: string; operator: string | null };
  roles: RolesByGroup;
}

/** The directory of the settings, or null when none is set. */
export function directoryOf(config: ApiConfig): Directory | null {
  const { LDAP_URL: url, LDAP_BIND_DN: bindDn, LDAP_PASSWORD: password, LDAP_BASE_DN: baseDn } = config;
  if (url === undefined || bindDn === undefined || password === undefined || baseDn === undefined) return null;
  return openDirectory({
    url,
    ca: config.LDAP_CA ?? null,
    bindDn,
    password,
    baseDn,
    attributes: {
      login: config.LDAP_LOGIN_ATTRIBUTE,
      name: config.LDAP_NAME_ATTRIBUTE,
      id: config.LDAP_ID_ATTRIBUTE,
      operator: config.LDAP_OPERATOR_ATTRIBUTE ?? null,
    },
    roles: config.LDAP_ROLES,
  });
}

/** A directory at an address; every check opens connections of its own and closes them. */
export function openDirectory(config: DirectoryConfig): Directory {
  return {
    async check(login, password) {
      // Servers take a bind without a password for an anonymous one and say «success» (RFC 4513, 5.1.2).
      if (password === '' || login === '') return null;
      try {
        return await withConnection(config, async (client) => {
          await client.bind(config.bindDn, config.password);
          const person = await findPerson(client, config, login);
          if (person === null) return null;
          const groups = await groupsOf(client, config, person.dn);
          if (!(await isPassword(config, person.dn, password))) return null;
          return describe(config, person, groups, login);
        });
      } catch (error) {
        if (error instanceof KamertonError) throw error;
        throw new KamertonError('directory_unavailable', 'каталог предприятия не отвечает; попробуйте позже', {
          cause: error,
        });
      }
    },
  };
}

async function withConnection<T>(config: DirectoryConfig, use: (client: Client) => Promise<T>): Promise<T> {
  const overTls = config.url.startsWith('ldaps:');
  const host = new URL(config.url).hostname.replace(/^\[|\]$/g, '');
  const tls = {
    minVersion: 'TLSv1.2',
    rejectUnauthorized: true,
    // StartTLS goes over an open socket: whose certificate it must be has to be said.
    host,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(config.ca === null ? {} : { ca: [config.ca] }),
  } as const;
  const client = new Client({
    url: config.url,
    timeout: patienceMs,
    connectTimeout: patienceMs,
    ...(overTls ? { tlsOptions: tls } : {}),
  });
  try {
    // No password ever goes over a connection in the clear.
    if (!overTls) await client.startTLS(tls);
    return await use(client);
  } finally {
    await client.unbind().catch(() => {});
  }
}

/** The one entry with this login. The filter is built of values, so that nothing in a login is read as a filter. */
async function findPerson(client: Client, config: DirectoryConfig, login: string): Promise<Entry | null> {
  const { login: attribute, name, id, operator } = config.attributes;
  const { searchEntries } = await client.search(config.baseDn, {
    scope: 'sub',
    filter: new EqualityFilter({ attribute, value: login }),
    attributes: [attribute, name, id, ...(operator === null ? [] : [operator])],
    explicitBufferAttributes: [id],
    sizeLimit: 2,
  });
  const [entry, second] = searchEntries;
  return entry === undefined || second !== undefined ? null : entry;
}

/** Names (cn) of the groups that list the person. */
async function groupsOf(client: Client, config: DirectoryConfig, dn: string): Promise<string[]> {
  const { searchEntries } = await client.search(config.baseDn, {
    scope: 'sub',
    filter: new EqualityFilter({ attribute: 'member', value: dn }),
    attributes: ['cn'],
    sizeLimit: 1_000,
  });
  return searchEntries.flatMap((entry) => textsOf(entry, 'cn'));
}

async function isPassword(config: DirectoryConfig, dn: string, password: string): Promise<boolean> {
  return withConnection(config, async (client) => {
    try {
      await client.bind(dn, password);
      return true;
    } catch (error) {
      if (error instanceof InvalidCredentialsError) return false;
      throw error;
    }
  });
}

function describe(config: DirectoryConfig, entry: Entry, groups: string[], login: string): ExternalPerson {
  const role = roleOfGroups(groups, config.roles);
  if (role === null)
    throw new KamertonError('forbidden', 'Вашим группам в каталоге не назначена роль; обратитесь к администратору');
  const { attributes } = config;
  const id = entry[attributes.id];
  const subject = Array.isArray(id) ? id[0] : id;
  return {
    source: 'ldap',
    // Binary ids (objectGUID) as they are, written in hexadecimal.
    subject:
      subject === undefined || subject.length === 0 ? entry.dn.toLowerCase() : Buffer.from(subject).toString('hex'),
    login: textsOf(entry, attributes.login)[0] ?? login,
    name: textsOf(entry, attributes.name)[0] ?? login,
    role,
    operatorId:
      role === 'operator' && attributes.operator !== null ? (textsOf(entry, attributes.operator)[0] ?? null) : null,
  };
}

/** Values of an attribute, whatever the letter case of its name. */
function textsOf(entry: Entry, attribute: string): string[] {
  const key = Object.keys(entry).find((name) => name.toLowerCase() === attribute.toLowerCase());
  const value = key === undefined ? undefined : entry[key];
  return (Array.isArray(value) ? value : value === undefined ? [] : [value])
    .map((one) => (typeof one === 'string' ? one : one.toString('utf8')))
    .filter((text) => text !== '');
}
