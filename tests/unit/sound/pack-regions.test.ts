/** Windows for the recogniser: nothing is lost, nothing is too long, and times come back exactly. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packRegions, regionsInWindow, timeInRecording } from '../../../analyzer/sound/pack-regions.ts';

describe('packing', () => {
  it('fills windows up to 28 s, gaps included', () => {
    const regions = [
      { start: 0, end: 10 },
      { start: 12, end: 20 },
      // 10 + 0.3 + 8 + 0.3 + 9.4 = 28 s exactly.
      { start: 30, end: 39.4 },
      { start: 40, end: 41 },
    ];
    expect(packRegions(regions)).toEqual([regions.slice(0, 3), regions.slice(3)]);
  });

  it('sorts, drops empty regions and cuts a long one into equal parts', () => {
    const packed = packRegions([
      { start: 100, end: 160 },
      { start: 5, end: 5 },
      { start: 1, end: 2 },
    ]);
    expect(packed).toEqual([
      [
        { start: 1, end: 2 },
        { start: 100, end: 120 },
      ],
      [{ start: 120, end: 140 }],
      [{ start: 140, end: 160 }],
    ]);
  });

  it('has no windows without speech', () => {
    expect(packRegions([])).toEqual([]);
  });
});

describe('times in the recording', () => {
  const window = [
    { start: 10, end: 12 },
    { start: 20, end: 21 },
  ];

  it.each([
    [0, 10],
    [1.5, 11.5],
    [2, 12],
    // The gap is 2…2.3: its first half belongs to the region before, its second to the one after.
    [2.1, 12],
    [2.2, 20],
    [2.3, 20],
    [2.8, 20.5],
    [3.3, 21],
    [9, 21],
    [-1, 10],
  ])('%d s of the window is %d s of the recording', (inside, expected) => {
    expect(timeInRecording(window, inside)).toBeCloseTo(expected, 9);
  });

  const regions = fc
    .array(fc.tuple(fc.double({ min: 0.05, max: 60, noNaN: true }), fc.double({ min: 0.3, max: 20, noNaN: true })), {
      maxLength: 40,
    })
    .map((pairs) => {
      let at = 0;
      return pairs.map(([length, pause]) => {
        const start = at + pause;
        at = start + length;
        return { start, end: at };
      });
    });

  it('keeps all speech within the limit and maps every place back', () => {
    fc.assert(
      fc.property(regions, (given) => {
        const windows = packRegions(given);
        const total = (list: { start: number; end: number }[]) =>
          list.reduce((sum, { start, end }) => sum + end - start, 0);
        expect(total(windows.flat())).toBeCloseTo(total(given), 6);
        for (const window of windows) {
          expect(total(window) + 0.3 * (window.length - 1)).toBeLessThanOrEqual(28 + 1e-6);
          let from = 0;
          for (const { start, end } of window) {
            for (const share of [0.01, 0.5, 0.99]) {
              const place = share * (end - start);
              expect(timeInRecording(window, from + place)).toBeCloseTo(start + place, 6);
            }
            from += end - start + 0.3;
          }
        }
      }),
    );
  });
});

describe('regionsInWindow', () => {
  it('lays the regions one after another with the gap between them', () => {
    const window = [
      { start: 2, end: 5 },
      { start: 10, end: 10.5 },
    ];
    expect(regionsInWindow(window, 0.25)).toEqual([
      { start: 0, end: 3 },
      { start: 3.25, end: 3.75 },
    ]);
  });
});
