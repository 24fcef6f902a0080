/** How long to wait before connecting again. */

const firstMs = 1_000;
const longestMs = 30_000;

/**
 * Milliseconds before try number `failures` (1 is the first): 1, 2, 4 … 30 s, each between half of it and all of it,
 * so that after a restart of the server not every page comes at the same moment. `chance` is in 0…1.
 */
export function reconnectDelay(failures: number, chance: number): number {
  const full = Math.min(longestMs, firstMs * 2 ** Math.max(0, failures - 1));
  return Math.round(full * (0.5 + chance / 2));
}
