/** The whole line in one process: the six samples go in and come out scored, whatever is killed on the way. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { samples } from '../../analyzer/demo/demo.ts';
import { callDetailsSchema, callListSchema } from '../../api/features/calls/calls.schemas.ts';
import { isListening } from '../support/free-ports.ts';
import { type Product, readApi, signIn, startProduct } from '../support/product.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { waitFor } from '../support/wait-for.ts';

const program = fileURLToPath(new URL('../../scripts/kamerton.mjs', import.meta.url));
const folder = tempFolder();
let product: Product;
let cookie: string;

beforeAll(async () => {
  product = await startProduct(folder);
  cookie = await signIn(product.url, folder, 'supervisor');
});
afterAll(async () => {
  expect(await product?.end('SIGTERM')).toBe(0);
});

/** Nothing else runs while such a process does, the time limit of the test neither: it has one of its own. */
const atMost = (more: { env: NodeJS.ProcessEnv }) => ({ ...more, encoding: 'utf8' as const, timeout: 120_000 });

const listCalls = () => readApi(`${product.url}/api/calls`, cookie, callListSchema);

/** The analysis of a sample by its name. */
async function analysisOf(name: string) {
  const call = (await listCalls()).items.find((item) => item.externalId === name);
  const { analysis } = await readApi(`${product.url}/api/calls/${call?.id}`, cookie, callDetailsSchema);
  return analysis;
}

describe('the demonstration', () => {
  it('survives kill −9 in the middle of the work: every sample ends done, once', async () => {
    for (let round = 0; round < 3; round += 1) {
      // Each time at another moment: as soon as one more sample is done.
      await waitFor(async () => (await listCalls()).items.filter((call) => call.state === 'done').length >= round);
      await product.end('SIGKILL');
      product = await startProduct(folder);
    }
    // Whatever has not come in yet comes in after the product says that it is ready.
    await waitFor(async () => {
      const { items } = await listCalls();
      return items.length >= samples.length && items.every((call) => call.state === 'done');
    }, 240);
    const { items, total } = await listCalls();
    expect(total).toBe(samples.length);
    expect(items.map((call) => call.externalId).sort()).toEqual(samples.map(({ file }) => file.replace(/\..*/, '')));
    expect(new Set(items.map((call) => call.id)).size).toBe(samples.length);
  });

  it('finds nothing against the operator of 01_perfect', async () => {
    const analysis = await analysisOf('01_perfect');
    expect(analysis?.findings.filter((finding) => finding.certain)).toEqual([]);
    expect(analysis?.criteria.filter((criterion) => criterion.outcome === 'failed')).toEqual([]);
    expect(analysis?.score).toBe(100);
  });

  it('finds the words of 03_lexis at their seconds', async () => {
    const analysis = await analysisOf('03_lexis');
    const found = (rule: string, text: string) =>
      analysis?.findings.find((finding) => finding.rule === rule && finding.text.toLowerCase() === text)?.start;
    // Seconds of the words in the recording's truth file
    expect(found('filler', 'ну')).toBeCloseTo(12.883, 1);
    expect(found('diminutive', 'справочку')).toBeGreaterThan(12.883);
    expect(found('imperative', 'представьтесь')).toBeGreaterThan(20);
    expect(found('irritant', 'ошибка')).toBeDefined();
  });
});

describe('kamerton worker', () => {
  it('joins the product over the same data folder and stops in order', async () => {
    const worker = spawn(process.execPath, [program, 'worker'], {
      env: { ...process.env, KAMERTON_DATA_DIR: folder },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void worker.kill('SIGKILL'));
    const ended = once(worker, 'exit');
    await once(worker.stdout, 'data');
    worker.kill('SIGTERM');
    expect((await ended)[0]).toBe(0);
  });

  it('waits for servers that are away when it comes', async () => {
    const { facts } = JSON.parse(readFileSync(join(folder, 'run', 'servers.json'), 'utf8'));
    await product.end('SIGKILL');
    // They end by themselves when they notice, a moment later.
    await waitFor(async () => !(await isListening(Number(new URL(facts.url).port))));
    await waitFor(async () => !(await isListening(join(folder, 'redis', 'redis.sock'))));
    const worker = spawn(process.execPath, [program, 'worker'], {
      env: { ...process.env, KAMERTON_DATA_DIR: folder, KAMERTON_LOG_LEVEL: 'warn' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    onTestFinished(() => void worker.kill('SIGKILL'));
    const ended = once(worker, 'exit');
    let said = '';
    for (const stream of [worker.stdout, worker.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk));
    await waitFor(() => said.includes('servers do not answer, trying again'));
    product = await startProduct(folder);
    await waitFor(() => said.includes('Обработчик готов'));
    worker.kill('SIGTERM');
    expect((await ended)[0]).toBe(0);
  });

  it('without anything to join says so in one line', () => {
    const environment = { ...process.env, KAMERTON_DATA_DIR: tempFolder() };
    const ended = spawnSync(process.execPath, [program, 'worker'], atMost({ env: environment }));
    expect(ended.status).toBe(1);
    expect(ended.stderr).toMatch(/^kamerton worker: не к чему подключиться: .*\n$/);
  });

  it('and a second serve over the same folder is refused in one line', () => {
    const environment = { ...process.env, KAMERTON_DATA_DIR: folder, KAMERTON_PORT: '0' };
    const ended = spawnSync(process.execPath, [program, 'serve'], atMost({ env: environment }));
    expect(ended.status).toBe(1);
    expect(ended.stderr).toMatch(/^kamerton serve: Kamerton уже запущен .*\n$/);
  });
});
