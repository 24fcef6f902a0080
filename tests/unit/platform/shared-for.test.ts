/** One answer for everybody who asks within a moment. */
import { expect, test } from 'vitest';
import { sharedFor } from '../../../analyzer/platform/shared-for.ts';

test('is asked for once a moment; a failure is not handed on', async () => {
  let now = 5_000;
  let count = 0;
  let failing = false;
  const ask = sharedFor(
    1_000,
    async () => {
      count += 1;
      if (failing) throw new Error('away');
      return count;
    },
    () => now,
  );
  expect(await Promise.all([ask(), ask()])).toEqual([1, 1]);
  now += 999;
  expect(await ask()).toBe(1);
  now += 1;
  expect(await ask()).toBe(2);
  // A clock that was put back must not keep an answer for hours.
  now -= 3_600_000;
  expect(await ask()).toBe(3);
  now += 1_000;
  failing = true;
  await expect(ask()).rejects.toThrow('away');
  failing = false;
  expect(await ask()).toBe(5);
});
