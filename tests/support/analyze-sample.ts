/** A sample recording, or a changed copy of it, with its exact words through the real pipeline. */
import { readFileSync } from 'node:fs';
import { type Call, type CallMetadata, callSchema } from '../../analyzer/domain/call.ts';
import type { AnalyzedCall } from '../../analyzer/domain/scored-call.ts';
import type { SoundReport } from '../../analyzer/domain/sound-report.ts';
import { analyzeCall } from '../../analyzer/pipeline/analyze-call.ts';
import { loadJudge } from '../../analyzer/scoring/judge-call.ts';
import { samplePath } from '../integration/sound/sample-calls.ts';

const judge = await loadJudge();

function transcriptOf(file: string): Call {
  return callSchema.parse(JSON.parse(readFileSync(samplePath(file.replace(/\.\w+$/, '.transcript.json')), 'utf8')));
}

/** The words moved on the time axis, seconds. */
function movedBy(segments: Call['segments'], by: number): Call['segments'] {
  const move = <T extends { start: number; end: number }>(part: T): T => ({
    ...part,
    start: part.start + by,
    end: part.end + by,
  });
  return segments.map((segment) => ({
    ...move(segment),
    ...(segment.words ? { words: segment.words.map(move) } : {}),
  }));
}

/**
 * @param recording path of a changed copy; the sample itself when absent
 * @param movedSeconds how much later the words are in the copy
 */
export async function analyzeSample(
  file: string,
  change: { recording?: string; movedSeconds?: number; metadata?: CallMetadata } = {},
): Promise<{ analysis: AnalyzedCall; sound: SoundReport }> {
  const { id, segments, duration: _, ...metadata } = transcriptOf(file);
  const outcome = await analyzeCall(
    {
      id,
      metadata: { ...metadata, ...change.metadata },
      recording: change.recording ?? samplePath(file),
      transcript: movedBy(segments, change.movedSeconds ?? 0),
    },
    { judge: async () => judge, recognizer: null, tempFolder: '' },
    { onStage: () => {} },
  );
  if (outcome.kind !== 'analyzed' || !outcome.measured) throw new Error(`${file}: ${outcome.kind}`);
  return { analysis: outcome.analysis, sound: outcome.measured.report };
}
