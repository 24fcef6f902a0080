/** A hundred thousand changed headers: each a header within the limits or one clear refusal (`npm run bench:headers`: ten million). */
import { expect, it } from 'vitest';
import { mutateHeaders } from '../../support/hostile/mutate-headers.ts';

it('keeps the promise of the parsers over 100,000 mutations', () => {
  const report = mutateHeaders(100_000, 20_261);
  expect(report.faults).toEqual([]);
  expect(report.mutations).toBe(100_000);
  // Both ends are met often, otherwise the mutations tell nothing.
  expect(report.accepted).toBeGreaterThan(10_000);
  expect(report.refused).toBeGreaterThan(10_000);
});
