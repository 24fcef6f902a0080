/** Prints × real time and peak memory of every sound stage for 5 minutes, 1 hour and 3 hours: node --import tsx tests/bench/sound.ts [file] */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { cutSpeech } from '../../analyzer/sound/cut-speech.ts';
import { decodeRecording } from '../../analyzer/sound/decode.ts';
import { inspectRecording } from '../../analyzer/sound/inspect-recording.ts';
import { measureSound } from '../../analyzer/sound/measure-sound.ts';
import { packRegions } from '../../analyzer/sound/pack-regions.ts';
import { makePlaybackCopy } from '../../analyzer/sound/playback-copy.ts';

const lengths = [300, 3_600, 10_800];
const [given, measured] = process.argv.slice(2);
const samples = ['demo/recordings/01_perfect.wav', '../shared/audio/01_perfect.wav'];
const sample = given ?? samples.find((path) => existsSync(path));
if (!sample) throw new Error('no sample recording: give the path of one');

/** CPU seconds of this process and of its finished children (Linux: fields 14–17 of /proc/self/stat, 100 ticks a second). */
function cpuSeconds(): number {
  const fields = readFileSync('/proc/self/stat', 'latin1').split(') ')[1]?.split(' ') ?? [];
  return [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index] ?? 0), 0) / 100;
}

/** Longest stretch of CPU time (ms) between two turns of the event loop; unlike a delay it does not grow on a busy machine. */
function watchTurns(): () => number {
  let last = process.cpuUsage();
  let longest = 0;
  const timer = setInterval(() => {
    const { user, system } = process.cpuUsage(last);
    longest = Math.max(longest, (user + system) / 1000);
    last = process.cpuUsage();
  }, 1);
  return () => {
    clearInterval(timer);
    return longest;
  };
}

async function stage<T>(name: string, seconds: number, work: () => Promise<T>): Promise<T> {
  const [cpu, start] = [cpuSeconds(), performance.now()];
  const longestTurn = watchTurns();
  const result = await work();
  const turn = longestTurn();
  const wall = (performance.now() - start) / 1000;
  const used = Math.max(0.01, cpuSeconds() - cpu);
  const columns = [
    name.padEnd(14),
    `${(seconds / wall).toFixed(0).padStart(6)} × real time`,
    `${(seconds / used).toFixed(0).padStart(6)} × in CPU time, decoder included`,
    `longest turn of the event loop ${turn.toFixed(0)} ms of CPU`,
    `peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`,
  ];
  console.log(`  ${columns.join(', ')}`);
  return result;
}

/** Runs the stages in this process; one process for each length, because peak memory never falls. */
async function measure(path: string, seconds: number, folder: string): Promise<void> {
  const header = await stage('inspect', seconds, () => inspectRecording(path));
  await stage('decode 8 kHz', seconds, async () => {
    for await (const chunk of decodeRecording(path, header, { sampleRate: 8_000 })) void chunk;
  });
  const { report } = await stage('measure', seconds, () => measureSound(path, header, { operatorChannel: 'left' }));
  const windows = packRegions(report.channels[0]?.speech ?? []);
  await stage('cut speech', seconds, () => cutSpeech(path, header, [windows], folder));
  await stage('playback copy', seconds, () => makePlaybackCopy(path, header, join(folder, 'copy.mp3')));
}

if (measured) {
  const folder = mkdtempSync(join(tmpdir(), 'kamerton-bench-'));
  try {
    const long = join(folder, 'long.wav');
    const loop = ['-v', 'error', '-stream_loop', '-1', '-i', resolve(sample), '-t', measured, '-c:a', 'pcm_alaw', long];
    execFileSync('ffmpeg', loop);
    await measure(long, Number(measured), folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
} else {
  for (const seconds of lengths) {
    console.log(`${seconds / 60} min of ${sample.split('/').at(-1)}, looped, A-law stereo`);
    execFileSync(process.execPath, ['--import', 'tsx', import.meta.filename, sample, String(seconds)], {
      stdio: 'inherit',
    });
  }
}
