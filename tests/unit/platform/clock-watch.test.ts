/** The watch over the clock: what is a jump, in both directions, and how long it is remembered. */
import { expect, it } from 'vitest';
import { clockWatch } from '../../../analyzer/platform/clock-watch.ts';

const hour = 3_600_000;
const start = Date.parse('2026-03-01T10:00:00Z');

/** A machine whose two clocks are moved by hand. */
function machine(lastSeen: string | null = null) {
  const time = { wall: start, steady: 5_000 };
  const watch = clockWatch(
    lastSeen === null ? null : new Date(lastSeen),
    () => time.wall,
    () => time.steady,
  );
  return {
    watch,
    pass(ms: number) {
      time.wall += ms;
      time.steady += ms;
      watch.look();
    },
    jump(ms: number) {
      time.wall += ms;
      watch.look();
    },
  };
}

it('passes time and small corrections over', () => {
  const { watch, pass, jump } = machine('2026-02-28T10:00:00Z');
  pass(10_000);
  jump(9 * 60_000);
  jump(-9 * 60_000);
  pass(hour);
  expect(watch.jumped()).toBeNull();
});

it.each([1, -1])('sees a jump of %i day and forgets it after a day of running', (sign) => {
  const { watch, pass, jump } = machine();
  pass(hour);
  jump(sign * 24 * hour);
  expect(watch.jumped()).toMatchObject({ bySeconds: sign * 86_400 });
  pass(23 * hour);
  expect(watch.jumped()).not.toBeNull();
  pass(hour + 1);
  expect(watch.jumped()).toBeNull();
});

it('sees at the start that the clock stands before what was written down, or a year after it', () => {
  expect(machine('2026-03-01T10:11:00Z').watch.jumped()?.bySeconds).toBe(-660);
  expect(machine('2025-03-01T10:00:00Z').watch.jumped()?.bySeconds).toBe(365 * 86_400);
  expect(machine('2026-02-01T10:00:00Z').watch.jumped()).toBeNull();
});
