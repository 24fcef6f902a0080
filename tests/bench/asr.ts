/**
 * `npm run bench:asr`: the pipeline against the bare engine on whole files, same model, same settings; own overhead in percent.
 * `npm run bench:asr -- --demo`: with the demonstration model, an engine so light that our own work shows most.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { analyzeCall } from '../../analyzer/pipeline/analyze-call.ts';
import type { Recognizer } from '../../analyzer/recognition/recognizer.ts';
import { createWhisper } from '../../analyzer/recognition/whisper.ts';
import { callSettings, whisperArguments } from '../../analyzer/recognition/whisper-arguments.ts';
import { featuresOf } from '../../analyzer/recognition/whisper-features.ts';
import { loadJudge } from '../../analyzer/scoring/judge-call.ts';
import { builtWhisper } from '../support/built-whisper.ts';
import { demoRecognizer } from '../support/heard-sample.ts';
import { tinyShape, writeRandomModel } from '../support/random-model.ts';

const folder = mkdtempSync(join(tmpdir(), 'kam-asr-'));
const names = ['01_perfect.wav', '03_lexis.wav', '05_conflict_bad.wav', '14_ivr_rings.wav'];
const withDemo = process.argv.includes('--demo');
const given = process.argv.slice(2).filter((one) => one !== '--demo');
const recordings = given.length > 0 ? given : names.map(findSample);
const settings = { ...callSettings, threads: Number(process.env.ASR_THREADS || 2) };
const { recognizer, runBare } = withDemo ? demoEngine() : whisperEngine();

console.log(`${recognizer.name}, model ${recognizer.model}, ${settings.threads} threads; two-channel calls`);
const repeats = 2;
const judge = await loadJudge();
const totals: Times = { pipeline: none(), engine: none(), channels: none(), mix: none() };
print([
  'recording',
  'length',
  'pipeline',
  'its engine',
  'overhead',
  'bare, channels',
  'bare, mix',
  'to channels',
  'to mix',
]);
for (const recording of recordings) {
  const runs: Times[] = [];
  let seconds = 0;
  // In turns, so that what else runs on the machine meets both; the least disturbed run counts.
  for (let repeat = 0; repeat < repeats; repeat++) {
    const { duration, ...own } = await pipelineTimes(recording);
    seconds = duration;
    runs.push({ ...own, ...(await bareTimes(recording)) });
  }
  const least = (name: keyof Times): Seconds => ({
    wall: Math.min(...runs.map((run) => run[name].wall)),
    cpu: Math.min(...runs.map((run) => run[name].cpu)),
  });
  const times: Times = {
    pipeline: least('pipeline'),
    engine: least('engine'),
    channels: least('channels'),
    mix: least('mix'),
  };
  printRow(basename(recording), seconds.toFixed(0), times);
  for (const [name, one] of Object.entries(times)) {
    const total = totals[name as keyof Times];
    total.wall += one.wall;
    total.cpu += one.cpu;
  }
}
printRow('all', '', totals);
console.log('targets: pipeline ≤ 0.60 of the bare engine on both channels; own overhead ≤ 5 % of the pipeline');
rmSync(folder, { recursive: true, force: true });

function findSample(name: string): string {
  const places = ['analyzer/demo/recordings', '../shared/audio'];
  const found = places.map((place) => resolve(place, name)).find((path) => existsSync(path));
  if (found === undefined) throw new Error(`no sample ${name}: give paths of recordings`);
  return found;
}

/**
 * A real model when one is named. Otherwise random weights in the shape of Whisper tiny that say one letter for 30 s: what
 * random weights say has a random length, which would measure chance; so the engine costs its listening and nothing else,
 * as light as an engine that anybody uses can be (our overhead weighs most then).
 */
function modelOfBench(): string {
  if (process.env.WHISPER_MODEL) return resolve(process.env.WHISPER_MODEL);
  const path = join(folder, 'random.bin');
  writeRandomModel(path, 4, { shape: tinyShape, mute: true });
  return path;
}

/** An engine as the pipeline uses it, and the same engine on whole files `0.wav`… of the folder. */
interface Engine {
  recognizer: Recognizer;
  runBare: (files: number) => void | Promise<void>;
}

function whisperEngine(): Engine {
  const whisperPath = process.env.WHISPER_BIN || builtWhisper();
  const modelPath = modelOfBench();
  execFileSync('ln', ['-sf', modelPath, join(folder, 'model.bin')]);
  return {
    recognizer: createWhisper({ whisperPath, modelPath, settings, tempFolder: join(folder, 'tmp') }),
    runBare: async (windows) => {
      const args = whisperArguments(settings, { language: 'ru', windows }, await featuresOf(whisperPath));
      execFileSync(whisperPath, args, { cwd: folder, stdio: 'ignore' });
    },
  };
}

function demoEngine(): Engine {
  const recognizer = demoRecognizer(folder, settings.threads);
  return {
    recognizer,
    runBare: async (files) => {
      // All of the file in windows of the length that the model takes, cut anywhere.
      const wavPaths = Array.from({ length: files }, (_, i) => {
        const parts = join(folder, `bare-${i}`);
        rmSync(parts, { recursive: true, force: true });
        mkdirSync(parts);
        const cut = ['-f', 'segment', '-segment_time', '28', '-c', 'copy', join(parts, '%03d.wav')];
        execFileSync('ffmpeg', ['-v', 'error', '-i', join(folder, `${i}.wav`), ...cut]);
        return readdirSync(parts).map((name) => join(parts, name));
      }).flat();
      await recognizer.recognize({ wavPaths, language: 'ru' });
    },
  };
}

interface Seconds {
  wall: number;
  cpu: number;
}
type Times = Record<'pipeline' | 'engine' | 'channels' | 'mix', Seconds>;

function none(): Seconds {
  return { wall: 0, cpu: 0 };
}

/** CPU seconds of this process and of its finished children (Linux: fields 14–17 of /proc/self/stat, 100 ticks a second). */
function cpuSeconds(): number {
  const fields = readFileSync('/proc/self/stat', 'latin1').split(') ')[1]?.split(' ') ?? [];
  return [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index] ?? 0), 0) / 100;
}

/** Adds what a piece of work takes: wall time suffers from whatever else runs on the machine, CPU time hardly does. */
async function measure<T>(into: Seconds, work: () => T | Promise<T>): Promise<T> {
  const [wall, cpu] = [performance.now(), cpuSeconds()];
  try {
    return await work();
  } finally {
    into.wall += (performance.now() - wall) / 1000;
    into.cpu += cpuSeconds() - cpu;
  }
}

/** The way of a call, and the engine in it. */
async function pipelineTimes(recording: string): Promise<Pick<Times, 'pipeline' | 'engine'> & { duration: number }> {
  const times = { pipeline: none(), engine: none() };
  const timed: Recognizer = {
    ...recognizer,
    recognize: (job, control) => measure(times.engine, () => recognizer.recognize(job, control)),
  };
  const call = { id: 'bench', metadata: {}, recording, transcript: null };
  const parts = { judge: async () => judge, recognizer: timed, tempFolder: folder };
  const outcome = await measure(times.pipeline, () => analyzeCall(call, parts, { onStage: () => {} }));
  if (outcome.kind !== 'analyzed') throw new Error(`${recording}: ${outcome.kind}`);
  return { ...times, duration: outcome.measured?.report.duration ?? 0 };
}

/** The engine alone: on both whole channels in one run, and on their mix. */
async function bareTimes(recording: string): Promise<Pick<Times, 'channels' | 'mix'>> {
  const convert = (filter: string, target: string) =>
    execFileSync('ffmpeg', [
      ...['-v', 'error', '-y', '-nostdin', '-i', recording, '-af', filter],
      ...['-ar', '16000', '-c:a', 'pcm_s16le', join(folder, target)],
    ]);
  const times = { channels: none(), mix: none() };
  convert('pan=mono|c0=c0', '0.wav');
  convert('pan=mono|c0=c1', '1.wav');
  await measure(times.channels, () => runBare(2));
  convert('pan=mono|c0=.5*c0+.5*c1', '0.wav');
  await measure(times.mix, () => runBare(1));
  return times;
}

function printRow(name: string, length: string, { pipeline, engine, channels, mix }: Times): void {
  const overhead = both((key) => `${((100 * (pipeline[key] - engine[key])) / pipeline[key]).toFixed(1)} %`);
  const seconds = [pipeline, engine].map((one) => both((key) => fixed(one[key])));
  const bare = [channels, mix].map((one) => both((key) => fixed(one[key])));
  const ratios = [channels, mix].map((one) => both((key) => fixed(pipeline[key] / one[key])));
  print([name, length, ...seconds, overhead, ...bare, ...ratios]);
}

function both(cell: (key: keyof Seconds) => string): string {
  return `${cell('wall')} / ${cell('cpu')}`;
}

function fixed(value: number): string {
  return value.toFixed(2);
}

function print(cells: readonly string[]): void {
  console.log(cells.map((cell, i) => (i === 0 ? cell.padEnd(20) : cell.padStart(i === 1 ? 7 : 17))).join(''));
}
