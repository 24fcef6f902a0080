/**
 * `npm run bench:load [minutes] [requests a second] [sockets] [listeners] [calls of history]`: a seeded product under a day's load at once: mixed
 * requests at a steady rate, open pages that follow, people who listen, calls that come in. Prints latencies and memory.
 * With 60 minutes it is the soak.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { samplesFolder } from '../../analyzer/demo/demo.ts';
import { callSchema } from '../../analyzer/domain/call.ts';
import { callListSchema } from '../../api/features/calls/calls.schemas.ts';
import { loadPeople } from '../support/load/people.ts';
import { quantile, steadyRequests } from '../support/load/steady-requests.ts';
import { readApi, signIn, startProduct } from '../support/product.ts';
import { waitFor } from '../support/wait-for.ts';

const [minutes = 1, rate = 300, sockets = 1_000, listeners = 100, history = 3_000] = process.argv.slice(2).map(Number);
const seconds = minutes * 60;
/** The peak of a day of 8,000 calls is 1,500 an hour. */
const callsAMinute = 25;
const socketsOfOne = 5;
const program = fileURLToPath(new URL('../../scripts/kamerton.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'kam-load-'));
const step = (what: string) => void process.stdout.write(`${what}…\r`);
const ms = (value: number) => `${Math.round(value)} ms`;

const environment = { KAMERTON_TRUSTED_PROXIES: '127.0.0.1', KAMERTON_CONCURRENCY: '1' };
const product = await startProduct(folder, environment);
const opened: WebSocket[] = [];
step('history');
const seeded = spawnSync(process.execPath, [program, 'seed', '--calls', String(history), '--months', '2'], {
  env: { ...process.env, KAMERTON_DATA_DIR: folder },
  encoding: 'utf8',
});
if (seeded.status !== 0) throw new Error(seeded.stderr);
const cookie = await signIn(product.url, folder, 'supervisor');
step('people');
const people = await loadPeople(folder, Math.max(30, Math.ceil(sockets / socketsOfOne)));
const headersOf = (n: number) => people[n % people.length]?.headers ?? {};
const { items } = await readApi(`${product.url}/api/calls?limit=200`, cookie, callListSchema);
const sounding = items.filter((call) => call.hasRecording && call.state === 'done');

try {
  step('pages');
  const fanOut = await follow();
  step('load');
  const stop = new AbortController();
  const listening = Array.from({ length: sounding.length > 0 ? listeners : 0 }, (_, n) => listen(n, stop.signal));
  const ingested = ingest(stop.signal);
  const memory = watchMemory();
  const asked = await steadyRequests(rate, seconds, (n) => ({
    url: `${product.url}${pathOf(n)}`,
    headers: headersOf(n),
  }));
  stop.abort();
  const sent = await ingested;
  const heard = (await Promise.all(listening)).reduce((sum, bytes) => sum + bytes, 0);
  step('the rest');
  const behind = performance.now();
  await waitFor(async () => {
    const waiting = await readApi(`${product.url}/api/calls?state=waiting&limit=1`, cookie, callListSchema);
    return waiting.total === 0;
  }, 120);
  const statuses = [...asked.statuses].map(([status, count]) => `${status}: ${count}`).join(', ');
  console.log(`requests ${asked.ms.length} in ${seconds} s (${rate} a second asked for); answers ${statuses}`);
  console.log(
    `  p50 ${ms(quantile(asked.ms, 0.5))}, p95 ${ms(quantile(asked.ms, 0.95))}, p99 ${ms(quantile(asked.ms, 0.99))}`,
  );
  fanOut.ms.sort((a, b) => a - b);
  console.log(
    `websockets ${opened.filter((socket) => socket.readyState === socket.OPEN).length} of ${sockets} open, messages ${fanOut.ms.length}, ` +
      `from the first page to each: p50 ${ms(quantile(fanOut.ms, 0.5))}, p99 ${ms(quantile(fanOut.ms, 0.99))}`,
  );
  console.log(`listeners ${listening.length}, ${(heard / seconds / 2 ** 20).toFixed(1)} MB a second`);
  console.log(
    `calls taken ${sent.taken}, refused ${sent.refused}; the last was judged ${ms(performance.now() - behind)} after the load ended`,
  );
  console.log(memory());
} finally {
  for (const socket of opened) socket.terminate();
  await product.end('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
}

/** What pages ask for, by how often they do. */
function pathOf(n: number): string {
  const call = items[n % items.length]?.id ?? '';
  const at = n % 20;
  if (at < 8) return `/api/calls/${call}`;
  if (at < 14) return '/api/calls?limit=50';
  if (at < 17) return '/api/queue?limit=50';
  return at === 17 ? '/api/operators' : at === 18 ? '/api/session' : '/api/health';
}

/** Opens the pages; each message is timed from when the first page heard it. */
async function follow() {
  const firstAt = new Map<string, number>();
  const times: number[] = [];
  const address = new URL('/api/live', product.url);
  for (let n = 0; n < sockets; n += 1) {
    const socket = new WebSocket(address.href.replace('http', 'ws'), {
      headers: { ...headersOf(Math.floor(n / socketsOfOne)), origin: product.url },
    });
    socket.on('error', () => {});
    socket.on('message', (data) => {
      const now = performance.now();
      const { type, seq, epoch } = z
        .object({ type: z.string(), seq: z.number().optional(), epoch: z.string().optional() })
        .parse(JSON.parse(String(data)));
      if (epoch !== undefined || seq === undefined) return;
      const key = `${type} ${seq}`;
      const first = firstAt.get(key);
      if (first === undefined) firstAt.set(key, now);
      else times.push(now - first);
    });
    opened.push(socket);
    if (n % 50 === 49) await pause(50);
  }
  await waitFor(() => opened.every((socket) => socket.readyState !== socket.CONNECTING), 60);
  return { ms: times };
}

/** Listens to a recording as a player does: pieces of 64 KB, one every two seconds. */
async function listen(n: number, signal: AbortSignal): Promise<number> {
  let bytes = 0;
  for (let at = 0; !signal.aborted; at += 65_536) {
    const id = sounding[n % sounding.length]?.id;
    const range = `bytes=${at % 262_144}-${(at % 262_144) + 65_535}`;
    const answer = await fetch(`${product.url}/api/calls/${id}/audio`, { headers: { ...headersOf(n), range } }).catch(
      () => null,
    );
    bytes += (await answer?.arrayBuffer().catch(() => null))?.byteLength ?? 0;
    await pause(2_000, undefined, { signal }).catch(() => {});
  }
  return bytes;
}

/** Metadata and words of calls, as many as come in the busiest hour. */
async function ingest(signal: AbortSignal): Promise<{ taken: number; refused: number }> {
  const sample = callSchema.parse(JSON.parse(readFileSync(join(samplesFolder, '03_lexis.transcript.json'), 'utf8')));
  const counts = { taken: 0, refused: 0 };
  for (let n = 0; !signal.aborted; n += 1) {
    const form = new FormData();
    const id = `load-${n}`;
    form.set('transcript', new Blob([JSON.stringify({ ...sample, id })]), `${id}.json`);
    const answer = await fetch(`${product.url}/api/calls`, { method: 'POST', headers: headersOf(n), body: form }).catch(
      () => null,
    );
    if (answer?.status === 202) counts.taken += 1;
    else counts.refused += 1;
    await pause(60_000 / callsAMinute, undefined, { signal }).catch(() => {});
  }
  return counts;
}

/** Resident memory every ten seconds; the slope is that of the second half, when everything is warm. */
function watchMemory(): () => string {
  const seen: { hours: number; megabytes: number }[] = [];
  const begun = performance.now();
  const look = () => {
    const status = readFileSync(`/proc/${product.process.pid}/status`, 'utf8');
    const megabytes = Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1_024;
    seen.push({ hours: (performance.now() - begun) / 3_600_000, megabytes });
  };
  look();
  const timer = setInterval(look, 10_000);
  return () => {
    clearInterval(timer);
    look();
    const warm = seen.slice(Math.floor(seen.length / 2));
    const mean = (of: (one: (typeof warm)[number]) => number) =>
      warm.reduce((sum, one) => sum + of(one), 0) / warm.length;
    const [x, y] = [mean(({ hours }) => hours), mean(({ megabytes }) => megabytes)];
    const spread = warm.reduce((sum, one) => sum + (one.hours - x) ** 2, 0);
    const slope = warm.reduce((sum, one) => sum + (one.hours - x) * (one.megabytes - y), 0) / (spread || 1);
    const most = Math.max(...seen.map(({ megabytes }) => megabytes));
    const first = seen[0]?.megabytes ?? 0;
    return `memory of the server: ${Math.round(first)} MB at first, ${Math.round(most)} MB at most, slope of the second half ${slope.toFixed(1)} MB an hour`;
  };
}
