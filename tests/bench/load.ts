/**
 * `npm run bench:load [minutes] [requests a second] [sockets] [listeners] [calls of history] [folder of profiles]`: a seeded
 * product under a day's load at once: mixed requests at a steady rate, open pages that follow, people who listen, calls that
 * come in. Several rates (`50,100,300`) are tried one after another, `minutes` each. Prints times of every kind of request,
 * processor time a request, and memory; with 60 minutes it is the soak. Before the load each kind is asked by itself, to say what
 * it costs. A folder of profiles gets a profile of the server.
 */
import { spawnSync } from 'node:child_process';
import { setMaxListeners } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { callListSchema } from '../../api/features/calls/calls.schemas.ts';
import { costOf } from '../support/load/alone.ts';
import { loopUse } from '../support/load/loop-watch.ts';
import { watchMemory } from '../support/load/memory-watch.ts';
import { openPages, peopleFor } from '../support/load/open-pages.ts';
import { kindsOfRequests, pageRequest, requestOf } from '../support/load/page-requests.ts';
import { loadPeople } from '../support/load/people.ts';
import { type Part, type PartUse, usedBy } from '../support/load/process-watch.ts';
import { type Latencies, quantile, steadyRequests } from '../support/load/steady-requests.ts';
import { bringCalls, listen } from '../support/load/telephone-day.ts';
import { readApi, signIn, startProduct } from '../support/product.ts';
import { waitFor } from '../support/wait-for.ts';

const [
  minutesText = '1',
  ratesText = '300',
  socketsText = '1000',
  listenersText = '100',
  historyText = '3000',
  profiles,
] = process.argv.slice(2);
const seconds = Number(minutesText) * 60;
const rates = ratesText.split(',').map(Number);
const sockets = Number(socketsText);
const listeners = Number(listenersText);
/** So many of the newest calls are opened. */
const mostCalls = 1_000;
/** How often each kind is asked by itself. */
const requestsAlone = 150;
/** A generator that sends later than this measures itself. */
const lateBoundMs = 50;
const program = fileURLToPath(new URL('../../scripts/kamerton.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'kam-load-'));
const print = (line: string) => process.stdout.write(`${line}\n`);
const ms = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;

const product = await startProduct(
  folder,
  { KAMERTON_TRUSTED_PROXIES: '127.0.0.1', KAMERTON_CONCURRENCY: '1' },
  profiles === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profiles}`],
);
const pid = product.process.pid ?? 0;
let held = true;
try {
  const seeded = spawnSync(process.execPath, [program, 'seed', '--calls', historyText, '--months', '2'], {
    env: { ...process.env, KAMERTON_DATA_DIR: folder },
    encoding: 'utf8',
  });
  if (seeded.status !== 0) throw new Error(seeded.stderr);
  let cookie = await signIn(product.url, folder, 'supervisor');
  const waiting = async () => {
    // One person may ask twenty times a second.
    await pause(200);
    return (await listOf('state=waiting&limit=1')).total + (await listOf('state=processing&limit=1')).total;
  };
  await waitFor(async () => (await waiting()) === 0, 180);
  const items = await newestCalls();
  const operatorIds = [...new Set(items.flatMap(({ operatorId }) => operatorId ?? []))].slice(0, 20);
  const people = await loadPeople(folder, Math.max(60, peopleFor(sockets)), operatorIds);
  // One whose session the load keeps alive: half an hour of silence ends a session.
  cookie = people.supervisors[0]?.headers.cookie ?? cookie;
  const material = { callIds: items.filter(({ state }) => state === 'done').map(({ id }) => id), ...people };
  const sounding = items.filter(({ hasRecording, state }) => hasRecording && state === 'done').map(({ id }) => id);
  print('kind by itself            count    server    store     redis     p50       p95');
  for (const kind of kindsOfRequests) {
    const cost = await costOf(pid, kind, requestsAlone, (n) => requestOf(kind, product.url, n, material));
    const { server, store, redis } = cost.cpu;
    const cells = [server, store, redis, cost.p50, cost.p95].map((one) => `${one.toFixed(2)} ms`.padEnd(10)).join('');
    print(
      `${kind.padEnd(26)}${String(cost.count).padEnd(9)}${cells}${cost.failed === 0 ? '' : `failed ${cost.failed}`}`,
    );
  }
  const pages = await openPages(product.url, sockets, people.supervisors);
  const memory = watchMemory(pid);
  // Half an hour of silence ends a session: each look has one of its own.
  const lookAtLoop = async () => loopUse(product.url, await signIn(product.url, folder, 'admin'));
  for (const rate of rates) {
    const stop = new AbortController();
    setMaxListeners(0, stop.signal);
    pages.ms.length = 0;
    const loopBefore = await lookAtLoop();
    const [before, own] = [usedBy(pid), process.cpuUsage()];
    const heard = listen(product.url, listeners, sounding, people.supervisors, stop.signal);
    const brought = bringCalls(product.url, people.supervisors, stop.signal);
    const begun = performance.now();
    const asked = await steadyRequests(rate, seconds, (n) => pageRequest(product.url, n, material));
    const wall = (performance.now() - begun) / 1_000;
    const [after, spent] = [usedBy(pid), process.cpuUsage(own)];
    const loop = await lookAtLoop();
    stop.abort();
    report(rate, wall, asked, await heard);
    reportCpu(wall, countOf(asked) + countOf(await heard), before, after, (spent.user + spent.system) / 1e6);
    const [mean, p50, p99, max] = [loop.lag.mean, loop.lag.p50, loop.lag.p99, loop.lag.max].map((one) =>
      ms(one * 1_000),
    );
    print(
      `event loop of the server held: mean ${mean}, p50 ${p50}, p99 ${p99}, most ${max}; ` +
        `memory swept ${(((loop.sweeping - loopBefore.sweeping) / wall) * 100).toFixed(1)} % of the time`,
    );
    const { taken, refused } = await brought;
    const behind = performance.now();
    await waitFor(async () => (await waiting()) === 0, 120);
    print(
      `calls taken ${taken}, refused ${refused}; the last was judged ${ms(performance.now() - behind)} after the load ended`,
    );
    const fanOut = pages.ms.toSorted((a, b) => a - b);
    print(
      `websockets ${pages.open()} of ${sockets} open, messages ${fanOut.length}, from the first page to each: ` +
        `p50 ${ms(quantile(fanOut, 0.5))}, p99 ${ms(quantile(fanOut, 0.99))}`,
    );
  }
  const { lines, flat } = memory();
  for (const line of lines) print(line);
  held &&= flat;
  pages.close();

  async function newestCalls() {
    const found: Awaited<ReturnType<typeof listOf>>['items'] = [];
    let cursor: string | null = '';
    while (cursor !== null && found.length < mostCalls) {
      const page: Awaited<ReturnType<typeof listOf>> = await listOf(`limit=200${cursor && `&cursor=${cursor}`}`);
      found.push(...page.items);
      cursor = page.nextCursor;
    }
    return found;
  }

  function listOf(query: string) {
    return readApi(`${product.url}/api/calls?${query}`, cookie, callListSchema);
  }
} finally {
  await product.end('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
}
process.exit(held ? 0 : 1);

function report(rate: number, wall: number, asked: Latencies, heard: Pick<Latencies, 'kinds'>): void {
  const all = [...asked.kinds.values()].flatMap((one) => one.ms).sort((a, b) => a - b);
  const load = loadavg()[0] ?? 0;
  print(`\n== ${rate} requests a second for ${seconds} s (load average of the machine ${load.toFixed(1)})`);
  print('kind                      count    p50       p95       p99       kB     answers');
  for (const [kind, { ms: times, bytes, statuses }] of [...asked.kinds, ...heard.kinds]) {
    const cells = [0.5, 0.95, 0.99].map((share) => ms(quantile(times, share)).padEnd(10)).join('');
    const said = [...statuses].map(([status, count]) => `${status}: ${count}`).join(', ');
    const size = (bytes / Math.max(1, times.length) / 1_000).toFixed(1).padEnd(7);
    print(`${kind.padEnd(26)}${String(times.length).padEnd(9)}${cells}${size}${said}`);
  }
  print(
    `all ${all.length} in ${wall.toFixed(1)} s: p50 ${ms(quantile(all, 0.5))}, p95 ${ms(quantile(all, 0.95))}, p99 ${ms(quantile(all, 0.99))}`,
  );
  const late = quantile(asked.lateMs, 0.99);
  const kept = late <= lateBoundMs && asked.left === 0;
  print(
    `the generator was late by ${ms(quantile(asked.lateMs, 0.5))} (p50), ${ms(late)} (p99), left out ${asked.left}` +
      `${kept ? '' : ' – IT DID NOT KEEP THE PACE: times above are partly its own'}`,
  );
}

function reportCpu(
  wall: number,
  requests: number,
  before: Record<Part, PartUse>,
  after: Record<Part, PartUse>,
  generator: number,
): void {
  const cells = (['server', 'store', 'redis', 'other'] as const).map((part) => {
    const cpu = after[part].cpu - before[part].cpu;
    return `${part} ${((cpu * 1_000) / requests).toFixed(2)} ms (${((cpu / wall) * 100).toFixed(0)} %)`;
  });
  print(
    `processor a request (share of a core): ${cells.join(', ')}; generator ${((generator * 1_000) / requests).toFixed(2)} ms (${((generator / wall) * 100).toFixed(0)} %)`,
  );
}

function countOf({ kinds }: Pick<Latencies, 'kinds'>): number {
  return [...kinds.values()].reduce((sum, { ms: times }) => sum + times.length, 0);
}
