/** The product on the customer's own ClickHouse and Redis, found by URL: the same code, nothing of ours is started. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type EmbeddedServer, startEmbeddedServer } from '../../analyzer/storage/facts/embedded-server.ts';
import { callListSchema } from '../../api/features/calls/calls.schemas.ts';
import { freePorts, isListening } from '../support/free-ports.ts';
import { type Product, readApi, signIn, startProduct } from '../support/product.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { waitFor } from '../support/wait-for.ts';

const folder = tempFolder();
const places = { clickhouse: tempFolder(), redis: tempFolder() };
let clickhouse: EmbeddedServer;
let redis: ReturnType<typeof spawn>;
let product: Product;

beforeAll(async () => {
  clickhouse = await startEmbeddedServer(places.clickhouse, 'qa_calls');
  const [port = 0] = await freePorts(1);
  redis = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--dir', places.redis, '--save', ''], {
    stdio: 'ignore',
  });
  await waitFor(() => isListening(port));
  product = await startProduct(folder, {
    CLICKHOUSE_URL: clickhouse.address.url,
    CLICKHOUSE_USER: clickhouse.address.user,
    CLICKHOUSE_PASSWORD: clickhouse.address.password,
    CLICKHOUSE_DATABASE: 'qa_calls',
    REDIS_URL: `redis://127.0.0.1:${port}`,
  });
});
afterAll(async () => {
  const code = await product?.end('SIGTERM');
  redis?.kill();
  await clickhouse?.stop();
  expect(code).toBe(0);
});

it('processes the samples there and starts no server of its own', async () => {
  const cookie = await signIn(product.url, folder, 'supervisor');
  await waitFor(async () => {
    const { items } = await readApi(`${product.url}/api/calls`, cookie, callListSchema);
    return items.length === 6 && items.every((call) => call.state === 'done' && call.score !== null);
  });
  expect(existsSync(join(folder, 'clickhouse'))).toBe(false);
  expect(existsSync(join(folder, 'redis'))).toBe(false);
});
