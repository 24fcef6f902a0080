/**
 * `npm run bench:kills [ROUNDS]`: uploads calls while the whole product is killed at random moments, then counts: every
 * acknowledged call must end done, once. Prints rounds, acknowledged, done, lost and doubled.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { samplesFolder } from '../../analyzer/demo/demo.ts';
import { callSchema } from '../../analyzer/domain/call.ts';
import { callDetailsSchema, callListSchema } from '../../api/features/calls/calls.schemas.ts';
import { readApi, signIn, startProduct } from '../support/product.ts';
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
const calls = await untilAllEnded();
const expected = new Set([...acknowledged]);
const lost = [...expected].filter((id) => !calls.some((call) => call.id === id)).length;
const notDone = calls.filter((call) => call.state !== 'done').length;
const broken = await countBroken(calls.filter((call) => expected.has(call.id)).map((call) => call.id));
console.log(`rounds ${rounds}, acknowledged ${expected.size}, done ${calls.length - notDone} of ${calls.length}`);
console.log(
  `lost ${lost}, listed twice ${calls.length - new Set(calls.map(({ id }) => id)).size}, incomplete or doubled findings ${broken}`,
);
await product.end('SIGTERM');
rmSync(folder, { recursive: true, force: true });
process.exitCode = lost + notDone + broken === 0 && expected.size > 0 ? 0 : 1;

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

async function untilAllEnded() {
  const readAll = async () => {
    const items: z.infer<typeof callListSchema>['items'] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const page: z.infer<typeof callListSchema> = await readApi(
        `${product.url}/api/calls?limit=200${query}`,
        cookie,
        callListSchema,
      );
      items.push(...page.items);
      cursor = page.nextCursor;
    }
    return items;
  };
  await waitFor(async () => (await readAll()).every((call) => ['done', 'failed', 'refused'].includes(call.state)), 300);
  return readAll();
}

/** All these calls have the same words: each must have the findings of the first, no fewer and no more. */
async function countBroken(ids: readonly string[]): Promise<number> {
  const counts: number[] = [];
  for (const id of ids) {
    const { analysis } = await readApi(`${product.url}/api/calls/${id}`, cookie, callDetailsSchema);
    counts.push((analysis?.findings.length ?? 0) * 1_000 + (analysis?.segments.length ?? 0));
  }
  return counts.filter((count) => count !== counts[0] || count === 0).length;
}
