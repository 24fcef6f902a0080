/** A sample recording recognised by the demonstration model on the real way of a call, and how far it is from the truth. */
import { readFileSync } from 'node:fs';
import { fillerWords } from '../../analyzer/cli/wer-command.ts';
import { analyzerConfigSchema, readConfig } from '../../analyzer/config.ts';
import { callSchema, type Segment } from '../../analyzer/domain/call.ts';
import type { Finding } from '../../analyzer/domain/finding.ts';
import type { AnalyzedCall } from '../../analyzer/domain/scored-call.ts';
import { analyzeCall } from '../../analyzer/pipeline/analyze-call.ts';
import { type ComparedTexts, compareTexts } from '../../analyzer/pipeline/word-errors.ts';
import { alignWords } from '../../analyzer/recognition/align-words.ts';
import type { Recognizer } from '../../analyzer/recognition/recognizer.ts';
import { shippedDemo } from '../../analyzer/recognizer-for-call.ts';
import { loadJudge } from '../../analyzer/scoring/judge-call.ts';
import { samplePath, truthOf } from '../integration/sound/sample-calls.ts';
import { analyzeSample } from './analyze-sample.ts';

const judge = await loadJudge();

/** The demonstration model as the product makes it. */
export function demoRecognizer(tempFolder: string, threads = 2): Recognizer {
  const environment = { KAMERTON_DATA_DIR: tempFolder, ASR_THREADS: String(threads) };
  const recognizer = shippedDemo(readConfig(analyzerConfigSchema, environment));
  if (recognizer === null) throw new Error('sherpa-onnx-node is not installed');
  return recognizer;
}

/** The way of a call without a ready transcript. */
export async function recognizeSample(file: string, recognizer: Recognizer, tempFolder: string): Promise<AnalyzedCall> {
  const { id, segments: _, duration: __, ...metadata } = exactCall(file);
  const outcome = await analyzeCall(
    { id, metadata, recording: samplePath(file), transcript: null },
    { judge: async () => judge, recognizer, tempFolder },
    { onStage: () => {} },
  );
  if (outcome.kind !== 'analyzed') throw new Error(`${file}: ${outcome.kind}`);
  return outcome.analysis;
}

const exactCall = (file: string) =>
  callSchema.parse(JSON.parse(readFileSync(samplePath(file.replace(/\.\w+$/, '.transcript.json')), 'utf8')));

/** Word errors and the error of word times. One channel's voices are compared together: an engine does not tell them apart. */
export function errorsOf(file: string, heard: readonly Segment[]): ComparedTexts['total'] {
  const operatorSide = (segments: readonly Segment[]) =>
    segments.map((one) => (one.speaker === 'client' ? one : { ...one, speaker: 'operator' as const }));
  const exact = operatorSide(exactCall(file).segments);
  if (!file.includes('mono'))
    return compareTexts({ segments: exact }, { segments: operatorSide(heard) }, fillerWords()).total;
  // Both voices on one channel: the words in their order, whoever said them.
  const oneVoice = (segments: readonly Segment[]) => segments.map((one) => ({ ...one, speaker: 'operator' as const }));
  return compareTexts({ segments: oneVoice(exact) }, { segments: oneVoice(heard) }, fillerWords()).total;
}

/** Recognised words whose middle lies in hold music, rings, keys or silence, a quarter of a second inside. */
export function wordsWithoutSpeech(file: string, heard: readonly Segment[]): string[] {
  const quiet = truthOf(file).segments.filter(({ type }) => !['speech', 'backchannel'].includes(type));
  const places = quiet.flatMap(({ tones, start, end, channel }) =>
    (tones ?? [[start, end] as const]).map(([from, to]) => ({ from: from + 0.25, to: to - 0.25, channel })),
  );
  const channelOf = (speaker: Segment['speaker']) => (speaker === 'client' ? 1 : 0);
  return heard.flatMap(({ speaker, words }) =>
    (words ?? [])
      .filter(({ start, end }) => {
        const middle = (start + end) / 2;
        return places.some(
          ({ from, to, channel }) =>
            middle > from && middle < to && (channel === undefined || channel === channelOf(speaker)),
        );
      })
      .map(({ text, start }) => `${text} (${start.toFixed(1)} с)`),
  );
}

export interface FindingsAgreement {
  both: number;
  /** Findings of the exact transcript that recognition lost, with what was heard in their place. */
  lost: string[];
  /** Findings of the recognised words that the exact ones do not have, with what was said there. */
  invented: string[];
}

/** Counted findings of both ways: the same rule within two seconds is the same finding. */
export async function findingsAgreement(file: string, heard: AnalyzedCall): Promise<FindingsAgreement> {
  const { analysis: exact } = await analyzeSample(file);
  const left = heard.findings.filter(({ certain }) => certain);
  const lost: Finding[] = [];
  for (const finding of exact.findings.filter(({ certain }) => certain)) {
    const at = left.findIndex(({ rule, start }) => rule === finding.rule && Math.abs(start - finding.start) < 2);
    if (at < 0) lost.push(finding);
    else left.splice(at, 1);
  }
  const both = heard.findings.filter(({ certain }) => certain).length - left.length;
  const line = (finding: Finding, other: AnalyzedCall) =>
    `${finding.rule} «${finding.text}» ${finding.start.toFixed(1)} с: там «${wordsAround(other, finding)}»`;
  return { both, lost: lost.map((one) => line(one, heard)), invented: left.map((one) => line(one, exact)) };
}

function wordsAround({ segments }: AnalyzedCall, { start, end }: Finding): string {
  const words = segments.flatMap((segment) => segment.words ?? []);
  return words
    .filter((word) => word.end > start - 0.4 && word.start < end + 0.4)
    .sort((a, b) => a.start - b.start)
    .map(({ text }) => text)
    .join(' ');
}

/** 2·both / (found by one + found by the other); 1 when neither found anything. */
export function f1(both: number, lost: number, invented: number): number {
  return both + lost + invented === 0 ? 1 : (2 * both) / (2 * both + lost + invented);
}

/** Substituted words as «said → heard», for people. */
export function wrongWords(file: string, heard: readonly Segment[]): string[] {
  const plain = (segments: readonly Segment[]) =>
    [...segments]
      .sort((a, b) => a.start - b.start)
      .flatMap(
        ({ text }) =>
          text
            .toLowerCase()
            .replaceAll('ё', 'е')
            .match(/[\p{L}\p{N}-]+/gu) ?? [],
      );
  const [said, got] = [plain(exactCall(file).segments), plain(heard)];
  return alignWords(said, got)
    .map(({ reference, hypothesis }) => [said[reference ?? -1] ?? '∅', got[hypothesis ?? -1] ?? '∅'])
    .filter(([a, b]) => a !== b)
    .map(([a, b]) => `${a} → ${b}`);
}
