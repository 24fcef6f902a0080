/** Lets hostile recordings through the pipeline, one after another, and watches what they do to the machine. */
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { samplesFolder } from '../../../analyzer/demo/demo.ts';
import { analyzeCall } from '../../../analyzer/pipeline/analyze-call.ts';
import { KamertonError } from '../../../analyzer/platform/errors.ts';
import { hashPlain } from '../../../analyzer/platform/ids.ts';
import { containerClasses, type RealFiles } from './container-classes.ts';
import { foreignClasses } from './foreign-classes.ts';
import { filesOfClass, type HostileClass } from './hostile-class.ts';
import { wavClasses } from './wav-classes.ts';

export interface ClassReport {
  name: string;
  files: number;
  refused: number;
  taken: number;
  /** The longest that one file took, milliseconds. */
  longestMs: number;
  /** What went against the class's promise; empty when all is well. */
  faults: string[];
}

export interface HostileReport {
  classes: ClassReport[];
  /** Largest memory of this process, and of any program it started, bytes. */
  ownMemory: number;
  childMemory: number;
  /** Requests that reached the server nobody may ask. */
  canaryHits: number;
  /** Files that appeared outside, programs and open files that stayed. */
  left: string[];
}

/** Runs `files` of each class (at most 12). */
export async function runHostile(
  files = filesOfClass,
  onClass: (report: ClassReport) => void = () => {},
): Promise<HostileReport> {
  const folder = mkdtempSync(join(tmpdir(), 'kam-hostile-'));
  let canaryHits = 0;
  const canary = createServer((_, response) => {
    canaryHits += 1;
    response.end();
  });
  await new Promise<void>((listening) => canary.listen(0, '127.0.0.1', listening));
  const address = `http://127.0.0.1:${(canary.address() as AddressInfo).port}`;
  const memory = watchMemory();
  const before = { files: readdirSync(process.cwd()), open: openFiles() };
  try {
    const victim = join(folder, 'victim.wav');
    const real = realFiles(folder);
    const classes = [...wavClasses, ...containerClasses(real), ...foreignClasses(real, address)];
    const reports: ClassReport[] = [];
    const report = async (name: string, expect: HostileClass['expect'], paths: Iterable<string>) => {
      const made = await runClass(name, expect, paths, folder);
      reports.push(made);
      onClass(made);
    };
    for (const one of classes) await report(one.name, one.expect, pathsOf(one, files, folder));
    await report('no files at all (pipes, devices, links, folders)', 'refused', noFiles(folder, victim));
    await report('sparse files', 'refused', sparseFiles(folder));
    const left = [
      ...readdirSync(process.cwd()).filter((name) => !before.files.includes(name)),
      ...readdirSync(folder).filter((name) => name === 'pwned'),
      ...children().map((pid) => `process ${pid}`),
      ...(openFiles() > before.open + 2 ? [`${openFiles() - before.open} open files`] : []),
    ];
    return { classes: reports, canaryHits, left, ...memory.stop() };
  } finally {
    memory.stop();
    await new Promise((closed) => canary.close(closed));
    rmSync(folder, { recursive: true, force: true });
  }
}

function* pathsOf(one: HostileClass, files: number, folder: string): Generator<string> {
  for (let i = 0; i < Math.min(files, filesOfClass); i += 1) {
    // A short run takes them from all over the class.
    const at = files >= filesOfClass ? i : Math.floor((i * (filesOfClass - 1)) / Math.max(1, files - 1));
    const { name, bytes, sparseTo } = one.make(at, randomOf(`${one.name} ${at}`));
    const inside = join(folder, `class-${hashPlain(`${one.name} ${at}`).slice(0, 12)}`);
    mkdirSync(inside);
    const path = join(inside, name ?? 'call.wav');
    writeFileSync(path, bytes);
    if (sparseTo !== undefined) truncateSync(path, sparseTo);
    yield path;
    rmSync(inside, { recursive: true });
  }
}

async function runClass(
  name: string,
  expect: HostileClass['expect'],
  paths: Iterable<string>,
  folder: string,
): Promise<ClassReport> {
  const report: ClassReport = { name, files: 0, refused: 0, taken: 0, longestMs: 0, faults: [] };
  const parts = {
    judge: () => Promise.reject(new Error('nothing of these is judged')),
    recognizer: null,
    tempFolder: join(folder, 'tmp'),
  };
  for (const path of paths) {
    const at = report.files;
    report.files += 1;
    const begun = performance.now();
    try {
      const call = { id: 'hostile', metadata: {}, recording: path, transcript: null };
      const outcome = await analyzeCall(call, parts, { onStage: () => {} });
      if (outcome.kind === 'refused') {
        report.refused += 1;
        const { message } = outcome.error;
        if (/[\n\r]|undefined|NaN|\/tmp\//.test(message)) report.faults.push(`${at}: unclear refusal: ${message}`);
        if (expect === 'taken') report.faults.push(`${at}: refused: ${message}`);
      } else {
        report.taken += 1;
        if (expect === 'refused') report.faults.push(`${at}: taken`);
      }
    } catch (error) {
      // Told in one line all the same: a file that is not there, a decoder (sox, for AMR) that is not installed.
      const told = error instanceof KamertonError && ['missing_program', 'not_found'].includes(error.code);
      if (told && expect !== 'taken') report.refused += 1;
      else report.faults.push(`${at}: ${error}`);
    }
    report.longestMs = Math.max(report.longestMs, performance.now() - begun);
  }
  if (report.longestMs > longestMs) report.faults.push(`${Math.round(report.longestMs)} ms`);
  return report;
}

/** Four hours of sound take the decoder most of a minute on two busy cores; its own limit is ten minutes of work. */
const longestMs = 120_000;

function realFiles(folder: string): RealFiles {
  const victim = join(folder, 'victim.wav');
  const ffmpeg = (...args: string[]) => execFileSync('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...args]);
  ffmpeg('-t', '5', '-i', join(samplesFolder, '03_lexis.wav'), '-ac', '1', victim);
  const made = (name: string, ...codec: string[]) => {
    const path = join(folder, name);
    ffmpeg('-i', victim, ...codec, path);
    return readFileSync(path);
  };
  return {
    mp3: made('real.mp3', '-c:a', 'libmp3lame'),
    ogg: made('real.ogg', '-c:a', 'libopus'),
    flac: made('real.flac', '-c:a', 'flac'),
    m4a: made('real.m4a', '-c:a', 'aac'),
    webm: made('real.webm', '-c:a', 'libopus'),
  };
}

function* noFiles(folder: string, victim: string): Generator<string> {
  const at = (name: string) => join(folder, name);
  execFileSync('mkfifo', [at('pipe.wav')]);
  mkdirSync(at('folder.wav'));
  symlinkSync(victim, at('link.wav'));
  symlinkSync(at('nowhere'), at('dangling.wav'));
  symlinkSync(at('loop.wav'), at('loop.wav'));
  symlinkSync('/dev/zero', at('device-link.wav'));
  const socket = createSocket().listen(at('s.wav')).unref();
  const names = [
    'pipe.wav',
    'folder.wav',
    'link.wav',
    'dangling.wav',
    'loop.wav',
    'device-link.wav',
    's.wav',
    'missing.wav',
  ];
  for (const name of names) yield at(name);
  for (const device of ['/dev/zero', '/dev/urandom', '/dev/null', '/dev/tty']) yield device;
  // A name that is no UTF-8: as text it is the name of no file.
  writeFileSync(Buffer.concat([Buffer.from(at('bad')), Buffer.from([0xff, 0xfe, 0xd0]), Buffer.from('.wav')]), 'x');
  yield at(readdirSync(folder).find((name) => name.startsWith('bad')) ?? 'bad');
  yield `${victim}\0.wav`;
  socket.close();
}

function* sparseFiles(folder: string): Generator<string> {
  for (const [i, gigabytes] of [0.5, 1, 1.9, 2.1, 8, 64].entries()) {
    const path = join(folder, `sparse-${i}.wav`);
    const head = Buffer.alloc(44);
    head.write('RIFF');
    head.write('WAVEfmt ', 8);
    if (i % 2 === 0) writeFileSync(path, head);
    else writeFileSync(path, '');
    truncateSync(path, Math.round(gigabytes * 2 ** 30));
    yield path;
    rmSync(path);
  }
}

/** A generator of numbers that a text determines. */
function randomOf(text: string): () => number {
  let state = Number.parseInt(hashPlain(text).slice(0, 8), 16);
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const children = (): number[] =>
  readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(/\s+/).filter(Boolean).map(Number);
const openFiles = () => readdirSync('/proc/self/fd').length;

function memoryOf(pid: number | 'self'): number {
  try {
    const kilobytes = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes ?? 0) * 1_024;
  } catch {
    return 0;
  }
}

function watchMemory() {
  let childMemory = 0;
  const timer = setInterval(() => {
    for (const pid of children()) childMemory = Math.max(childMemory, memoryOf(pid));
  }, 20);
  return {
    stop() {
      clearInterval(timer);
      return { ownMemory: memoryOf('self'), childMemory };
    },
  };
}
