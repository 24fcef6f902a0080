/** Gives the event loop its turn inside long computations: a server that measures a recording still answers. */
import { setImmediate } from 'node:timers/promises';

const breathMs = 10;
let last = performance.now();

/** To await inside a loop: most calls do nothing, one every 10 ms lets other work run. */
export async function breathe(): Promise<void> {
  if (performance.now() - last < breathMs) return;
  await setImmediate();
  last = performance.now();
}
