/** Which recogniser a call gets: the machine's own, or for samples the demonstration model that comes with the product. */
import { fileURLToPath } from 'node:url';
import { type AnalyzerConfig, tempFolderOf } from './config.ts';
import { checkRecogniser, findRecognizer, type RecogniserCheck } from './find-recognizer.ts';
import { demoLabel, isDemoModel, isUsable } from './recognition/model-file.ts';
import type { Recognizer } from './recognition/recognizer.ts';
import { createSherpa, hasSherpa } from './recognition/sherpa.ts';
import { inspectSherpaModel } from './recognition/sherpa-model.ts';

/** The folder of the demonstration model; its README.md is the model's card. */
export const demoModelFolder = fileURLToPath(new URL('./recognition/demo-ru-synthetic', import.meta.url));

/**
 * What the words of a call are for. The demonstration model understands synthetic voices only: of real people it makes
 * nonsense, and findings about nonsense would be unjust; so it hears samples and what somebody tries on the command line.
 */
export type CallPurpose = 'judged' | 'sample';

/** The recogniser to use now, or null: the call then waits for a model. */
export async function recognizerForCall(config: AnalyzerConfig, purpose: CallPurpose): Promise<Recognizer | null> {
  const own = await findRecognizer(config);
  const isNamed = config.WHISPER_MODEL !== undefined || config.SHERPA_MODEL !== undefined;
  if (own !== null && (isNamed || !isDemoModel(own.model))) return own;
  if (purpose === 'judged') return null;
  return own ?? (config.ASR_ENGINE === 'auto' ? shippedDemo(config) : null);
}

/** The demonstration model that comes with the product; null where sherpa's package is not installed. */
export function shippedDemo(config: AnalyzerConfig): Recognizer | null {
  if (!hasSherpa()) return null;
  return createSherpa({
    modelPath: demoModelFolder,
    tempFolder: tempFolderOf(config),
    threads: config.ASR_THREADS,
    memoryBytes: config.ASR_MEMORY_BYTES,
  });
}

/** State of the recognition for people: the engines of this machine, and the demonstration model below them. */
export async function checkRecognition(config: AnalyzerConfig): Promise<RecogniserCheck[]> {
  const [chosen, ...others] = await checkRecogniser(config);
  if (chosen === undefined) return [];
  const demo = await inspectSherpaModel(demoModelFolder);
  const ok = isUsable(demo) && hasSherpa();
  const detail = isUsable(demo) ? demo.description : demo.problem;
  const shipped = { name: `встроенная модель ${demo.name}`, ok, detail, matters: false };
  if ((await recognizerForCall(config, 'judged')) !== null) return [chosen, ...others, shipped];
  const only = ok ? `${chosen.detail}; записи звонков ждут, примеры слышит ${demo.name} (${demoLabel})` : chosen.detail;
  return [{ ...chosen, ok: false, detail: only }, ...others, shipped];
}

/** What to tell a person whose recording was recognised by a demonstration model. */
export const demoWarning = (model: string): string =>
  `распознаёт модель ${model} (${demoLabel}): речь людей она не понимает; настоящая – kamerton models download t-one`;
