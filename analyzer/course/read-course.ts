/** The course of a call in one reading: opening, service, holds, transfer, conflict, ending. */
import type { Call } from '../domain/call.ts';
import type { Evidence } from '../domain/criterion.ts';
import type { Interval, SoundReport } from '../domain/sound-report.ts';
import type { Morphology } from '../language/morphology.ts';
import type { Token } from '../language/tokens.ts';
import { type AccountCheck, readAccountCheck } from './account.ts';
import { type Callback, readCallback } from './callback.ts';
import { type ClientName, readClientName } from './client-name.ts';
import { type Conflict, readConflict } from './conflict.ts';
import type { PhraseFinder } from './course-phrases.ts';
import { type Dictation, readDictation } from './dictation.ts';
import { type Ending, readEnding } from './ending.ts';
import { findHolds, type Hold } from './holds.ts';
import { measureInformation } from './information.ts';
import { findOperatorName, type Opening, readOpening } from './opening.ts';
import { findDeadAir, findInterruptions, type InterruptionLimits } from './pauses.ts';
import { findRaisedVoice } from './raised-voice.ts';
import { findRefusals, type Refusal } from './refusals.ts';
import { readTimeline, type Timeline } from './timeline.ts';
import { readTransfer, type Transfer } from './transfer.ts';

export interface Course {
  phrases: PhraseFinder;
  timeline: Timeline;
  opening: Opening;
  operatorName: Token | null;
  account: AccountCheck;
  clientName: ClientName;
  dictation: Dictation;
  refusals: Refusal[];
  callback: Callback;
  transfer: Transfer;
  conflict: Conflict;
  ending: Ending;
  holds: Hold[];
  /** Silences outside holds, in time order. */
  deadAir: Interval[];
  interruptions: Evidence[];
  /** Null when the sound does not tell. */
  raisedVoice: Interval[] | null;
  information: (Interval & { seconds: number }) | null;
}

export interface CourseSettings {
  /** Shortest announced silence that is a hold, seconds. */
  holdMin: number;
  interruption: InterruptionLimits;
}

export function readCourse(
  call: Call,
  tokens: readonly Token[],
  sound: SoundReport | null,
  phrases: PhraseFinder,
  morphology: Morphology,
  settings: CourseSettings,
): Course {
  const timeline = readTimeline(call, sound);
  const opening = readOpening(call, tokens, phrases, morphology);
  const transfer = readTransfer(call, phrases);
  const holds = findHolds(call, timeline, phrases, settings.holdMin, transfer.announcements);
  return {
    phrases,
    timeline,
    opening,
    operatorName: findOperatorName(call, tokens, opening, phrases, morphology),
    account: readAccountCheck(call, opening, phrases),
    clientName: readClientName(call, tokens, phrases, morphology),
    dictation: readDictation(call, tokens, phrases),
    refusals: findRefusals(call, phrases),
    callback: readCallback(phrases),
    transfer,
    conflict: readConflict(call, phrases),
    ending: readEnding(call, phrases),
    holds,
    deadAir: findDeadAir(timeline, holds, phrases.find('client_pause', 'client')),
    interruptions: findInterruptions(call, timeline, settings.interruption),
    raisedVoice: findRaisedVoice(sound, timeline.operator),
    information: measureInformation(call, opening, holds, phrases),
  };
}
