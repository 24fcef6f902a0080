/** Every class of hostile recordings, two files of each: a defined outcome, nothing disturbed (`npm run bench:hostile`: all). */
import { beforeAll, expect, it } from 'vitest';
import { type HostileReport, runHostile } from '../../support/hostile/run-hostile.ts';

let report: HostileReport;
beforeAll(async () => {
  report = await runHostile(2);
}, 900_000);

it('each file of each class is refused in one line or processed, as its class promises', () => {
  expect(report.classes.length).toBeGreaterThanOrEqual(60);
  expect(report.classes.flatMap(({ name, faults }) => faults.map((fault) => `${name} ${fault}`))).toEqual([]);
  // The set is worth something only while it holds both kinds.
  const sum = (of: 'refused' | 'taken') => report.classes.reduce((all, one) => all + one[of], 0);
  expect(sum('refused')).toBeGreaterThan(70);
  expect(sum('taken')).toBeGreaterThan(15);
});

it('A46 nothing asked a server, nothing was left behind, and the memory stayed below a gigabyte', () => {
  expect(report).toMatchObject({ canaryHits: 0, left: [] });
  expect(report.ownMemory).toBeLessThan(2 ** 30);
  expect(report.childMemory).toBeLessThan(2 ** 30);
});
