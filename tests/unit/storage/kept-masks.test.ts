/** Counts of hidden places: read once for a run, never held for what is not known or has moved on. */
import { describe, expect, it } from 'vitest';
import { keptMasks } from '../../../analyzer/storage/kept-masks.ts';

const call = { id: 'a', day: '2026-03-11', run: 1, wordsDeletedAt: null };

function given(answer: number | null = 2) {
  const world = { answer, generation: 'one', now: 0, asked: 0 };
  const masks = keptMasks(
    async () => {
      world.asked += 1;
      return world.answer;
    },
    async () => world.generation,
    () => world.now,
  );
  return { world, masks };
}

describe('kept masks', () => {
  it('are read once for a run', async () => {
    const { world, masks } = given();
    expect([await masks(call), await masks(call)]).toEqual([2, 2]);
    expect(world.asked).toBe(1);
    world.answer = 0;
    expect(await masks({ ...call, run: 2 })).toBe(0);
    expect(await masks(call)).toBe(2);
  });

  it('are read again when the facts have moved, and after ten minutes', async () => {
    const { world, masks } = given(0);
    await masks(call);
    world.answer = 3;
    world.generation = 'two';
    expect(await masks(call)).toBe(3);
    world.answer = 4;
    world.now = 600_001;
    expect(await masks(call)).toBe(4);
  });

  it('are not kept of words that nobody has looked through, of deleted ones, and without a run', async () => {
    const { world, masks } = given(null);
    expect(await masks(call)).toBeNull();
    world.answer = 1;
    expect(await masks(call)).toBe(1);
    const { run: _, ...withoutRun } = call;
    const before = world.asked;
    for (const one of [{ ...call, wordsDeletedAt: '2026-03-12T00:00:00.000Z' }, withoutRun]) {
      await masks(one);
      await masks(one);
    }
    expect(world.asked).toBe(before + 4);
  });
});
