/** The engine `whisper`: whisper.cpp's command-line program, with settings for telephone speech. */
import { mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { KamertonError } from '#platform';
import { type EngineEnd, isExecutable, killedLine, runEngine } from './engine-process.ts';
import { inspectModel, isUsable, unusable } from './model-file.ts';
import type { RecognitionControl, RecognitionJob, RecognizedWord, Recognizer } from './recognizer.ts';
import { callSettings, type WhisperSettings, whisperArguments } from './whisper-arguments.ts';
import { featuresOf } from './whisper-features.ts';
import { wordsOfWhisperJson } from './whisper-json.ts';
import { progressOfLines } from './whisper-progress.ts';
import { placeWindow, readWindow } from './window-wav.ts';

export interface WhisperOptions {
  /** The program: `main` of 1.5, or `whisper-cli` of a newer whisper.cpp. */
  whisperPath: string;
  modelPath: string;
  /** Folder for the files of a run, made when missing; every run makes and removes a folder of its own in it. */
  tempFolder: string;
  settings?: Partial<WhisperSettings>;
  /** Seconds of work allowed: `atLeast` + `perSecond` × seconds of sound. */
  timeLimit?: { atLeast: number; perSecond: number };
  /** Most memory of the program, bytes. */
  memoryBytes?: number;
  /** Added to the engine's otherwise bare environment, for example LD_LIBRARY_PATH of a GPU build. */
  env?: Readonly<Record<string, string>>;
}

/** 30 s of sound take 50 s of one core with the largest model (notes §7): ten times the sound is a stuck program. */
const defaultTimeLimit = { atLeast: 120, perSecond: 10 };

/** The engine as a Recognizer; nothing is started or checked before the first job. */
export function createWhisper(options: WhisperOptions): Recognizer {
  return {
    name: 'whisper',
    model: basename(options.modelPath),
    prompt: settingsOf(options).prompt,
    capabilities: { verbatim: 'clean', punctuation: true, wordTimes: true, probabilities: true },
    recognize: (job, control = {}) => recognize(options, job, control),
  };
}

const settingsOf = (options: WhisperOptions): WhisperSettings => ({ ...callSettings, ...options.settings });

async function recognize(
  options: WhisperOptions,
  job: RecognitionJob,
  control: RecognitionControl,
): Promise<RecognizedWord[][]> {
  if (job.wavPaths.length === 0) return [];
  if (!isExecutable(options.whisperPath)) throw missingProgram();
  const model = await inspectModel(options.modelPath);
  if (!isUsable(model)) throw unusable(model);
  const windows = await Promise.all(job.wavPaths.map(readWindow));
  await mkdir(options.tempFolder, { recursive: true });
  const folder = await mkdtemp(join(options.tempFolder, 'whisper-'));
  try {
    // The program only ever sees these plain names, whatever the files are called: it writes the model's name into its JSON unescaped.
    await symlink(resolve(options.modelPath), join(folder, 'model.bin'));
    await Promise.all(
      windows.map((window, i) => placeWindow(resolve(job.wavPaths[i] ?? ''), window, join(folder, `${i}.wav`))),
    );
    const seconds = windows.reduce((sum, window) => sum + window.seconds, 0);
    const { atLeast, perSecond } = options.timeLimit ?? defaultTimeLimit;
    const end = await runEngine({
      program: resolve(options.whisperPath),
      args: whisperArguments(
        settingsOf(options),
        { language: job.language, windows: windows.length },
        await featuresOf(resolve(options.whisperPath)),
      ),
      cwd: folder,
      env: { PATH: '/usr/bin:/bin', LANG: 'C.UTF-8', ...options.env },
      limitMs: 1000 * (atLeast + perSecond * seconds),
      memoryBytes: options.memoryBytes,
      signal: control.signal,
      onLine: progressOfLines(
        windows.map((window) => window.seconds),
        control.onProgress,
      ),
    });
    if (end.code !== 0) throw failure(end, model.name);
    const words = await Promise.all(windows.map((_, i) => readWords(join(folder, `${i}.json`))));
    control.onProgress?.(1);
    return words;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** An exit code of 0 proves nothing: the result is the JSON. */
async function readWords(path: string): Promise<RecognizedWord[]> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new KamertonError('recogniser_failed', 'программа распознавания не дала результата', { cause });
  });
  try {
    return wordsOfWhisperJson(bytes);
  } catch (cause) {
    throw new KamertonError('recogniser_failed', 'ответ программы распознавания не читается', { cause });
  }
}

function missingProgram(): KamertonError {
  return new KamertonError(
    'missing_program',
    'нет программы распознавания речи – поставьте make и g++ и запустите npm start ещё раз, или укажите свою в WHISPER_BIN',
  );
}

function failure(end: EngineEnd, model: string): KamertonError {
  if (end.timedOut) {
    return new KamertonError('recogniser_failed', 'распознавание прервано: оно длилось слишком долго для такой записи');
  }
  if (/bad_alloc|failed to allocate|(?:not enough|insufficient) memory|out of memory/i.test(end.said)) {
    return new KamertonError(
      'recogniser_failed',
      'программе распознавания не хватило памяти – возьмите модель меньше или увеличьте ASR_MEMORY_BYTES',
    );
  }
  if (end.signal === 'SIGILL' || end.code === 132) {
    return new KamertonError(
      'recogniser_failed',
      'программа распознавания собрана для другого процессора – удалите папку engines в папке данных и запустите npm start',
    );
  }
  if (end.code === 3) return unusable({ name: model, problem: 'программа распознавания не смогла её загрузить' });
  if (end.signal === 'SIGKILL') return new KamertonError('recogniser_failed', `программа распознавания ${killedLine}`);
  const how = end.signal ? `прервана (${end.signal})` : `закончилась с кодом ${end.code}`;
  return new KamertonError('recogniser_failed', `программа распознавания ${how}`, { cause: new Error(end.said) });
}
