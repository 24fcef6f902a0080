/** Waiting for a fact, never for a time. */
import { setTimeout as pause } from 'node:timers/promises';

/** Returns as soon as `fact` holds; fails after `seconds` with what was waited for. */
export async function waitFor(fact: () => boolean | Promise<boolean>, seconds = 120): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await fact())) {
    if (Date.now() > deadline) throw new Error(`not within ${seconds} s: ${fact}`);
    await pause(20);
  }
}
