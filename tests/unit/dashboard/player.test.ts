/** What the player computes: markers, steps, speeds, hotkeys, bars. */
import { describe, expect, it } from 'vitest';
import type { SoundReport } from '../../../dashboard/src/api/shapes.ts';
import { inTimeOrder, stepFinding } from '../../../dashboard/src/player/finding-steps.ts';
import { actionOf } from '../../../dashboard/src/player/hotkeys.ts';
import { levelPeaks } from '../../../dashboard/src/player/level-peaks.ts';
import { placeMarkers } from '../../../dashboard/src/player/markers.ts';
import { barRows, barSums, join } from '../../../dashboard/src/player/sound-bars-data.ts';
import { readSpeed, stepSpeed } from '../../../dashboard/src/player/speeds.ts';

describe('placeMarkers', () => {
  it('puts a marker at start / duration', () => {
    expect(placeMarkers([25, 50], 100, 1000, 24)).toEqual([
      { at: 0.25, findings: [0] },
      { at: 0.5, findings: [1] },
    ]);
  });

  it('joins neighbours that would cover each other, and keeps the first one’s place', () => {
    expect(placeMarkers([10, 11, 12, 13], 100, 1000, 24)).toEqual([
      { at: 0.1, findings: [0, 1, 2] },
      { at: 0.13, findings: [3] },
    ]);
  });

  it('draws nothing before the width or the duration is known', () => {
    expect(placeMarkers([1], 0, 1000, 24)).toEqual([]);
    expect(placeMarkers([1], 10, 0, 24)).toEqual([]);
  });
});

describe('stepFinding', () => {
  const findings = [5, 20, 21, 60].map((start) => ({ start, end: start + 1 }));

  it('takes the nearest by time when none is selected', () => {
    expect(stepFinding(findings, null, 10, 1)).toBe(1);
    expect(stepFinding(findings, null, 10, -1)).toBe(0);
  });

  it('goes to the neighbour of the selected one, although its playback starts before it', () => {
    expect(stepFinding(findings, 1, 18, 1)).toBe(2);
    expect(stepFinding(findings, 2, 19, -1)).toBe(1);
  });

  it('forgets the selected one when the playback has gone elsewhere', () => {
    expect(stepFinding(findings, 0, 40, 1)).toBe(3);
    expect(stepFinding(findings, 3, 10, -1)).toBe(0);
  });

  it('ends at both ends', () => {
    expect(stepFinding(findings, 3, 58, 1)).toBeNull();
    expect(stepFinding(findings, 0, 3, -1)).toBeNull();
    expect(stepFinding([], null, 0, 1)).toBeNull();
  });

  it('walks in time order', () => {
    expect(
      inTimeOrder([
        { start: 9, end: 10 },
        { start: 2, end: 3 },
        { start: 9, end: 9.5 },
      ]),
    ).toEqual([1, 0, 2]);
  });
});

describe('actionOf', () => {
  const press = (code: string, more: Partial<Parameters<typeof actionOf>[0]> = {}) =>
    actionOf({
      code,
      key: '',
      shiftKey: false,
      ctrlKey: false,
      metaKey: false,
      altKey: false,
      isComposing: false,
      ...more,
    });

  it('tells keys by their place, not by their letter', () => {
    expect(press('KeyJ', { key: 'о' })).toBe('back');
    expect(press('KeyJ', { key: 'j' })).toBe('back');
  });

  it('tells Shift+N from N', () => {
    expect(press('KeyN')).toBe('nextFinding');
    expect(press('KeyN', { shiftKey: true })).toBe('previousFinding');
  });

  it('knows «?» on both layouts', () => {
    expect(press('Slash', { key: '?', shiftKey: true })).toBe('help');
    expect(press('Digit7', { key: '?', shiftKey: true })).toBe('help');
  });

  it('leaves the browser’s own combinations and composed letters alone', () => {
    expect(press('KeyN', { ctrlKey: true })).toBeNull();
    expect(press('KeyL', { metaKey: true })).toBeNull();
    expect(press('KeyL', { altKey: true })).toBeNull();
    expect(press('KeyL', { isComposing: true })).toBeNull();
    expect(press('KeyQ')).toBeNull();
  });
});

describe('speeds', () => {
  it('step through the list and stay at its ends', () => {
    expect(stepSpeed(1, 1)).toBe(1.25);
    expect(stepSpeed(1, -1)).toBe(0.75);
    expect(stepSpeed(2, 1)).toBe(2);
    expect(stepSpeed(0.5, -1)).toBe(0.5);
    expect(stepSpeed(3.7, 1)).toBe(1.25);
  });

  it('are remembered only when they are ours', () => {
    expect(readSpeed('1.5')).toBe(1.5);
    expect(readSpeed('17')).toBe(1);
    expect(readSpeed(null)).toBe(1);
  });
});

describe('levelPeaks', () => {
  it('raises a quiet lane to full height and keeps its shape', () => {
    expect(levelPeaks([-0.1, 0.2, -0.05, 0.05])).toEqual([-0.5, 1, -0.25, 0.25]);
  });

  it('leaves a lane of noise flat', () => {
    expect(levelPeaks([-0.001, 0.002])).toEqual([-0.001, 0.002]);
    expect(levelPeaks([])).toEqual([]);
  });
});

describe('sound bars', () => {
  const sound: SoundReport = {
    duration: 100,
    channels: [
      {
        role: 'operator',
        speech: [
          { start: 0, end: 10 },
          { start: 30, end: 35 },
        ],
        level: -25,
        music: [{ start: 50, end: 60 }],
        rings: [],
      },
      { role: 'client', speech: [{ start: 12, end: 32 }], level: -27, music: [{ start: 55, end: 70 }], rings: [] },
    ],
    overlaps: [
      { start: 30, end: 32, by: 'operator', interruption: true },
      { start: 12, end: 12.2, by: 'client', interruption: false },
    ],
    dead_air: [{ start: 75, end: 85 }],
  };

  it('make a row a channel and one of pauses; music of both channels is one', () => {
    const rows = barRows(sound);
    expect(rows.map(({ name }) => name)).toEqual(['operator', 'client', 'pauses']);
    expect(rows[0]?.bars.filter(({ kind }) => kind === 'overlap')).toEqual([{ kind: 'overlap', start: 30, end: 32 }]);
    expect(rows[1]?.bars.every(({ kind }) => kind === 'speech')).toBe(true);
    expect(rows[2]?.bars).toEqual([
      { kind: 'pause', start: 75, end: 85 },
      { kind: 'music', start: 50, end: 70 },
    ]);
  });

  it('are summed for the words', () => {
    expect(barSums(sound)).toEqual({
      speech: [
        { role: 'operator', seconds: 15 },
        { role: 'client', seconds: 20 },
      ],
      deadAir: { count: 1, seconds: 10 },
      music: 20,
      overlaps: 2,
    });
  });

  it('join leaves separate intervals separate and what it was given untouched', () => {
    const given = [
      { start: 5, end: 6 },
      { start: 1, end: 2 },
      { start: 2, end: 3 },
    ];
    expect(join(given)).toEqual([
      { start: 1, end: 3 },
      { start: 5, end: 6 },
    ]);
    expect(given[1]).toEqual({ start: 1, end: 2 });
  });
});
