/** A real directory server (Debian's slapd) of one test file: on loopback, with a certificate of its own, in a folder of its own. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePorts, isListening } from './free-ports.ts';
import { waitFor } from './wait-for.ts';

export interface TestDirectory {
  /** ldaps:// and ldap:// addresses. */
  tls: string;
  plain: string;
  /** Certificate that signs the server's own, PEM. */
  ca: string;
  bindDn: string;
  password: string;
  baseDn: string;
  stop(): Promise<void>;
}

const baseDn = 'dc=call,dc=center';
const bindDn = `cn=searcher,${baseDn}`;
const password = 'searcher-0f7c1e';

/** Starts it with the given people; their groups are made of them. */
export async function startDirectory(
  folder: string,
  people: readonly { uid: string; name: string; password: string; number?: string; groups: readonly string[] }[],
): Promise<TestDirectory> {
  mkdirSync(join(folder, 'db'), { recursive: true });
  const at = (name: string) => join(folder, name);
  certificate(folder);
  writeFileSync(
    at('slapd.conf'),
    [
      ...['core', 'cosine', 'inetorgperson'].map((name) => `include /etc/ldap/schema/${name}.schema`),
      `pidfile ${at('slapd.pid')}`,
      'modulepath /usr/lib/ldap',
      'moduleload back_mdb',
      `TLSCACertificateFile ${at('cert.pem')}`,
      `TLSCertificateFile ${at('cert.pem')}`,
      `TLSCertificateKeyFile ${at('key.pem')}`,
      'database mdb',
      'maxsize 10485760',
      `suffix "${baseDn}"`,
      `rootdn "${bindDn}"`,
      `rootpw ${password}`,
      `directory ${at('db')}`,
      '',
    ].join('\n'),
  );
  writeFileSync(at('people.ldif'), ldif(people));
  execFileSync('/usr/sbin/slapadd', ['-f', at('slapd.conf'), '-l', at('people.ldif')], { stdio: 'pipe' });
  const [plainPort = 0, tlsPort = 0] = await freePorts(2);
  const [plain, tls] = [`ldap://127.0.0.1:${plainPort}`, `ldaps://127.0.0.1:${tlsPort}`];
  const server = spawn('/usr/sbin/slapd', ['-f', at('slapd.conf'), '-h', `${plain}/ ${tls}/`, '-d', '0'], {
    stdio: 'ignore',
  });
  const ended = once(server, 'exit');
  await waitFor(() => {
    if (server.exitCode !== null) throw new Error(`slapd ended with code ${server.exitCode}`);
    return isListening(tlsPort);
  });
  return {
    tls,
    plain,
    ca: readFileSync(at('cert.pem'), 'utf8'),
    bindDn,
    password,
    baseDn,
    async stop() {
      server.kill('SIGTERM');
      await ended;
    },
  };
}

function certificate(folder: string): void {
  const subject = ['-subj', '/CN=directory', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...files, ...subject], {
    stdio: 'pipe',
  });
}

function ldif(people: Parameters<typeof startDirectory>[1]): string {
  const text = (value: string) => `: ${Buffer.from(value).toString('base64')}`;
  const entries = [
    [`dn: ${baseDn}`, 'objectClass: dcObject', 'objectClass: organization', 'o: call', 'dc: call'],
    ...people.map((one) => [
      `dn: uid=${one.uid},${baseDn}`,
      'objectClass: inetOrgPerson',
      `uid: ${one.uid}`,
      `cn:${text(one.name)}`,
      `sn:${text(one.name)}`,
      `userPassword:${text(one.password)}`,
      ...(one.number === undefined ? [] : [`employeeNumber: ${one.number}`]),
    ]),
    ...[...new Set(people.flatMap((one) => one.groups))].map((group) => [
      `dn: cn=${group},${baseDn}`,
      'objectClass: groupOfNames',
      `cn: ${group}`,
      ...people.filter((one) => one.groups.includes(group)).map((one) => `member: uid=${one.uid},${baseDn}`),
    ]),
  ];
  return `${entries.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
