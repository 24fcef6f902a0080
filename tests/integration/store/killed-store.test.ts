/** The servers under us die: they are started again over the same folder, and what was acknowledged is there, once. */

import { once } from 'node:events';
import { connect } from 'node:net';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyzerConfigSchema, readConfig } from '../../../analyzer/config.ts';
import { createLogger } from '../../../analyzer/platform/logger.ts';
import { type Servers, startServers } from '../../../analyzer/servers.ts';
import { openFactsClient } from '../../../analyzer/storage/facts/client.ts';
import { signalTo } from '../../support/faults/process-tree.ts';
import { childrenNamed, killStoreWhileWriting } from '../../support/kill-store.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { waitFor } from '../../support/wait-for.ts';

const places = { killed: tempFolder(), watched: tempFolder() };

it('kill -9 of the store while calls are written: every acknowledged call is there, whole and once', async () => {
  const report = await killStoreWhileWriting(places.killed, 17);
  expect(report).toMatchObject({ rounds: 17, lost: 0, doubled: 0 });
  expect(report.restarts).toBeGreaterThanOrEqual(17);
  expect(report.acknowledged).toBeGreaterThan(10);
}, 600_000);

describe('servers of ours that end by themselves', () => {
  let servers: Servers;
  beforeAll(async () => {
    const config = readConfig(analyzerConfigSchema, { KAMERTON_DATA_DIR: places.watched });
    servers = await startServers(config, createLogger('silent'), () => {});
  });
  afterAll(async () => servers?.stop());

  const storeAnswers = async () => {
    const client = openFactsClient({ ...servers.facts, database: 'system' });
    const { success } = await client.ping({ select: true });
    await client.close();
    return success;
  };

  it('a connection that breaks inside the head of a request ends this engine; it is back at the same address', async () => {
    const before = servers.outages().store?.restarts ?? 0;
    const socket = connect(Number(new URL(servers.facts.url).port), '127.0.0.1');
    socket.on('error', () => {});
    await once(socket, 'connect');
    // The break comes behind what was written, however late the engine reads it.
    socket.write('POST /?query=SELECT%201 HTTP/1.1\r\nHost: x\r\nContent-', () => socket.destroy());
    await waitFor(() => (servers.outages().store?.restarts ?? 0) === before + 1);
    expect(await storeAnswers()).toBe(true);
    expect(servers.outages().store).toMatchObject({ up: true, last: { cause: expect.stringContaining('SIG') } });
  });

  it('Redis comes back on its socket with what it held', async () => {
    if (!('socket' in servers.queue)) throw new Error('a private Redis was expected');
    const redis = new Redis({ path: servers.queue.socket, maxRetriesPerRequest: null });
    redis.on('error', () => {});
    await redis.set('kept', 'yes');
    // The append-only file is flushed every second.
    await waitFor(async () => /aof_pending_bio_fsync:0/.test(await redis.info('persistence')));
    for (const pid of childrenNamed('redis-server')) signalTo(pid, 'SIGKILL');
    await waitFor(() => servers.outages().queue?.restarts === 1);
    expect(await redis.get('kept')).toBe('yes');
    redis.disconnect();
  });
});
