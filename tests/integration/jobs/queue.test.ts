/** The private Redis and the queue on it. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PrivateRedis, startPrivateRedis } from '../../../analyzer/jobs/private-redis.ts';
import { type CallQueue, openCallQueue } from '../../../analyzer/jobs/queue.ts';
import { isListening } from '../../support/free-ports.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { waitFor } from '../../support/wait-for.ts';

const folder = tempFolder();
let redis: PrivateRedis;
let queue: CallQueue;

beforeAll(async () => {
  redis = await startPrivateRedis(folder);
  queue = openCallQueue({ socket: redis.socket }, () => {});
});
afterAll(async () => {
  await queue?.close();
  await redis?.stop();
});

describe('the queue', () => {
  it('holds one job for the same run of a call, however often it is added', async () => {
    const job = { callId: randomUUID(), run: 1 };
    await Promise.all([queue.add(job), queue.add(job), queue.ensure(job)]);
    expect(await queue.depth()).toBe(1);
    await queue.add({ ...job, run: 2 });
    expect(await queue.depth()).toBe(2);
    await queue.reset();
    expect(await queue.depth()).toBe(0);
  });

  it('refuses a payload that is not ids', async () => {
    await expect(queue.add({ callId: 'x:y', run: 1 })).rejects.toThrow();
  });

  it('carries progress from the worker to every listener', async () => {
    const heard: unknown[] = [];
    queue.onProgress((progress) => heard.push(progress));
    const job = { callId: randomUUID(), run: 1 };
    const progress = { id: job.callId, state: 'processing' as const, stage: 'sound' as const, percent: 40 };
    await queue.add(job);
    const waiting = await queue.bull.getJob(`${job.callId}-1`);
    // Subscribing takes Redis a moment: what is published before is heard by nobody.
    await waitFor(async () => {
      await waiting?.progress(progress);
      return heard.length > 0;
    });
    expect(heard[0]).toEqual(progress);
    await queue.reset();
  });
});

describe('the private Redis', () => {
  it('keeps what it acknowledged when it is killed and started again', async () => {
    const place = tempFolder();
    const first = await startPrivateRedis(place);
    const before = openCallQueue({ socket: first.socket }, () => {});
    const job = { callId: randomUUID(), run: 1 };
    await before.add(job);
    await before.close();
    await first.stop();
    const second = await startPrivateRedis(place);
    const after = openCallQueue({ socket: second.socket }, () => {});
    await waitFor(async () => (await after.depth()) !== null);
    expect(await after.depth()).toBe(1);
    await after.close();
    await second.stop();
  });

  it('ends an orphan of a killed product before it starts', async () => {
    const place = tempFolder();
    const orphan = spawn(
      'redis-server',
      ['--port', '0', '--unixsocket', `${place}/redis.sock`, '--dir', place, '--appendonly', 'yes'],
      { stdio: 'ignore' },
    );
    await once(orphan, 'spawn');
    const ended = once(orphan, 'exit');
    await waitFor(() => isListening(`${place}/redis.sock`));
    const ours = await startPrivateRedis(place);
    await ended;
    const onOurs = openCallQueue({ socket: ours.socket }, () => {});
    await onOurs.add({ callId: randomUUID(), run: 1 });
    expect(await onOurs.depth()).toBe(1);
    await onOurs.close();
    await ours.stop();
  });

  it('says what to do when the path is too long for a socket', async () => {
    await expect(startPrivateRedis(`${folder}/${'x'.repeat(100)}`)).rejects.toThrow(/KAMERTON_DATA_DIR/);
  });
});
