/** `kamerton analyze`: recording → transcript → scored call, without any server. */
import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { analyzerConfigSchema, readConfig, tempFolderOf } from '../config.ts';
import { type CallMetadata, callMetadataSchema, type Segment } from '../domain/call.ts';
import type { AnalyzedCall } from '../domain/scored-call.ts';
import { analyzeCall, type PipelineParts } from '../pipeline/analyze-call.ts';
import { errorLine, KamertonError } from '../platform/index.ts';
import { isDemoModel } from '../recognition/model-file.ts';
import { readTranscript } from '../recognition/ready-transcript.ts';
import { demoWarning, recognizerForCall } from '../recognizer-for-call.ts';
import { loadJudge } from '../scoring/judge-call.ts';
import { readArguments, UsageError } from './arguments.ts';
import { findRecordings } from './find-recordings.ts';
import { showStage } from './progress-line.ts';
import { reportCall } from './report-call.ts';
import { writeOut } from './write-out.ts';

const options = {
  json: { type: 'boolean', default: false },
  meta: { type: 'string' },
  transcript: { type: 'string' },
  engine: { type: 'string' },
} as const;

/** What came with the recordings on the command line. */
interface Given {
  metadata: CallMetadata;
  transcript: Segment[] | null;
  id: string | null;
}

/**
 * Exit code 0 when every recording was analysed, 1 when some failed.
 * @throws UsageError for wrong arguments
 */
export async function analyze(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, options);
  if (positionals.length === 0) throw new UsageError('не указана ни одна запись');
  if (values.transcript !== undefined && positionals.length > 1) {
    throw new UsageError('--transcript относится к одной записи, а указано несколько');
  }
  if (values.engine !== undefined && !isEngine(values.engine)) {
    const known = 'auto, whisper, sherpa, http и ready (готовая расшифровка)';
    throw new UsageError(`нет движка «${values.engine}»; есть ${known}`);
  }
  const given = await readGiven(values.meta, values.transcript);
  const read = readConfig(analyzerConfigSchema);
  const chosen = values.engine === undefined ? null : engineSchema.safeParse(values.engine);
  const config = chosen?.success ? { ...read, ASR_ENGINE: chosen.data } : read;
  const judge = await loadJudge();
  const parts: PipelineParts = {
    judge: async () => judge,
    recognizer: values.engine === 'ready' ? null : await recognizerForCall(config, 'sample'),
    tempFolder: tempFolderOf(config),
  };
  if (given.transcript === null && parts.recognizer !== null && isDemoModel(parts.recognizer.model)) {
    process.stderr.write(`kamerton analyze: ${demoWarning(parts.recognizer.model)}\n`);
  }
  let failed = 0;
  for (const argument of positionals) {
    for (const recording of await findRecordings(argument)) {
      try {
        if ('error' in recording) throw new KamertonError('bad_input', recording.error);
        const analysis = await analyzeOne(recording.path, given, parts);
        await writeOut(values.json ? `${JSON.stringify(analysis)}\n` : reportCall(analysis));
      } catch (error) {
        failed += 1;
        process.stderr.write(`${recording.path}: ${errorLine(error)}\n`);
      }
    }
  }
  return failed > 0 ? 1 : 0;
}

const engineSchema = analyzerConfigSchema.shape.ASR_ENGINE;
const isEngine = (name: string) => name === 'ready' || engineSchema.safeParse(name).success;

async function readGiven(metaPath: string | undefined, transcriptPath: string | undefined): Promise<Given> {
  const given: Given = { metadata: {}, transcript: null, id: null };
  if (transcriptPath !== undefined) {
    const bytes = await readNamed(transcriptPath, '--transcript');
    const transcript = readTranscript(bytes, basename(transcriptPath));
    given.metadata = transcript.metadata;
    given.transcript = transcript.segments;
    given.id = transcript.id ?? null;
  }
  if (metaPath !== undefined) {
    const text = (await readNamed(metaPath, '--meta')).toString('utf8');
    try {
      given.metadata = { ...given.metadata, ...callMetadataSchema.parse(JSON.parse(text)) };
    } catch (cause) {
      throw new KamertonError('bad_input', `--meta ${metaPath}: ожидается JSON со сведениями о звонке`, { cause });
    }
  }
  return given;
}

function readNamed(path: string, option: string): Promise<Buffer> {
  return readFile(path).catch((cause: NodeJS.ErrnoException) => {
    throw new KamertonError('bad_input', `${option} ${path}: файл не читается (${cause.code ?? ''})`, { cause });
  });
}

async function analyzeOne(path: string, given: Given, parts: PipelineParts): Promise<AnalyzedCall> {
  const id = given.id ?? basename(path, extname(path));
  const progress = showStage(basename(path));
  try {
    const outcome = await analyzeCall(
      { id, metadata: given.metadata, recording: path, transcript: given.transcript },
      parts,
      { onStage: progress.report },
    );
    if (outcome.kind === 'analyzed') return outcome.analysis;
    if (outcome.kind === 'refused') throw outcome.error;
    throw new KamertonError(
      'no_speech_model',
      'нет речевой модели: установите её (kamerton models) или приложите расшифровку (--transcript); подробности – kamerton doctor',
    );
  } finally {
    progress.end();
  }
}
