/** Requests to addresses that people or other programs gave us: https, no redirects, and never into our own network unasked. */
import { lookup as systemLookup } from 'node:dns';
import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { KamertonError } from './errors.ts';

export interface Guard {
  /** Hosts (names or addresses, lower case) that may be in a private network, and may be spoken to without TLS. */
  privateHosts: readonly string[];
  /** Hosts that may be asked at all; null: any public one. */
  allowedHosts: readonly string[] | null;
}

export interface GuardedRequest {
  method: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: string;
  /** The whole exchange must be over by then, milliseconds. */
  timeoutMs: number;
  signal?: AbortSignal | undefined;
}

// Two lists: one of both families would look for IPv4 addresses among the mapped ones of IPv6.
const closed4 = new BlockList();
const closed6 = new BlockList();
const ranges4: [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];
for (const [net, bits] of ranges4) closed4.addSubnet(net, bits, 'ipv4');
// Everything of IPv6 but what is routed in the world (2000::/3), less documentation, tunnels and translation.
const ranges6: [string, number][] = [
  ['::', 3],
  ['4000::', 2],
  ['8000::', 1],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];
for (const [net, bits] of ranges6) closed6.addSubnet(net, bits, 'ipv6');

/** True for addresses of the world; those of private networks, of this machine and of special use are not. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !closed4.check(address, 'ipv4');
  return family === 6 && !closed6.check(address, 'ipv6');
}

const refuse = (why: string) => new KamertonError('bad_input', `по этому адресу обращаться нельзя: ${why}`);

/**
 * Checks an address before it is stored or used.
 * @throws KamertonError `bad_input` naming the fault
 */
export function checkAddress(text: string, guard: Guard): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) throw refuse('нужен адрес https://…');
  if (url.username !== '' || url.password !== '') throw refuse('имя и пароль в адресе не допускаются');
  const host = hostOf(url);
  const isPrivate = guard.privateHosts.includes(host);
  if (url.protocol === 'http:' && !isPrivate) throw refuse('без https можно только к узлам из KAMERTON_PRIVATE_HOSTS');
  if (guard.allowedHosts !== null && !guard.allowedHosts.includes(host))
    throw refuse(`узла ${host} нет в списке разрешённых (KAMERTON_PULL_HOSTS)`);
  if (!isPrivate && isIP(host) !== 0 && !isPublicAddress(host)) throw refuse('это адрес внутренней сети');
  return url;
}

const hostOf = (url: URL) =>
  url.hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');

/**
 * Asks; the answer is handed over with its body still to be read. A redirect is an answer like any other: nobody follows it.
 * The address that was checked is the one that is connected to, so that a name cannot change its meaning in between.
 * @throws KamertonError `bad_input` for a forbidden address; whatever the network throws
 */
export async function guardedRequest(text: string, asked: GuardedRequest, guard: Guard): Promise<IncomingMessage> {
  const url = checkAddress(text, guard);
  const ask = url.protocol === 'https:' ? secureRequest : plainRequest;
  const timeout = AbortSignal.timeout(asked.timeoutMs);
  const signal = asked.signal === undefined ? timeout : AbortSignal.any([timeout, asked.signal]);
  return new Promise((resolve, reject) => {
    const request = ask(
      url,
      {
        method: asked.method,
        headers: {
          ...asked.headers,
          ...(asked.body === undefined ? {} : { 'content-length': Buffer.byteLength(asked.body) }),
        },
        lookup: guard.privateHosts.includes(hostOf(url)) ? undefined : publicLookup,
        agent: false,
        signal,
        maxHeaderSize: 16_384,
      },
      resolve,
    );
    request.on('error', reject);
    request.end(asked.body);
  });
}

/** The system's resolver, less every answer that lies inside. */
const publicLookup: LookupFunction = (hostname, options, done) => {
  systemLookup(hostname, { ...options, all: true }, (error, found) => {
    if (error) return done(error, '', 0);
    const inside = found.some(({ address }) => !isPublicAddress(address));
    const [first] = found;
    if (inside || first === undefined) return done(refuse('имя указывает во внутреннюю сеть'), '', 0);
    if (options.all === true) return done(null, found);
    return done(null, first.address, first.family);
  });
};
