/** The generator of the demo history: its calendar and its calls. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callsByDay, momentOf } from '../../../analyzer/demo/seed/calendar.ts';
import { composeCall } from '../../../analyzer/demo/seed/compose-call.ts';
import { seedOperators } from '../../../analyzer/demo/seed/operators.ts';
import { randomOf } from '../../../analyzer/demo/seed/random.ts';
import { readSampleParts } from '../../../analyzer/demo/seed/sample-parts.ts';
import { callSchema } from '../../../analyzer/domain/call.ts';

const parts = await readSampleParts();
const materialOf = (seed: string) => ({ seed, operators: seedOperators(seed), parts });

describe('the calendar', () => {
  it('spreads exactly the asked calls over the days before today', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 1, max: 24 }), (calls, months) => {
        const days = callsByDay('2026-05-31', months, calls);
        expect(days.reduce((sum, one) => sum + one.calls, 0)).toBe(calls);
        expect(days.every((one) => one.calls >= 0)).toBe(true);
        expect(days.at(-1)?.day).toBe('2026-05-30');
        expect(new Set(days.map(({ day }) => day)).size).toBe(days.length);
      }),
    );
  });

  it('has Mondays busier than Saturdays and Saturdays busier than Sundays', () => {
    // 2026-03-16 is a Monday; none of the week's days is in a season of bills or readings.
    const week = callsByDay('2026-03-23', 1, 10_000);
    const on = (day: string) => week.find((one) => one.day === day)?.calls ?? 0;
    expect(on('2026-03-16')).toBeGreaterThan(on('2026-03-14') * 3);
    expect(on('2026-03-14')).toBeGreaterThan(on('2026-03-15') * 2);
  });

  it('keeps the moment in the working hours and in the day of UTC', () => {
    for (let i = 0; i < 300; i += 1) {
      const { startedAt, hour } = momentOf('2026-03-16', randomOf('moment', String(i)));
      expect(hour).toBeGreaterThanOrEqual(8);
      expect(hour).toBeLessThanOrEqual(19);
      expect(new Date(startedAt).toISOString().slice(0, 10)).toBe('2026-03-16');
    }
  });
});

describe('a composed call', () => {
  it('is the same for the same seed, day and number, and another for others', () => {
    const call = composeCall(materialOf('7'), '2026-03-16', 4);
    expect(composeCall(materialOf('7'), '2026-03-16', 4)).toEqual(call);
    expect(composeCall(materialOf('8'), '2026-03-16', 4).id).not.toBe(call.id);
    expect(composeCall(materialOf('7'), '2026-03-16', 5).segments).not.toEqual(call.segments);
  });

  it('is a call of the exchange format with every place filled in and words in their order', () => {
    const material = materialOf('1');
    for (let slot = 0; slot < 200; slot += 1) {
      const { externalId, metadata, segments } = composeCall(material, '2026-03-17', slot);
      callSchema.parse({ ...metadata, id: externalId, segments });
      for (const { text, start, end, words = [] } of segments) {
        expect(text).not.toMatch(/[{}]/);
        expect(words.length).toBeGreaterThan(0);
        expect(words.at(0)?.start).toBeGreaterThanOrEqual(start);
        // In the samples a last word may end a little after its segment.
        expect(words.at(-1)?.start).toBeLessThan(end);
        expect(end).toBeLessThanOrEqual(metadata.duration);
        for (const [i, word] of words.entries()) expect(word.start).toBeGreaterThanOrEqual(words[i - 1]?.end ?? 0);
      }
    }
  });

  it('has operators who differ', () => {
    const careless = seedOperators('1').map(({ habits }) => habits.careless);
    expect(Math.max(...careless) - Math.min(...careless)).toBeGreaterThan(0.3);
  });
});
