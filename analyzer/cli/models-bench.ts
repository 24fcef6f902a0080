/** `kamerton models bench`: speed and error of every installed engine and model on your sound, side by side. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { analyzerConfigSchema, readConfig, tempFolderOf } from '../config.ts';
import { callMetadataSchema, type Segment } from '../domain/call.ts';
import type { SoundReport } from '../domain/sound-report.ts';
import { installedRecognizers } from '../find-recognizer.ts';
import { recognizeCall } from '../pipeline/recognize-call.ts';
import { compareTexts, type WordErrors } from '../pipeline/word-errors.ts';
import { errorLine, KamertonError } from '../platform/errors.ts';
import { readTranscript } from '../recognition/ready-transcript.ts';
import type { Recognizer } from '../recognition/recognizer.ts';
import { shippedDemo } from '../recognizer-for-call.ts';
import { inspectRecording } from '../sound/inspect-recording.ts';
import { measureSound } from '../sound/measure-sound.ts';
import type { RecordingHeader } from '../sound/recording-header.ts';
import { readArguments, UsageError } from './arguments.ts';
import { findRecordings } from './find-recordings.ts';
import { showProgress } from './progress-line.ts';
import { tableOf } from './table.ts';
import { fillerWords } from './wer-command.ts';
import { writeOut } from './write-out.ts';

/** A recording ready for recognition, with its reference where one lies beside it. */
interface BenchRecording {
  name: string;
  path: string;
  header: RecordingHeader;
  report: SoundReport;
  reference: Segment[] | null;
}

interface BenchResult {
  engine: string;
  model: string;
  /** Wall time of recognition, seconds. */
  seconds: number;
  /** Length of the recordings, and of the speech in all their channels, seconds. */
  sound: number;
  speech: number;
  words: number;
  dropped: number;
  /** Only over recordings with a reference; null when there is none. */
  errors: WordErrors | null;
  problem: string | null;
}

/** Exit code 0 when every engine recognised everything, 1 otherwise. @throws UsageError */
export async function benchModels(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, { json: { type: 'boolean', default: false } });
  if (positionals.length === 0) throw new UsageError('укажите записи (эталон ищется рядом: ИМЯ.transcript.json)');
  const config = readConfig(analyzerConfigSchema);
  const [installed, demo] = [await installedRecognizers(config), shippedDemo(config)];
  // The demonstration model says something about the machine only where there is no other.
  const recognizers = installed.length > 0 || demo === null ? installed : [demo];
  if (recognizers.length === 0) {
    throw new KamertonError('no_speech_model', 'нет ни одной модели, которую можно измерить: kamerton models list');
  }
  const recordings: BenchRecording[] = [];
  for (const argument of positionals) {
    for (const found of await findRecordings(argument)) {
      if ('error' in found) throw new KamertonError('bad_input', `${found.path}: ${found.error}`);
      recordings.push(await prepare(found.path));
    }
  }
  const results: BenchResult[] = [];
  for (const recognizer of recognizers) results.push(await measure(recognizer, recordings, tempFolderOf(config)));
  await writeOut(values.json ? `${JSON.stringify(results)}\n` : report(results));
  return results.every(({ problem }) => problem === null) ? 0 : 1;
}

async function prepare(path: string): Promise<BenchRecording> {
  const base = path.slice(0, path.length - extname(path).length);
  const beside = `${base}.transcript.json`;
  const name = basename(path);
  const bytes = existsSync(beside) ? await readFile(beside) : null;
  const metadata = bytes === null ? {} : readTranscript(bytes, basename(beside)).metadata;
  const header = await inspectRecording(path);
  const { report } = await measureSound(path, header, {
    operatorChannel: callMetadataSchema.parse(metadata).operator_channel ?? 'left',
  });
  return {
    name,
    path,
    header,
    report,
    reference: bytes === null ? null : readTranscript(bytes, basename(beside)).segments,
  };
}

async function measure(
  recognizer: Recognizer,
  recordings: readonly BenchRecording[],
  tempFolder: string,
): Promise<BenchResult> {
  const result: BenchResult = {
    engine: recognizer.name,
    model: recognizer.model,
    seconds: 0,
    sound: 0,
    speech: 0,
    words: 0,
    dropped: 0,
    errors: null,
    problem: null,
  };
  const fillers = fillerWords();
  const progress = showProgress();
  try {
    for (const recording of recordings) {
      const begun = performance.now();
      const onProgress = (fraction: number) =>
        progress.report(`${recognizer.name} ${recognizer.model}, ${recording.name}: ${Math.round(fraction * 100)} %`);
      const { segments, dropped } = await recognizeCall(recording, recognizer, join(tempFolder, 'bench'), {
        onProgress,
      });
      result.seconds += (performance.now() - begun) / 1000;
      result.sound += recording.report.duration;
      result.speech += speechOf(recording.report);
      result.words += segments.reduce((sum, segment) => sum + (segment.words ?? []).length, 0);
      result.dropped += dropped.length;
      if (recording.reference === null) continue;
      // A mono recording gives all words to one speaker: then only their order can be compared.
      const isMono = recording.report.channels.some(({ role }) => role === 'mixed');
      const heard = isMono ? { text: segments.map(({ text }) => text).join('\n') } : { segments };
      const { total } = compareTexts({ segments: recording.reference }, heard, fillers);
      result.errors = result.errors === null ? total : added(result.errors, total);
    }
  } catch (error) {
    result.problem = errorLine(error);
  } finally {
    progress.end();
  }
  return result;
}

const speechOf = (report: SoundReport) =>
  report.channels.flatMap(({ speech }) => speech).reduce((sum, { start, end }) => sum + end - start, 0);

function added(a: WordErrors, b: WordErrors): WordErrors {
  const counts = {
    words: a.words + b.words,
    recognized: a.recognized + b.recognized,
    correct: a.correct + b.correct,
    substitutions: a.substitutions + b.substitutions,
    deletions: a.deletions + b.deletions,
    insertions: a.insertions + b.insertions,
  };
  const errors = counts.substitutions + counts.deletions + counts.insertions;
  return { ...counts, word_error: counts.words === 0 ? null : errors / counts.words };
}

function report(results: readonly BenchResult[]): string {
  const head = [
    'движок',
    'модель',
    'секунд',
    'быстрее звука',
    'речи',
    'слов',
    'отброшено',
    'ошибка',
    'замен',
    'пропусков',
    'вставок',
  ];
  const rows = results.map((one) => {
    const error = one.errors?.word_error;
    const percent = error == null ? '–' : `${(error * 100).toFixed(1).replace('.', ',')} %`;
    const speed = one.seconds > 0 ? `в ${(one.sound / one.seconds).toFixed(1).replace('.', ',')} раза` : '–';
    const counts = one.errors
      ? [one.errors.substitutions, one.errors.deletions, one.errors.insertions]
      : ['–', '–', '–'];
    const times = [one.seconds.toFixed(1), speed, `${one.speech.toFixed(0)} с`];
    return [one.engine, one.model, ...times, ...[one.words, one.dropped, percent, ...counts].map(String)];
  });
  const problems = results.flatMap((one) =>
    one.problem === null ? [] : [`${one.engine} ${one.model}: ${one.problem}\n`],
  );
  return tableOf([head, ...rows], [0, 1]) + problems.join('');
}
