/** Pages hear of ends at once and of steps on the way twice a second at most. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CallProgress } from '../../../analyzer/domain/call-state.ts';
import { followProgress } from '../../../api/live/follow-progress.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const step = (id: string, percent: number): CallProgress => ({ id, state: 'processing', stage: 'recognize', percent });
const end = (id: string): CallProgress => ({ id, state: 'done', stage: null, percent: 100 });

test('the newest step of each call is told when the half second is over', () => {
  const told: CallProgress[] = [];
  const { note } = followProgress((call) => told.push(call));
  note(step('a', 1));
  note(step('b', 5));
  note(step('a', 2));
  vi.advanceTimersByTime(499);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(told).toEqual([step('a', 2), step('b', 5)]);
  vi.advanceTimersByTime(10_000);
  expect(told).toHaveLength(2);
  note(step('a', 3));
  vi.advanceTimersByTime(500);
  expect(told.at(-1)).toEqual(step('a', 3));
});

test('an end is told at once, and no step after it', () => {
  const told: CallProgress[] = [];
  const { note } = followProgress((call) => told.push(call));
  note(step('a', 90));
  note(end('a'));
  expect(told).toEqual([end('a')]);
  vi.advanceTimersByTime(500);
  expect(told).toEqual([end('a')]);
});

test('nothing is told after the stop', () => {
  const told: CallProgress[] = [];
  const { note, stop } = followProgress((call) => told.push(call));
  note(step('a', 90));
  stop();
  vi.advanceTimersByTime(500);
  expect(told).toEqual([]);
});
