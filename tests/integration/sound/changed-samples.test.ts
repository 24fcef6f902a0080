/** The sample calls changed as lines and exchanges change them: what is measured must stay. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SoundReport } from '../../../analyzer/domain/sound-report.ts';
import { inspectRecording } from '../../../analyzer/sound/inspect-recording.ts';
import { measureSound } from '../../../analyzer/sound/measure-sound.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { agreement, samplePath, total, truthOf, truthSpeech } from './sample-calls.ts';

const folder = tempFolder();

async function changed(file: string, args: string[]): Promise<SoundReport> {
  const path = join(folder, 'changed.wav');
  execFileSync('ffmpeg', ['-y', '-v', 'error', '-i', samplePath(file), ...args, '-ar', '8000', path]);
  return (await measureSound(path, await inspectRecording(path), { operatorChannel: 'left' })).report;
}

/** Everything on the left is heard on the right, that much later (ms) and fainter. */
const crosstalk = (delay: number, gain: number) =>
  `[0:a]channelsplit[l][r];[l]asplit[l1][l2];[l2]adelay=${delay},volume=${gain}dB[e];` +
  '[r][e]amix=inputs=2:duration=first:normalize=0[r2];[l1][r2]join=inputs=2:channel_layout=stereo';

const changes: [string, string[], number, number][] = [
  ['10 dB quieter', ['-af', 'volume=-10dB'], 0, 0.03],
  ['10 dB louder', ['-af', 'volume=10dB'], 0, 0.03],
  ['padded with digital silence', ['-af', 'adelay=8000|8000,apad=pad_dur=8'], 8, 0.03],
  ['an echo of 180 ms at −26 dB', ['-filter_complex', crosstalk(180, -26)], 0, 0.03],
  ['crosstalk at −20 dB', ['-filter_complex', crosstalk(0, -20)], 0, 0.03],
  ['through MP3 of 32 kbit/s', ['-c:a', 'libmp3lame', '-b:a', '32k', '-f', 'wav'], 0.138, 0.04],
];

describe.each(changes)('%s', (_, args, shift, talkTolerance) => {
  it.each(['01_perfect.wav', '03_lexis.wav', '05_conflict_bad.wav', '07_hold_dead_air.opus', '14_ivr_rings.wav'])(
    '%s keeps its speech, rings, music, dead air and overlaps',
    async (file) => {
      const truth = truthOf(file);
      const report = await changed(file, args);
      for (const [index, channel] of report.channels.entries()) {
        const speech = truthSpeech(truth, index).map(({ start, end }) => ({ start: start + shift, end: end + shift }));
        expect(agreement(channel.speech, speech, truth.duration + 20)).toBeGreaterThanOrEqual(0.96);
        expect(Math.abs((channel.talk ?? 0) / total(speech) - 1)).toBeLessThanOrEqual(talkTolerance);
        const on = truth.segments.filter((segment) => segment.channel === index);
        expect(channel.rings).toHaveLength(on.flatMap(({ tones }) => tones ?? []).length);
        expect(channel.music).toHaveLength(on.filter(({ type }) => type === 'hold_music').length);
      }
      expect(report.dead_air).toHaveLength(truth.dead_air.length);
    },
  );
});

it('a mono mix on both channels claims no sides', async () => {
  const report = await changed('05_conflict_bad.wav', ['-af', 'pan=stereo|c0=0.5*c0+0.5*c1|c1=0.5*c0+0.5*c1']);
  expect(report.channels.map(({ role }) => role)).toEqual(['mixed']);
  expect(report.overlaps).toEqual([]);
  const truth = truthOf('05_conflict_bad.wav');
  expect(agreement(report.channels[0]?.speech ?? [], truthSpeech(truth, null), truth.duration)).toBeGreaterThan(0.97);
});
