/** The product killed while history is re-scored after a publication: at the next start it goes on by itself, to the end, once. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { analyzerConfigSchema, readConfig } from '../../../analyzer/config.ts';
import { samples } from '../../../analyzer/demo/demo.ts';
import { seedHistory } from '../../../analyzer/demo/seed/seed-history.ts';
import { openHistory } from '../../../analyzer/open-history.ts';
import { openFactsClient } from '../../../analyzer/storage/facts/client.ts';
import { callLedger } from '../../../analyzer/storage/state/call-ledger.ts';
import { openStateDatabase } from '../../../analyzer/storage/state/database.ts';
import { type Product, readApi, signIn, startProduct } from '../../support/product.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { waitFor } from '../../support/wait-for.ts';

const folder = tempFolder();
const calls = 500;
let product: Product;
let cookie = '';

const historyOf = () => openHistory(readConfig(analyzerConfigSchema, { KAMERTON_DATA_DIR: folder }));

beforeAll(async () => {
  product = await startProduct(folder);
  const history = await historyOf();
  const { source } = await history.judging.inForce();
  await seedHistory(history, source, { calls, months: 3, seed: 'killed', today: '2026-06-01' });
  await history.close();
  cookie = await signIn(product.url, folder, 'trainer');
});
afterAll(() => product?.end('SIGTERM'));

async function ask(path: string, body: object, as = cookie) {
  const answer = await fetch(`${product.url}${path}`, {
    method: 'POST',
    headers: { cookie: as, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return z.looseObject({ id: z.string().optional(), number: z.number().optional() }).parse(await answer.json());
}
const overviewSchema = z.object({
  inForce: z.object({ number: z.number(), scorecard: z.string() }),
  rescore: z.object({ id: z.string(), state: z.string(), done: z.number(), attempt: z.number() }).nullable(),
});
const overview = () => readApi(`${product.url}/api/lexicons`, cookie, overviewSchema);

async function countOf(sql: string): Promise<number> {
  const history = await historyOf();
  const client = openFactsClient(history.address);
  try {
    const answer = await client.query({ query: `SELECT toUInt32(${sql}) AS n`, format: 'JSONEachRow' });
    return (
      z
        .object({ n: z.number() })
        .array()
        .parse(await answer.json())[0]?.n ?? -1
    );
  } finally {
    await client.close();
    await history.close();
  }
}

/** A call that is not judged to its end has a re-score wait: on no machine is it through before it is killed. */
async function holdOneBack(): Promise<() => Promise<void>> {
  const database = await openStateDatabase(join(folder, 'state', 'kamerton.sqlite'));
  const ledger = callLedger(database);
  const [call] = (await ledger.page({ scope: { kind: 'all' }, limit: 1, oldestFirst: true })).items;
  const put = async (from: 'done' | 'failed', to: 'done' | 'failed') => {
    const run = await ledger.restart(call?.id ?? '', [from]);
    await ledger.settle({ id: call?.id ?? '', run: run ?? 0 }, to);
    expect((await ledger.find(call?.id ?? ''))?.state).toBe(to);
  };
  await put('done', 'failed');
  return async () => {
    await put('failed', 'done');
    await database.destroy();
  };
}

it('goes on where it was', async () => {
  const letGo = await holdOneBack();
  const { id } = await ask('/api/lexicon-drafts', { id: randomUUID(), from: 'v1', comment: 'порог' });
  // Another limit has every call judged anew: there is something to be killed in.
  const fields = {
    ...{ id: 'time.answer', title: 'Ответ не позднее третьего гудка', section: '5.6.4', kind: 'time', unit: 'rings' },
    ...{ limits: { good: 1, acceptable: 2 }, weight: 2 },
  };
  const place = { file: 'scorecard.yaml', set: 'time', id: 'time.answer' };
  await ask(`/api/lexicon-drafts/${id}/items`, { version: 1, ...place, fields });
  const admin = await signIn(product.url, folder, 'admin');
  expect(await ask(`/api/lexicon-drafts/${id}/publish`, { version: 2, comment: 'порог' }, admin)).toEqual({
    number: 2,
  });
  await waitFor(async () => ((await overview()).rescore?.done ?? 0) > 0);
  expect((await overview()).rescore?.state).toBe('running');
  await product.end('SIGKILL');
  await letGo();

  product = await startProduct(folder);
  await waitFor(async () => (await overview()).rescore?.state === 'done', 240);
  const { inForce, rescore } = await overview();
  expect(inForce.number).toBe(2);
  expect(rescore?.attempt).toBeGreaterThan(1);
  // The sample calls of the product are among them.
  expect(await countOf(`(SELECT count() FROM calls FINAL WHERE scorecard_version != '${inForce.scorecard}')`)).toBe(0);
  // The samples were on their way when the product was killed.
  await waitFor(async () => (await countOf('(SELECT uniqExact(call_id) FROM calls)')) === calls + samples.length, 240);
  expect(await countOf('(SELECT count() FROM calls FINAL)')).toBe(calls + samples.length);
});
