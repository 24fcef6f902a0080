/** An operator's calls are asked of the store again when the ledger has something new of them, and after ten seconds. */
import { expect, test } from 'vitest';
import type { ApiDeps } from '../../../api/deps.ts';
import { ownCallsOf } from '../../../api/features/own-page/own-calls.ts';

function opened() {
  const state = { stand: 'a', now: 0, asked: 0, fails: false };
  const ownCalls = async () => {
    state.asked += 1;
    if (state.fails) throw new Error('store');
    return { name: String(state.asked) };
  };
  const deps = { desk: { screens: { ownCalls } }, standOfOperator: async () => state.stand };
  const read = ownCallsOf(deps as unknown as ApiDeps, () => state.now);
  const period = { from: '2026-03-01', to: '2026-03-11', zone: 'UTC', step: 'week' as const, most: 200 };
  return {
    state,
    name: async (id: string, step: 'week' | 'day' = 'week') => (await read(id, { ...period, step })).name,
  };
}

test('the same question is answered from memory until the calls change or ten seconds are over', async () => {
  const { state, name } = opened();
  expect([await name('op-1'), await name('op-1')]).toEqual(['1', '1']);
  expect([await name('op-2'), await name('op-1', 'day'), await name('op-1')]).toEqual(['2', '3', '1']);
  state.stand = 'b';
  expect([await name('op-1'), await name('op-1')]).toEqual(['4', '4']);
  state.now = 9_999;
  expect(await name('op-1')).toBe('4');
  state.now = 10_000;
  expect(await name('op-1')).toBe('5');
});

test('a failure is not kept', async () => {
  const { state, name } = opened();
  state.fails = true;
  await expect(name('op-1')).rejects.toThrow('store');
  state.fails = false;
  expect(await name('op-1')).toBe('2');
});
