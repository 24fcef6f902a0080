/** The search in the transcript: what is looked for, where it is found, and which match is shown now. */
import { useDeferredValue, useMemo, useState } from 'react';
import type { Segment } from '../../api/shapes.ts';
import { findMatches, type Match, stepMatch, type Voice } from './transcript-matches.ts';

export interface TranscriptSearch {
  query: string;
  voice: Voice;
  matches: readonly Match[];
  /** Index of the match that is shown; 0 when there are none. */
  current: number;
  change: (query: string) => void;
  hear: (voice: Voice) => void;
  step: (direction: 1 | -1) => void;
}

/** `show` brings a match into view. */
export function useTranscriptSearch(segments: readonly Segment[], show: (match: Match) => void): TranscriptSearch {
  const [query, setQuery] = useState('');
  const [voice, setVoice] = useState<Voice>('everyone');
  const [current, setCurrent] = useState(0);
  const searched = useDeferredValue(query);
  const matches = useMemo(() => findMatches(segments, searched, voice), [segments, searched, voice]);
  const goTo = (index: number, among: readonly Match[]) => {
    setCurrent(index);
    const match = among[index];
    if (match) show(match);
  };
  return {
    query,
    voice,
    matches,
    current,
    change: (next) => {
      setQuery(next);
      goTo(0, findMatches(segments, next, voice));
    },
    hear: (next) => {
      setVoice(next);
      goTo(0, findMatches(segments, query, next));
    },
    step: (direction) => goTo(stepMatch(current, matches.length, direction), matches),
  };
}
