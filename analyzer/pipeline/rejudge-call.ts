/** A call judged again by the words and the sound that its first run left: no recording is opened, nothing is recognised. */
import type { CallMetadata, DroppedWord, Segment } from '../domain/call.ts';
import type { AnalyzedCall } from '../domain/scored-call.ts';
import type { SoundReport } from '../domain/sound-report.ts';
import { type Judge, judgeCall } from '../scoring/judge-call.ts';
import { rolesAreGuessed } from './guessed-roles.ts';

/** What an analysed call is remembered by. */
export interface RememberedCall {
  id: string;
  metadata: CallMetadata;
  segments: Segment[];
  sound: SoundReport | null;
  engine: AnalyzedCall['engine'];
  dropped: DroppedWord[];
}

/** Judges exactly as the pipeline did, with the judge of today. Pure. */
export function rejudgeCall(call: RememberedCall, judge: Judge): AnalyzedCall {
  const { segments, sound, engine, dropped } = call;
  const scored = judgeCall(
    {
      ...call.metadata,
      id: call.id,
      segments,
      duration: sound?.duration ?? call.metadata.duration,
      roles_uncertain: rolesAreGuessed(engine, sound),
    },
    sound,
    judge,
  );
  return { ...scored, segments, engine, ...(dropped.length > 0 ? { dropped } : {}) };
}
