/** The sample calls with swapped channels and with silence around them: the judgement stays what it is. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AnalyzedCall } from '../../analyzer/domain/scored-call.ts';
import { analyzeSample } from '../support/analyze-sample.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { samplePath } from './sound/sample-calls.ts';

const folder = tempFolder();
const stereo = ['01_perfect.wav', '03_lexis.wav', '05_conflict_bad.wav', '07_hold_dead_air.opus', '14_ivr_rings.wav'];

/** A copy without further loss; at the rate of the original, so that nothing but the change differs. */
function copyOf(file: string, filter: string): string {
  const path = join(folder, `${file.replace(/\W/g, '-')}.wav`);
  execFileSync('ffmpeg', ['-y', '-v', 'error', '-i', samplePath(file), '-af', filter, '-c:a', 'pcm_s16le', path]);
  return path;
}

describe('channels swapped, and the operator said to be on the right one', () => {
  it.each(stereo)('%s: the same report and the same scored call', async (file) => {
    const before = await analyzeSample(file, { recording: copyOf(file, 'anull') });
    const after = await analyzeSample(file, {
      recording: copyOf(file, 'pan=stereo|c0=c1|c1=c0'),
      metadata: { operator_channel: 'right' },
    });
    expect(after.sound).toEqual({ ...before.sound, channels: [...before.sound.channels].reverse() });
    expect(after.analysis).toEqual(before.analysis);
  });
});

describe('eight seconds of silence before and after', () => {
  const outcomes = ({ criteria }: AnalyzedCall) => criteria.map(({ id, outcome }) => `${id} ${outcome}`);
  const findings = ({ findings: found }: AnalyzedCall) =>
    found.map(({ rule, segment, text, certain }) => ({ rule, segment, text, certain }));
  it.each([...stereo, '11_mono.mp3'])('%s: every outcome and finding stays', async (file) => {
    const before = await analyzeSample(file);
    const padded = copyOf(file, 'adelay=8000:all=1,apad=pad_dur=8');
    const after = await analyzeSample(file, { recording: padded, movedSeconds: 8 });
    expect(after.sound.duration).toBeGreaterThan(before.sound.duration + 15);
    expect(outcomes(after.analysis)).toEqual(outcomes(before.analysis));
    expect(findings(after.analysis)).toEqual(findings(before.analysis));
    expect(after.analysis.measures).toMatchObject({
      dead_air_over_20s: before.analysis.measures.dead_air_over_20s,
      interruptions: before.analysis.measures.interruptions,
    });
  });
});
