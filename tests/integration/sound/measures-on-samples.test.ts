/** The sound measures on six calls with exact truth: speech, talk time, rings, keys, hold music, dead air, overlaps. */
import { describe, expect, it } from 'vitest';
import { type Interval, type SoundReport, soundReportSchema } from '../../../analyzer/domain/sound-report.ts';
import { inspectRecording } from '../../../analyzer/sound/inspect-recording.ts';
import { measureSound } from '../../../analyzer/sound/measure-sound.ts';
import { agreement, samplePath, total, truthOf, truthSpeech } from './sample-calls.ts';

const files = [
  '01_perfect.wav',
  '03_lexis.wav',
  '05_conflict_bad.wav',
  '07_hold_dead_air.opus',
  '11_mono.mp3',
  '14_ivr_rings.wav',
];

async function measured(file: string, operatorChannel: 'left' | 'right' = 'left') {
  const path = samplePath(file);
  return measureSound(path, await inspectRecording(path), { operatorChannel });
}

function expectNear(found: readonly Interval[], truth: readonly Interval[], tolerance: number): void {
  expect(found).toHaveLength(truth.length);
  for (const [index, { start, end }] of truth.entries()) {
    expect(Math.abs((found[index]?.start ?? -9) - start)).toBeLessThanOrEqual(tolerance);
    expect(Math.abs((found[index]?.end ?? -9) - end)).toBeLessThanOrEqual(tolerance);
  }
}

describe.each(files)('%s', (file) => {
  const truth = truthOf(file);
  let report: SoundReport;

  it('is measured within the schema, with its duration', async () => {
    const result = await measured(file);
    report = soundReportSchema.parse(result.report);
    expect(Math.abs(report.duration - truth.duration)).toBeLessThan(0.02);
    expect(result.peaks.channels.map((channel) => channel.length)).toEqual(
      report.channels.map(() => 2 * Math.ceil(report.duration * 25)),
    );
  });

  it('has the speech of every channel: F1 ≥ 0.97, talk time within 3 %', () => {
    for (const [index, channel] of report.channels.entries()) {
      const speech = truthSpeech(truth, channel.role === 'mixed' ? null : index);
      expect(agreement(channel.speech, speech, truth.duration)).toBeGreaterThanOrEqual(0.97);
      expect(Math.abs((channel.talk ?? 0) / total(speech) - 1)).toBeLessThanOrEqual(0.03);
    }
  });

  it('has all rings, keys, hold music and busy signals of every channel, and none invented', () => {
    for (const [index, channel] of report.channels.entries()) {
      const on = truth.segments.filter((segment) => segment.channel === index);
      const rings = on.filter(({ type }) => type === 'ringback').flatMap(({ tones }) => tones ?? []);
      expectNear(
        channel.rings,
        rings.map(([start, end]) => ({ start, end })),
        0.05,
      );
      expectNear(
        channel.music,
        on.filter(({ type }) => type === 'hold_music'),
        0.3,
      );
      const digits = on.filter(({ type }) => type === 'dtmf').map(({ digits }) => digits);
      expect(channel.keys?.map(({ key }) => key).join('')).toBe(digits.join(''));
    }
  });

  it('has its dead air with edges within 0.1 s, and none invented', () => {
    expectNear(report.dead_air, truth.dead_air, 0.1);
  });

  it('has its overlaps with edges within 0.05 s, and none invented', () => {
    const overlaps = report.channels.length === 1 ? [] : truth.overlaps;
    expectNear(report.overlaps, overlaps, 0.05);
    expect(report.overlaps.map(({ by }) => by)).toEqual(overlaps.map(({ by }) => by));
  });
});

describe('what single calls show', () => {
  it('finds the two interruptions of 05, clears the short overlap, and hears the raised voice', async () => {
    const { report } = await measured('05_conflict_bad.wav');
    const interruptions = report.overlaps
      .filter(({ interruption }) => interruption)
      .map(({ start }) => Math.round(start));
    expect(interruptions).toContain(40);
    expect(interruptions).toContain(63);
    // 0.25 s at a turn change.
    expect(interruptions).not.toContain(68);
    const speech = report.channels[0]?.speech ?? [];
    const [calm, raised] = [speech[0], speech.find(({ start }) => start > 63)];
    expect((raised?.level ?? 0) - (calm?.level ?? 0)).toBeGreaterThan(4);
    // 1.8 semitones are 11 %.
    expect((raised?.pitch ?? 0) / (calm?.pitch ?? 1)).toBeGreaterThan(1.11);
  });

  it('hears the busy signal at the end of 05', async () => {
    const { report } = await measured('05_conflict_bad.wav');
    expect(report.channels[0]?.busy).toHaveLength(1);
    expect(report.channels[0]?.busy?.[0]?.start).toBeCloseTo(75.08, 1);
  });

  it('counts five rings in the second train of 14, after the hold music', async () => {
    const { report } = await measured('14_ivr_rings.wav');
    const [channel] = report.channels;
    const held = channel?.music[0]?.end ?? 0;
    expect(channel?.rings.filter(({ start }) => start > held)).toHaveLength(5);
  });

  it('claims no sides on the mono recording', async () => {
    const { report } = await measured('11_mono.mp3');
    expect(report.channels.map(({ role }) => role)).toEqual(['mixed']);
    expect(report.overlaps).toEqual([]);
  });

  it('only swaps the roles when the operator is on the right', async () => {
    const left = (await measured('05_conflict_bad.wav', 'left')).report;
    const right = (await measured('05_conflict_bad.wav', 'right')).report;
    const swap = { operator: 'client', client: 'operator', mixed: 'mixed' } as const;
    expect(right).toEqual({
      ...left,
      channels: left.channels.map((channel) => ({ ...channel, role: swap[channel.role] })),
      overlaps: left.overlaps.map((overlap) => ({ ...overlap, by: swap[overlap.by] })),
    });
  });

  it('tells its progress and stops when it is told to', async () => {
    const path = samplePath('07_hold_dead_air.opus');
    const header = await inspectRecording(path);
    const shares: number[] = [];
    await measureSound(path, header, { operatorChannel: 'left', onProgress: (share) => shares.push(share) });
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBeCloseTo(1, 2);
    const stop = new AbortController();
    const measuring = measureSound(path, header, {
      operatorChannel: 'left',
      signal: stop.signal,
      onProgress: () => stop.abort(new Error('stopped')),
    });
    await expect(measuring).rejects.toThrow('stopped');
  });
});
