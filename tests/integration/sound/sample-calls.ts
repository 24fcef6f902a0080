/** The six sample calls with exact truth, and how well intervals agree with it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { samplesFolder } from '../../../analyzer/demo/demo.ts';
import type { Interval } from '../../../analyzer/domain/sound-report.ts';

interface TruthSegment {
  type: string;
  channel?: number;
  start: number;
  end: number;
  speech?: [number, number][];
  tones?: [number, number][];
  digits?: string;
}

export interface Truth {
  duration: number;
  segments: TruthSegment[];
  overlaps: { start: number; end: number; by: string; kind: string }[];
  dead_air: Interval[];
}

/** Path of a sample file. */
export const samplePath = (file: string): string => join(samplesFolder, file);

export function truthOf(file: string): Truth {
  return JSON.parse(readFileSync(samplePath(file.replace(/\.\w+$/, '.truth.json')), 'utf8'));
}

/** Speech of a channel by the truth (`null`: of all speakers), in order. */
export function truthSpeech(truth: Truth, channel: number | null): Interval[] {
  return truth.segments
    .filter((segment) => segment.speech && (channel === null || segment.channel === channel))
    .flatMap((segment) => segment.speech ?? [])
    .map(([start, end]) => ({ start, end }))
    .sort((a, b) => a.start - b.start);
}

/** Share of 10 ms frames on which two lists of intervals agree, as F1; pauses under 300 ms are bridged on both sides. */
export function agreement(found: readonly Interval[], truth: readonly Interval[], duration: number): number {
  const frames = (intervals: readonly Interval[]) => {
    const marks = new Uint8Array(Math.ceil(duration * 100));
    let previous = -1;
    for (const { start, end } of intervals) {
      const from = start - previous < 0.295 ? previous : start;
      marks.fill(1, Math.round(from * 100), Math.round(end * 100));
      previous = Math.max(previous, end);
    }
    return marks;
  };
  const [a, b] = [frames(found), frames(truth)];
  let [both, either] = [0, 0];
  for (const [index, mark] of a.entries()) {
    both += mark & (b[index] ?? 0);
    either += mark + (b[index] ?? 0);
  }
  return (2 * both) / either;
}

export const total = (intervals: readonly Interval[]): number =>
  intervals.reduce((sum, { start, end }) => sum + end - start, 0);
