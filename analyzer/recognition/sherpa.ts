/** The engine `sherpa`: sherpa-onnx with T-one or GigaAM, in a process of its own. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { KamertonError } from '#platform';
import { type EngineEnd, killedLine, runEngine } from './engine-process.ts';
import { isUsable, type UnusableModel } from './model-file.ts';
import type { RecognitionControl, RecognitionJob, RecognizedWord, Recognizer } from './recognizer.ts';
import { inspectSherpaModel } from './sherpa-model.ts';
import { sherpaResultsSchema, wordsOfSherpa } from './sherpa-words.ts';
import { readWindow } from './window-wav.ts';

export interface SherpaOptions {
  /** Folder of the model. */
  modelPath: string;
  /** Folder for the files of a run, made when missing. */
  tempFolder: string;
  threads?: number;
  /** Seconds of work allowed: `atLeast` + `perSecond` × seconds of sound. */
  timeLimit?: { atLeast: number; perSecond: number };
  /** Most memory of the process, bytes. */
  memoryBytes?: number;
}

const program = fileURLToPath(new URL('./sherpa-process.cjs', import.meta.url));
const defaultTimeLimit = { atLeast: 120, perSecond: 10 };

/** True when the optional package is installed for this machine; nothing of it is loaded. */
export function hasSherpa(): boolean {
  const { resolve: find } = createRequire(import.meta.url);
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  try {
    find('sherpa-onnx-node');
    find(`sherpa-onnx-${platform}-${process.arch}/sherpa-onnx.node`);
    return true;
  } catch {
    return false;
  }
}

/** The engine as a Recognizer; nothing is started or checked before the first job. */
export function createSherpa(options: SherpaOptions): Recognizer {
  return {
    name: 'sherpa',
    model: resolve(options.modelPath).split('/').at(-1) ?? '',
    capabilities: { verbatim: 'near', punctuation: false, wordTimes: true, probabilities: false },
    recognize: (job, control = {}) => recognize(options, job, control),
  };
}

async function recognize(
  options: SherpaOptions,
  job: RecognitionJob,
  control: RecognitionControl,
): Promise<RecognizedWord[][]> {
  if (job.wavPaths.length === 0) return [];
  if (!hasSherpa()) throw missingPackage();
  const model = await inspectSherpaModel(resolve(options.modelPath));
  if (!isUsable(model)) throw unusableFolder(model);
  const windows = await Promise.all(job.wavPaths.map(readWindow));
  await mkdir(options.tempFolder, { recursive: true });
  const folder = await mkdtemp(join(options.tempFolder, 'sherpa-'));
  try {
    const files = Object.fromEntries(Object.entries(model.files).map(([role, name]) => [role, join(model.path, name)]));
    const sounds = windows.map((window, i) => ({ path: resolve(job.wavPaths[i] ?? ''), ...window }));
    const order = { kind: model.kind, files, threads: options.threads ?? 2, windows: sounds };
    await writeFile(join(folder, 'job.json'), JSON.stringify(order), { mode: 0o600 });
    const total = windows.reduce((sum, { seconds }) => sum + seconds, 0);
    const { atLeast, perSecond } = options.timeLimit ?? defaultTimeLimit;
    const end = await runEngine({
      program: process.execPath,
      args: [program],
      cwd: folder,
      env: { PATH: '/usr/bin:/bin', LANG: 'C.UTF-8' },
      limitMs: 1000 * (atLeast + perSecond * total),
      memoryBytes: options.memoryBytes,
      signal: control.signal,
      onLine: progressOf(
        windows.map(({ seconds }) => seconds),
        control.onProgress,
      ),
    });
    if (end.code !== 0) throw failure(end, model.name);
    return await readResults(join(folder, 'result.json'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A reader of «done N» lines: the first N windows are through. */
function progressOf(seconds: readonly number[], onProgress: ((fraction: number) => void) | undefined) {
  const total = seconds.reduce((sum, one) => sum + one, 0);
  return (line: string) => {
    const done = /^done (\d+)$/.exec(line)?.[1];
    if (done === undefined) return;
    const through = seconds.slice(0, Number(done)).reduce((sum, one) => sum + one, 0);
    onProgress?.(total > 0 ? Math.min(1, through / total) : 1);
  };
}

async function readResults(path: string): Promise<RecognizedWord[][]> {
  try {
    return sherpaResultsSchema.parse(JSON.parse(await readFile(path, 'utf8'))).map(wordsOfSherpa);
  } catch (cause) {
    throw new KamertonError('recogniser_failed', 'sherpa не дала результата', { cause });
  }
}

function missingPackage(): KamertonError {
  return new KamertonError(
    'missing_program',
    'нет пакета sherpa-onnx-node для этой машины – выполните npm ci или выберите другой движок в ASR_ENGINE',
  );
}

/** The error for a model of sherpa that was chosen and cannot be used. */
function unusableFolder(model: UnusableModel): KamertonError {
  return new KamertonError('no_speech_model', `речевая модель ${model.name} не годится: ${model.problem}`);
}

function failure(end: EngineEnd, model: string): KamertonError {
  if (end.timedOut) {
    return new KamertonError('recogniser_failed', 'распознавание прервано: оно длилось слишком долго для такой записи');
  }
  const cause = new Error(end.said);
  if (/bad_alloc|out of memory|allocate memory|PosixThread/i.test(end.said)) {
    const message = 'распознаванию не хватило памяти – возьмите модель меньше или увеличьте ASR_MEMORY_BYTES';
    return new KamertonError('recogniser_failed', message, { cause });
  }
  // sherpa-onnx ends or throws when it cannot make sense of a model; nothing was recognised then.
  if (!end.said.includes('done 1') && end.signal !== 'SIGKILL') {
    const problem = 'sherpa не смогла её загрузить – проверьте файлы: kamerton models verify';
    return new KamertonError('no_speech_model', `речевая модель ${model} не годится: ${problem}`, { cause });
  }
  if (end.signal === 'SIGKILL')
    return new KamertonError('recogniser_failed', `программа распознавания ${killedLine}`, { cause });
  const how = end.signal ? `прерван (${end.signal})` : `закончился с кодом ${end.code}`;
  return new KamertonError('recogniser_failed', `процесс распознавания ${how}`, { cause });
}
