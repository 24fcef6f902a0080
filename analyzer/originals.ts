/** Masks what is stored of a call and keeps the original words sealed under a key of their own. */
import type { DroppedWord, Segment } from './domain/call.ts';
import type { AnalyzedCall } from './domain/scored-call.ts';
import type { Morphology } from './language/morphology.ts';
import { closeEnvelope, type KeyRing, openEnvelope } from './platform/index.ts';
import { findPersonalData } from './privacy/find-personal-data.ts';
import { maskAnalysis, publicForms } from './privacy/mask-analysis.ts';
import {
  maskingVersion,
  type OriginalWords,
  readOriginalWords,
  restoreSegments,
  writeOriginalWords,
} from './privacy/original-words.ts';
import type { PersonalSpan } from './privacy/personal-span.ts';

/** What goes beside a masked call into the store. */
export interface SealedWords {
  /** Which masking it was. */
  masking: string;
  /** How many places are masked. */
  masks: number;
  /** Original words, sealed; empty when nothing was masked. */
  sealed: string;
}

export interface ProtectedCall {
  analysis: AnalyzedCall;
  original: SealedWords;
  spans: PersonalSpan[];
  /** Forms of the words for the index of the store. */
  spoken: Set<string>;
}

/** Masks an analysis whose segments are the original ones. */
export function protectCall(
  callId: string,
  analysis: AnalyzedCall,
  morphology: Morphology,
  ring: KeyRing,
): ProtectedCall {
  const spans = findPersonalData(analysis, morphology);
  const spoken = publicForms(analysis.segments, spans);
  if (spans.length === 0)
    return { analysis, original: { masking: maskingVersion, masks: 0, sealed: '' }, spans, spoken };
  const text = writeOriginalWords(analysis.segments, spans, analysis.dropped ?? null);
  return {
    analysis: maskAnalysis(analysis, spans),
    original: { masking: maskingVersion, masks: spans.length, sealed: closeEnvelope(ring, Buffer.from(text), callId) },
    spans,
    spoken,
  };
}

/** The words of a stored call as they were, and what has to be masked in what is made of them. */
export function originalCall<T extends { segments: Segment[]; dropped: DroppedWord[] }>(
  callId: string,
  stored: T,
  sealed: string,
  ring: KeyRing,
): { call: T; spans: PersonalSpan[] } {
  if (sealed === '') return { call: stored, spans: [] };
  const words: OriginalWords = readOriginalWords(openEnvelope(ring, sealed, callId).toString('utf8'));
  const call = {
    ...stored,
    segments: restoreSegments(stored.segments, words),
    dropped: words.dropped ?? stored.dropped,
  };
  return { call, spans: words.spans };
}
