/** Children that give way really have a lower priority, and one that is gone is no fault. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { getPriority } from 'node:os';
import { expect, test } from 'vitest';
import { giveWay } from '../../../analyzer/platform/give-way.ts';

test('a child runs ten steps below us', async () => {
  const child = spawn('sleep', ['30']);
  giveWay(child.pid);
  expect(getPriority(child.pid)).toBe(10);
  child.kill();
  await once(child, 'exit');
  expect(() => giveWay(child.pid)).not.toThrow();
  expect(() => giveWay(undefined)).not.toThrow();
});
