/** One model file: looked over without loading it. */
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { KamertonError } from '#platform';
import { readGgmlModel } from './ggml-file.ts';

export interface InstalledModel {
  path: string;
  /** File name without its folder: what screens, scores and logs show. */
  name: string;
  bytes: number;
  /** For people: «32/4 слоёв, q5_0, 574 МБ». */
  description: string;
}

export interface UnusableModel {
  name: string;
  /** One Russian clause. */
  problem: string;
}

/** What must stand beside the name of a demonstration model wherever people see it. */
export const demoLabel = 'демо, только синтетические голоса';

/** True for a model that understands synthetic voices only; by the name of its file or folder. */
export const isDemoModel = (name: string) => name.startsWith('demo-');

/** Tells a model that can be used from one that cannot. */
export const isUsable = <Model extends InstalledModel>(model: Model | UnusableModel): model is Model =>
  !('problem' in model);

/** Looks a model file over without loading it. */
export async function inspectModel(path: string): Promise<InstalledModel | UnusableModel> {
  const name = basename(path);
  try {
    const { size } = await stat(path);
    const model = await readGgmlModel(path);
    if ('problem' in model) return { name, problem: model.problem };
    const megabytes = (size / 1e6).toFixed(0);
    const description = `${model.audioLayers}/${model.textLayers} слоёв, ${model.weights}, ${megabytes} МБ`;
    return { path, name, bytes: size, description };
  } catch {
    return { name, problem: 'файл не открывается' };
  }
}

/** The error for a model that was chosen and cannot be used. */
export function unusable(model: UnusableModel): KamertonError {
  return new KamertonError(
    'no_speech_model',
    `речевая модель ${model.name} не годится: ${model.problem} – замените файл или укажите другой в WHISPER_MODEL`,
  );
}
