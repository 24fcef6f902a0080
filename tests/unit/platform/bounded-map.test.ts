/** A map of bounded weight against a plain list of what was used last. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundedMap } from '../../../analyzer/platform/bounded-map.ts';

test('holds what was used last, up to its weight', () => {
  const step = fc.record({
    key: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    weight: fc.option(fc.integer({ min: 1, max: 6 })),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const map = boundedMap<number>(8, (weight) => weight);
      let last: [string, number][] = [];
      for (const { key, weight } of steps) {
        const known = last.find(([one]) => one === key);
        if (weight === null) {
          expect(map.get(key)).toBe(known?.[1]);
          if (known) last = [...last.filter((one) => one !== known), known];
          continue;
        }
        map.set(key, weight);
        last = [...last.filter((one) => one !== known), [key, weight]];
        while (last.reduce((sum, [, each]) => sum + each, 0) > 8) last.shift();
      }
      expect([...map.entries()]).toEqual(last);
      expect(map.size).toBe(last.length);
    }),
  );
});

test('a value heavier than the whole map is not kept and drives nothing out', () => {
  const map = boundedMap<string>(8, (text) => text.length);
  map.set('a', 'four');
  map.set('b', 'far too heavy');
  expect([...map.entries()]).toEqual([['a', 'four']]);
  map.set('a', 'far too heavy');
  expect(map.size).toBe(0);
});
