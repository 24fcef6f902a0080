/** Recognition of a real recording with an engine that invents words: they are kept apart and change no judgement. */
import { resolve } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import type { AnalyzedCall } from '../../../analyzer/domain/scored-call.ts';
import { analyzeCall } from '../../../analyzer/pipeline/analyze-call.ts';
import type { RecognizedWord, Recognizer } from '../../../analyzer/recognition/recognizer.ts';
import { type Judge, loadJudge } from '../../../analyzer/scoring/judge-call.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const folder = tempFolder();
let judge: Judge;
beforeAll(async () => {
  judge = await loadJudge();
});

const words = (text: string, start: number, step: number): RecognizedWord[] =>
  text
    .split(' ')
    .map((word, i) => ({ text: word, start: start + i * step, end: start + i * step + step * 0.8, confidence: 0.9 }));

/** Says the same in every window: a greeting at its start, and after it what it has invented. */
const engine = (invented: RecognizedWord[]): Recognizer => ({
  name: 'test',
  model: 'inventive',
  prompt: 'Ну, э-э, как бы, вот',
  capabilities: { verbatim: 'unknown', punctuation: true, wordTimes: true, probabilities: true },
  recognize: async (job) => job.wavPaths.map(() => [...words('Добрый день', 0.2, 0.5), ...invented]),
});

async function analyze(invented: RecognizedWord[]): Promise<AnalyzedCall> {
  const call = {
    id: 'c',
    metadata: {},
    recording: resolve('analyzer/demo/recordings/01_perfect.wav'),
    transcript: null,
  };
  const outcome = await analyzeCall(
    call,
    { judge: async () => judge, recognizer: engine(invented), tempFolder: folder },
    { onStage: () => {} },
  );
  if (outcome.kind !== 'analyzed') throw new Error(outcome.kind);
  return outcome.analysis;
}

it('keeps invented words apart, with their reason, speaker and time in the recording', async () => {
  const plain = await analyze([]);
  expect(plain.dropped).toBeUndefined();
  const echo = words('Ну э-э как бы вот', 1.2, 0.2);
  const analysis = await analyze([...echo, ...words('Субтитры сделал DimaTorzok', 40, 0.3)]);
  const dropped = analysis.dropped ?? [];
  expect(new Set(dropped.map(({ reason }) => reason))).toEqual(new Set(['prompt_echo', 'no_sound']));
  expect(new Set(dropped.map(({ speaker }) => speaker))).toEqual(new Set(['operator', 'client']));
  expect(dropped.map(({ start }) => start)).toEqual(dropped.map(({ start }) => start).sort((a, b) => a - b));
  // The recording is 115.4 s long; the engine's own time line ends with its windows.
  for (const { start, end } of dropped) expect(start >= 0 && end <= 115.5).toBe(true);
  expect(Math.max(...dropped.map(({ end }) => end))).toBeGreaterThan(60);
  expect(analysis.segments).toEqual(plain.segments);
  expect({ ...analysis, dropped: undefined }).toEqual({ ...plain, dropped: undefined });
});
