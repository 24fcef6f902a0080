/** What another judgement changes in one call: findings that come and go, criteria, the score. Pure. */
import type { CallMetadata } from '../domain/call.ts';
import type { AnalyzedCall } from '../domain/scored-call.ts';
import type { DecidedCriterion, FoundPlace } from '../storage/facts/stored-judgements.ts';

/** A finding that comes or goes, with the words around it. */
export interface FindingSample {
  change: 'added' | 'removed';
  /** Id of the call in the store, and its name in the telephony. */
  callId: string;
  call: string;
  operatorId: string;
  day: string;
  entry: string;
  /** Seconds from the start of the recording. */
  start: number;
  text: string;
  /** The whole utterance. */
  sentence: string;
}

export interface CriterionChange {
  id: string;
  /** Null where the scorecard had no such line. */
  before: string | null;
  after: string | null;
  /** Points earned more (or less). */
  points: number;
}

export interface CallChange {
  day: string;
  callId: string;
  operator: { id: string; name: string };
  score: { before: number | null; after: number | null };
  added: string[];
  removed: string[];
  criteria: CriterionChange[];
  /** The first finding of the call that comes or goes. */
  sample: FindingSample | null;
}

interface Before {
  day: string;
  callId: string;
  externalId: string;
  metadata: CallMetadata;
  score: number | null;
  found: readonly FoundPlace[];
  decided: readonly DecidedCriterion[];
}

/** Null when nothing that a person sees differs. A finding that only becomes (un)certain is one removed and one added. */
export function changeOf(before: Before, analysis: AnalyzedCall): CallChange | null {
  const now = analysis.findings.map((one) => ({ ...one, startMs: Math.round(one.start * 1000) }));
  const removed = missingIn(before.found, now);
  const added = missingIn(now, before.found);
  const criteria = criterionChanges(before.decided, analysis);
  if (removed.length + added.length + criteria.length === 0 && before.score === analysis.score) return null;
  const { id = '', name = '' } = before.metadata.operator ?? {};
  const sampleOf = (change: FindingSample['change']) => (place: FoundPlace) => ({
    change,
    callId: before.callId,
    call: before.externalId,
    operatorId: id,
    day: before.day,
    entry: place.entry,
    start: place.startMs / 1000,
    text: place.text,
    sentence: analysis.segments[place.segment]?.text ?? '',
  });
  const samples = [...removed.map(sampleOf('removed')), ...added.map(sampleOf('added'))];
  const [sample = null] = samples.sort((a, b) => a.start - b.start || (a.entry < b.entry ? -1 : 1));
  return {
    day: before.day,
    callId: before.callId,
    operator: { id, name },
    score: { before: before.score, after: analysis.score },
    added: added.map(({ entry }) => entry),
    removed: removed.map(({ entry }) => entry),
    criteria,
    sample,
  };
}

/** Places that the others do not hold; the same one may stand several times. */
function missingIn(places: readonly FoundPlace[], others: readonly FoundPlace[]): FoundPlace[] {
  const left = new Map<string, number>();
  for (const place of others) left.set(keyOf(place), (left.get(keyOf(place)) ?? 0) + 1);
  return places.filter((place) => {
    const count = left.get(keyOf(place)) ?? 0;
    left.set(keyOf(place), count - 1);
    return count <= 0;
  });
}

const keyOf = ({ entry, segment, startMs, text, certain }: FoundPlace) =>
  JSON.stringify([entry, segment, startMs, text, certain]);

/** Points as they are told. */
export const twoDecimals = (value: number) => Math.round(value * 100) / 100;

function criterionChanges(before: readonly DecidedCriterion[], { criteria }: AnalyzedCall): CriterionChange[] {
  const old = new Map(before.map((criterion) => [criterion.id, criterion]));
  const now = new Map(criteria.map((criterion) => [criterion.id, criterion]));
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((id) => {
    const [was, is] = [old.get(id), now.get(id)];
    const points = twoDecimals((is?.earned ?? 0) - (was?.earned ?? 0));
    if (was?.outcome === is?.outcome && points === 0) return [];
    return [{ id, before: was?.outcome ?? null, after: is?.outcome ?? null, points }];
  });
}
