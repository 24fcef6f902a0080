/** Dead air and interruptions of the client, from the sound where there is one, otherwise from the transcript's times. */
import type { Call, Segment } from '../domain/call.ts';
import type { Evidence } from '../domain/criterion.ts';
import { intersectIntervals, totalLength } from '../domain/interval.ts';
import type { Interval } from '../domain/sound-report.ts';
import type { Timeline } from './timeline.ts';

/** The client's words «сейчас, квитанцию достану» belong to a silence that begins so soon after them, seconds. */
const clientPauseReach = 2;

/** Silences outside holds, in time order; those that the client himself asked for are not the operator's. */
export function findDeadAir(
  timeline: Timeline,
  holds: readonly Interval[],
  clientPauses: readonly Interval[],
): Interval[] {
  return timeline.silence.filter(
    (pause) =>
      totalLength(intersectIntervals([pause], holds)) < 0.5 * (pause.end - pause.start) &&
      !clientPauses.some(({ end }) => end <= pause.start + 0.5 && pause.start - end <= clientPauseReach),
  );
}

export interface InterruptionLimits {
  /** Overlap that counts when the client's phrase is left unfinished, seconds. */
  cut: number;
  /** Overlap that counts whatever the phrase, seconds. */
  any: number;
}

/**
 * Places where the operator starts over the client and goes on while the client falls silent. Backchannels («угу») and
 * overlaps at a change of turn are none. Never claimed on mono recordings.
 */
export function findInterruptions(call: Call, timeline: Timeline, limits: InterruptionLimits): Evidence[] {
  if (timeline.mono) return [];
  return timeline.source === 'sound' ? bySound(call, timeline, limits) : bySegments(call, limits);
}

function bySound(call: Call, timeline: Timeline, limits: InterruptionLimits): Evidence[] {
  return timeline.overlaps.flatMap((overlap) => {
    if (overlap.by !== 'operator' || !overlap.interruption) return [];
    const length = overlap.end - overlap.start;
    const client = call.segments.findLast(
      ({ speaker, start, end }) => speaker === 'client' && start < overlap.end && end > overlap.start - 0.3,
    );
    const index = call.segments.findIndex(
      ({ speaker, start, end }) => speaker === 'operator' && end > overlap.start && start < overlap.end + 0.3,
    );
    const enough = client && isUnfinished(client, call) ? limits.cut : limits.any;
    return length >= enough ? [evidence(call, index, overlap)] : [];
  });
}

/** A shorter utterance over the client is a backchannel. */
const leastWords = 2;
const leastSeconds = 0.6;
/** Where the transcript shows a cut-off phrase («…и сумма в нём —»), times that touch are enough, seconds. */
const touching = 0.15;

function bySegments(call: Call, limits: InterruptionLimits): Evidence[] {
  return call.segments.flatMap((segment, index): Evidence[] => {
    if (segment.speaker !== 'operator') return [];
    const client = call.segments.findLast(
      ({ speaker, start, end }, i) =>
        i !== index &&
        speaker === 'client' &&
        start + 0.3 < segment.start &&
        end > segment.start - touching &&
        start < segment.end,
    );
    if (!client || segment.end < client.end - touching || isBackchannel(segment)) return [];
    const overlap = client.end - segment.start;
    const broken = /[—–-]\s*$/.test(client.text.trim());
    const enough = broken ? -touching : isUnfinished(client, call) ? limits.cut : limits.any;
    return overlap >= enough
      ? [evidence(call, index, { start: segment.start, end: Math.max(client.end, segment.start) })]
      : [];
  });
}

function isBackchannel({ text, start, end }: Segment): boolean {
  return text.trim().split(/\s+/).length < leastWords || end - start < leastSeconds;
}

/** The phrase breaks off: a dash, dots or a comma at its end, or no end mark in a transcript that has them. */
export function isUnfinished(segment: Segment, call: Call): boolean {
  const text = segment.text.trim();
  if (/(?:—|–|-|…|\.\.\.|,)$/.test(text)) return true;
  const others = call.segments.filter(
    (other) => other !== segment && other.speaker === 'client' && other.text.trim() !== '',
  );
  const marked = others.filter(({ text: said }) => /[.!?]["»]?$/.test(said.trim())).length;
  return others.length > 0 && marked >= 0.7 * others.length && !/[.!?]["»]?$/.test(text);
}

function evidence(call: Call, index: number, { start, end }: Interval): Evidence {
  const text = call.segments[index]?.text ?? '';
  return index < 0 ? { start, end, text } : { segment: index, start, end, text };
}
