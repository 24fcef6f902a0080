/** The demonstration model that comes with the product: real sound through the real engine, and nothing where nobody speaks. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AnalyzedCall } from '../../../analyzer/domain/scored-call.ts';
import { demoModelFolder } from '../../../analyzer/recognizer-for-call.ts';
import { signalTo } from '../../support/faults/process-tree.ts';
import { demoRecognizer, errorsOf, recognizeSample, wordsWithoutSpeech } from '../../support/heard-sample.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { waitFor } from '../../support/wait-for.ts';
import { writeWindow } from '../../support/window-file.ts';
import { samplePath } from '../sound/sample-calls.ts';

const folder = tempFolder();
const recognizer = demoRecognizer(folder);

describe('a call of two synthetic voices', () => {
  const file = '05_conflict_bad.wav';
  let heard: AnalyzedCall;
  beforeAll(async () => {
    heard = await recognizeSample(file, recognizer, folder);
  });

  it('is understood', () => {
    const { word_error: error, words } = errorsOf(file, heard.segments);
    expect(words).toBeGreaterThan(150);
    expect(error).toBeLessThan(0.3);
  });

  it('has its words where they were said', () => {
    expect(errorsOf(file, heard.segments).time_error).toBeLessThan(0.15);
  });

  it('names the model that heard it', () => {
    expect(heard.engine).toEqual({ name: 'sherpa', model: 'demo-ru-synthetic' });
  });
});

it('hears no words in hold music and silence of a call', async () => {
  const heard = await recognizeSample('07_hold_dead_air.opus', recognizer, folder);
  expect(heard.segments.length).toBeGreaterThan(10);
  expect(wordsWithoutSpeech('07_hold_dead_air.opus', heard.segments)).toEqual([]);
});

describe('given what is no speech, past the cutting into regions', () => {
  const music = 'sin(2*PI*262*t)*exp(-4*mod(t,0.5))+0.6*sin(2*PI*330*t)*exp(-4*mod(t+0.25,0.5))+0.5*sin(2*PI*392*t)';
  it.each([
    ['silence', 'anullsrc=r=8000'],
    ['noise of a line', 'anoisesrc=r=8000:a=0.005:c=pink:seed=7'],
    ['loud noise', 'anoisesrc=r=8000:a=0.3:c=white:seed=7'],
    ['a ring', 'aevalsrc=0.3*sin(2*PI*425*t)*lt(mod(t\\,5)\\,1):s=8000'],
    ['a busy tone', 'aevalsrc=0.3*sin(2*PI*425*t)*lt(mod(t\\,0.7)\\,0.35):s=8000'],
    ['hold music', `aevalsrc=0.2*(${music.replaceAll(',', '\\,')}):s=8000`],
  ])('writes nothing for %s', async (name, source) => {
    const target = join(folder, `${name.replaceAll(' ', '-')}.wav`);
    const wanted = ['-t', '28', '-ar', '16000', '-ac', '1', '-c:a', 'pcm_s16le'];
    execFileSync('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', source, ...wanted, target]);
    expect(await recognizer.recognize({ wavPaths: [target], language: 'ru' })).toEqual([[]]);
  });
});

it('whose engine is killed in the middle fails once and hears the same afterwards', async () => {
  const speech = join(folder, 'speech.wav');
  writeWindow(samplePath('01_perfect.wav'), 12, speech);
  const job = { wavPaths: Array.from({ length: 60 }, () => speech), language: 'ru' } as const;
  const killed = recognizer.recognize(job);
  const failure = expect(killed).rejects.toMatchObject({ code: 'recogniser_failed' });
  await waitFor(() => {
    const [found] = engineProcesses();
    return found !== undefined && signalTo(found, 'SIGKILL');
  });
  await failure;
  const [words = []] = await recognizer.recognize({ ...job, wavPaths: [speech] });
  expect(words.length).toBeGreaterThan(5);
});

it('is small enough to come with the product', () => {
  const sizes = readdirSync(demoModelFolder).map((name) => statSync(join(demoModelFolder, name)).size);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(20_000_000);
});

/** Processes of the engine: they run in its temporary folder. */
function engineProcesses(): number[] {
  return readdirSync('/proc').flatMap((entry) => {
    try {
      const place = /^\d+$/.test(entry) ? readlinkSync(`/proc/${entry}/cwd`) : '';
      return place.startsWith(folder) && place.includes('sherpa-') ? [Number(entry)] : [];
    } catch {
      return [];
    }
  });
}
