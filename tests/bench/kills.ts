/**
 * `npm run bench:kills [ROUNDS]`: uploads calls while the whole product is killed at random moments, then counts: every
 * acknowledged call must end done, once. Prints rounds, acknowledged, done, lost, doubled and incomplete.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { samplesFolder } from '../../analyzer/demo/demo.ts';
import { callSchema } from '../../analyzer/domain/call.ts';
import { callLedger } from '../../analyzer/storage/state/call-ledger.ts';
import { openStateDatabase } from '../../analyzer/storage/state/database.ts';
import { storedCalls } from '../support/faults/stored-calls.ts';
import { signIn, startProduct } from '../support/product.ts';
import { waitFor } from '../support/wait-for.ts';

const rounds = Number(process.argv[2] ?? 20);
const callsARound = 12;
const folder = mkdtempSync(join(tmpdir(), 'kam-kills-'));
const sample = callSchema.parse(JSON.parse(readFileSync(join(samplesFolder, '03_lexis.transcript.json'), 'utf8')));
const acknowledged = new Set<string>();
const answerSchema = z.object({ id: z.string(), duplicate: z.boolean() });

let product = await startProduct(folder);
const cookie = await signIn(product.url, folder, 'supervisor');
for (let round = 1; round <= rounds; round += 1) {
  const before = acknowledged.size;
  const uploads = Array.from({ length: callsARound }, (_, i) => upload(`kill-${round}-${i}`));
  // On a loaded machine a second passes before anything is acknowledged, and then the round would prove nothing.
  if (round % 2 === 0) await waitFor(() => acknowledged.size > before, 60);
  await pause(Math.random() * 1_500);
  await product.end('SIGKILL');
  await Promise.all(uploads);
  product = await startProduct(folder);
  process.stdout.write(`round ${round}: ${acknowledged.size} acknowledged\r`);
}
// Past the API: it would take thousands of calls for too many requests.
const database = await openStateDatabase(join(folder, 'state', 'kamerton.sqlite'));
const ledger = callLedger(database);
await waitFor(async () => (await ledger.inStates(['waiting', 'processing'])).length === 0, 60 + rounds * 10);
const calls = await ledger.findMany([...acknowledged]);
await database.destroy();
const lost = acknowledged.size - calls.length;
const done = calls.filter((call) => call.state === 'done').length;
const stored = await storedCalls(folder);
// All these calls have the same words: each has the findings of the first, no fewer and no more.
const rows = calls.map(({ id }) => stored.get(id));
const doubled = rows.filter((row) => row !== undefined && row.rows > 1).length;
const broken = rows.filter(
  (row) => !row?.findings || row.findings !== rows[0]?.findings || row.findings !== row.told,
).length;
console.log(`rounds ${rounds}, acknowledged ${acknowledged.size}, done ${done}`);
console.log(`lost ${lost}, scored twice ${doubled}, incomplete or doubled findings ${broken}`);
await product.end('SIGTERM');
rmSync(folder, { recursive: true, force: true });
process.exitCode = lost + doubled + broken === 0 && done === acknowledged.size && done > 0 ? 0 : 1;

/** Sends one call; what the server acknowledged must never be lost. */
async function upload(id: string): Promise<void> {
  const form = new FormData();
  form.set('transcript', new Blob([JSON.stringify({ ...sample, id })]), `${id}.json`);
  try {
    const response = await fetch(`${product.url}/api/calls`, { method: 'POST', headers: { cookie }, body: form });
    if (response.status === 202) acknowledged.add(answerSchema.parse(await response.json()).id);
  } catch {
    // The server was killed under this request: nothing was acknowledged, nothing is owed.
  }
}
