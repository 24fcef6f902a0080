/** The random audit sample: reproducible, without repetition, and every call with the same chance. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { drawSample } from '../../../analyzer/desk/draw-sample.ts';
import { localDay, weekNamed, weekOf } from '../../../analyzer/desk/week.ts';

const ids = Array.from({ length: 20 }, (_, i) => `call-${String(i).padStart(2, '0')}`);

describe('the sample', () => {
  it('is the same for the same seed, whatever order the calls come in', () => {
    const drawn = drawSample('seed', ids, 5);
    expect(drawSample('seed', [...ids].reverse(), 5)).toEqual(drawn);
    expect(drawSample('other', ids, 5).callIds).not.toEqual(drawn.callIds);
    expect(new Set(drawn.callIds).size).toBe(5);
    expect(drawn.population).toBe(20);
  });

  it('can be drawn again by anybody with sha256 alone', () => {
    const lot = (id: string) => createHash('sha256').update(`seed:${id}`).digest('hex');
    const byHand = [...ids].sort((a, b) => (lot(a) < lot(b) ? -1 : 1)).slice(0, 3);
    expect(drawSample('seed', ids, 3).callIds).toEqual(byHand);
    expect(drawSample('seed', ids, 3).populationHash).toBe(createHash('sha256').update(ids.join('\n')).digest('hex'));
  });

  it('takes everybody when there are fewer calls than wanted', () => {
    expect(drawSample('seed', ids.slice(0, 2), 5).callIds.sort()).toEqual(ids.slice(0, 2));
  });

  it('gives every call the same chance: 4,000 drawings of 5 in 20, chi-square of 19 degrees below the 99.9 % point', () => {
    const times = new Map(ids.map((id) => [id, 0]));
    for (let seed = 0; seed < 4_000; seed += 1) {
      for (const id of drawSample(`s${seed}`, ids, 5).callIds) times.set(id, (times.get(id) ?? 0) + 1);
    }
    const expected = 1_000;
    const chi = [...times.values()].reduce((sum, seen) => sum + (seen - expected) ** 2 / expected, 0);
    expect(chi).toBeLessThan(43.8);
  });
});

describe('weeks', () => {
  it('begin on Monday and belong to the year of their Thursday', () => {
    expect(weekOf('2026-11-22')).toEqual({ name: '2026-W47', from: '2026-11-16', to: '2026-11-22' });
    expect(weekOf('2027-01-01')).toEqual({ name: '2026-W53', from: '2026-12-28', to: '2027-01-03' });
    expect(weekNamed('2026-W53')?.from).toBe('2026-12-28');
    expect(weekNamed('2025-W53')).toBeNull();
  });

  it('are those of the call centre’s calendar', () => {
    expect(localDay(new Date('2026-11-15T21:30:00Z'), 'Europe/Moscow')).toBe('2026-11-16');
  });
});
