/** Changes of a call that must not change its judgement: the order of the channels, and silence before and after. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Call, Segment, Speaker } from '../../../analyzer/domain/call.ts';
import type { ScoredCall } from '../../../analyzer/domain/scored-call.ts';
import type { Interval, SoundReport } from '../../../analyzer/domain/sound-report.ts';
import { callScript } from '../../support/call-script.ts';
import { judged } from '../../support/judge.ts';
import { spokenCall } from '../../support/spoken-call.ts';

/** A sound report that agrees with the segments: the operator's channel also carries the machine and the specialist. */
function soundOf({ segments }: Call): SoundReport {
  const speech = (...speakers: Speaker[]) =>
    segments.flatMap(({ speaker, start, end }, i) =>
      speakers.includes(speaker) ? [{ start, end, level: -30 + (i % 7), pitch: 180 + 9 * (i % 5) }] : [],
    );
  const channel = { level: -27, music: [], rings: [] };
  return {
    duration: Math.max(0, ...segments.map(({ end }) => end)),
    channels: [
      { role: 'operator', speech: speech('operator', 'specialist', 'ivr'), ...channel },
      { role: 'client', speech: speech('client'), ...channel },
    ],
    overlaps: [],
    dead_air: [],
  };
}

const moved = <T extends Interval>(part: T, by: number): T => ({ ...part, start: part.start + by, end: part.end + by });
const movedCall = (call: Call, by: number): Call => ({
  ...call,
  segments: call.segments.map((segment): Segment => moved(segment, by)),
});
function movedSound(sound: SoundReport, before: number, after: number): SoundReport {
  return {
    ...sound,
    duration: before + sound.duration + after,
    channels: sound.channels.map((channel) => ({
      ...channel,
      speech: channel.speech.map((part) => moved(part, before)),
    })),
  };
}
/** What must stay: everything but places in time. */
const judgement = ({ score, quality, compliance, findings, criteria, measures }: ScoredCall) => ({
  score,
  quality,
  compliance,
  findings: findings.map(({ rule, text, segment, certain }) => ({ rule, text, segment, certain })),
  criteria: criteria.map(({ id, outcome, earned, reason, findings: indexes }) => ({
    id,
    outcome,
    earned,
    reason,
    indexes,
  })),
  measures,
});

describe('a scored call', () => {
  it('is the same whichever channel the operator is on', () => {
    fc.assert(
      fc.property(callScript, (text) => {
        const call = spokenCall(text);
        const sound = soundOf(call);
        const swapped = { ...sound, channels: sound.channels.toReversed() };
        expect(judged(call, swapped)).toEqual(judged(call, sound));
      }),
      { numRuns: 40 },
    );
  });
  it('does not change with silence before and after it', () => {
    // Quarters of a second are exact in binary: no rounding moves an interval.
    const silence = fc.integer({ min: 0, max: 480 }).map((quarters) => quarters / 4);
    fc.assert(
      fc.property(callScript, silence, silence, (text, before, after) => {
        const spoken = spokenCall(text);
        const call: Call = {
          ...spoken,
          segments: spoken.segments.map((segment) => ({
            ...segment,
            start: Math.round(segment.start * 4) / 4,
            end: Math.round(segment.end * 4) / 4 + 0.25,
          })),
        };
        const later = movedCall(call, before);
        expect(judgement(judged(later))).toEqual(judgement(judged(call)));
        const sound = soundOf(call);
        const laterSound = movedSound(sound, before, after);
        expect(judgement(judged(later, laterSound))).toEqual(judgement(judged(call, sound)));
      }),
      { numRuns: 60 },
    );
  });
});
