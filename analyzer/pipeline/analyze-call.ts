/** The way of a call: check → sound → recognise → judge. Read it to know the product; storing is the job's business. */
import { KamertonError } from '#platform';
import type { Call, CallMetadata, DroppedWord, Segment } from '../domain/call.ts';
import type { StageName } from '../domain/call-state.ts';
import type { AnalyzedCall } from '../domain/scored-call.ts';
import type { SoundReport } from '../domain/sound-report.ts';
import type { Recognizer } from '../recognition/recognizer.ts';
import { type Judge, judgeCall } from '../scoring/judge-call.ts';
import { inspectRecording } from '../sound/inspect-recording.ts';
import { measureSound } from '../sound/measure-sound.ts';
import type { Peaks } from '../sound/peaks.ts';
import type { RecordingHeader } from '../sound/recording-header.ts';
import { checkRoles } from './channel-roles.ts';
import { readyEngine, rolesAreGuessed } from './guessed-roles.ts';
import { recognizeCall } from './recognize-call.ts';

/** What is analysed: sound, words, or both. */
export interface CallToAnalyze {
  id: string;
  metadata: CallMetadata;
  /** Path of the recording; null when only a transcript came. */
  recording: string | null;
  /** Ready transcript; null when the recording is to be recognised. */
  transcript: Segment[] | null;
}

/** What was measured on a recording on the way. */
export interface MeasuredRecording {
  path: string;
  header: RecordingHeader;
  report: SoundReport;
  peaks: Peaks;
}

/** Expected ends are values; anything thrown is a passing fault («try again») or a defect. */
export type AnalysisOutcome =
  | { kind: 'analyzed'; analysis: AnalyzedCall; measured: MeasuredRecording | null }
  | { kind: 'no_model'; measured: MeasuredRecording | null }
  | { kind: 'refused'; error: KamertonError };

export interface PipelineParts {
  /** The judge of this moment: recognising takes minutes, and lexicons may be published meanwhile. */
  judge: () => Promise<Judge>;
  /** Null while no speech model is installed. */
  recognizer: Recognizer | null;
  /** Folder for the speech that is being recognised. */
  tempFolder: string;
}

export interface PipelineControl {
  signal?: AbortSignal | undefined;
  /** Called when a stage begins (fraction 0) and as it goes on, 0…1. */
  onStage: (stage: StageName, fraction: number) => void;
}

/** Wrong input is refused at once and never retried. */
const refusals = new Set(['bad_recording', 'unsupported_media', 'bad_transcript', 'too_large']);

/** Runs the stages in order over one call. */
export async function analyzeCall(
  call: CallToAnalyze,
  parts: PipelineParts,
  control: PipelineControl,
): Promise<AnalysisOutcome> {
  try {
    const measured = call.recording === null ? null : await measureRecording(call.recording, call, control);
    const spoken = await findWords(call, measured, parts, control);
    if (spoken === null) return { kind: 'no_model', measured };
    control.onStage('judge', 0);
    const judged: Call = { ...call.metadata, ...spoken.call, id: call.id };
    const scored = judgeCall(judged, measured?.report ?? null, await parts.judge());
    const dropped = spoken.dropped.length > 0 ? { dropped: spoken.dropped } : {};
    const analysis = { ...scored, segments: judged.segments, engine: spoken.engine, ...dropped };
    return { kind: 'analyzed', analysis, measured };
  } catch (error) {
    if (error instanceof KamertonError && refusals.has(error.code)) return { kind: 'refused', error };
    throw error;
  }
}

async function measureRecording(
  path: string,
  { metadata, transcript }: CallToAnalyze,
  control: PipelineControl,
): Promise<MeasuredRecording> {
  control.onStage('check', 0);
  const header = await inspectRecording(path);
  control.onStage('sound', 0);
  const { report, peaks } = await measureSound(path, header, {
    operatorChannel: metadata.operator_channel ?? 'left',
    onProgress: (fraction) => control.onStage('sound', fraction),
    signal: control.signal,
  });
  return { path, header, report: checkRoles(report, metadata, transcript), peaks };
}

interface FoundWords {
  call: Pick<Call, 'segments' | 'roles_uncertain' | 'duration'>;
  engine: AnalyzedCall['engine'];
  /** Words that the guards set apart: kept for inspection, never judged. */
  dropped: DroppedWord[];
}

/** The words of the call: those that came with it, otherwise the recogniser's; null when there is no model to find them. */
async function findWords(
  call: CallToAnalyze,
  measured: MeasuredRecording | null,
  { recognizer, tempFolder }: PipelineParts,
  control: PipelineControl,
): Promise<FoundWords | null> {
  const duration = measured?.report.duration ?? call.metadata.duration;
  if (call.transcript !== null) {
    return { call: { segments: call.transcript, duration }, engine: readyEngine, dropped: [] };
  }
  if (measured === null) throw new KamertonError('bad_transcript', 'у звонка нет ни записи, ни расшифровки');
  if (recognizer === null) return null;
  control.onStage('recognize', 0);
  const { segments, dropped } = await recognizeCall(measured, recognizer, tempFolder, {
    signal: control.signal,
    onProgress: (fraction) => control.onStage('recognize', fraction),
  });
  const engine = { name: recognizer.name, model: recognizer.model };
  return { call: { segments, duration, roles_uncertain: rolesAreGuessed(engine, measured.report) }, engine, dropped };
}
