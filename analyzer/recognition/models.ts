/** What recognises on this machine: the installed models, the program, and what is wrong with them. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isExecutable } from './engine-process.ts';
import { answers } from './http.ts';
import {
  type InstalledModel,
  inspectModel,
  isDemoModel,
  isUsable,
  type UnusableModel,
  unusable,
} from './model-file.ts';
import { hasSherpa } from './sherpa.ts';
import {
  inspectSherpaModel,
  looksLikeSherpa,
  type SherpaKind,
  type SherpaModel,
  sherpaLayout,
} from './sherpa-model.ts';

/** Where the recogniser's program and models are looked for. */
export interface EnginePlaces {
  /** whisper.cpp's program: the built one, or the one that `WHISPER_BIN` names. */
  whisperPath: string;
  /** A model file that wins over the folder (`WHISPER_MODEL`). */
  modelPath?: string | undefined;
  /** Folder of installed models (`<data>/models`); it may be missing. */
  modelsFolder: string;
}

/** The configured model, otherwise every `*.bin` of the folder by name; an empty list when there is none. */
export async function listModels(
  places: Omit<EnginePlaces, 'whisperPath'>,
): Promise<(InstalledModel | UnusableModel)[]> {
  if (places.modelPath) return [await inspectModel(places.modelPath)];
  const names = await readdir(places.modelsFolder).catch(() => []);
  const files = names.filter((name) => name.endsWith('.bin')).sort();
  return Promise.all(files.map((name) => inspectModel(join(places.modelsFolder, name))));
}

/**
 * The model to recognise with: the largest usable one (more weights, fewer errors; `WHISPER_MODEL` chooses another),
 * demonstration models («demo-…») only when there is no other.
 * @returns undefined when none is installed: calls then wait in the state «нет речевой модели»
 * @throws KamertonError `no_speech_model` when there are files and none can be used
 */
export async function findModel(places: Omit<EnginePlaces, 'whisperPath'>): Promise<InstalledModel | undefined> {
  const isDemo = ({ name }: InstalledModel) => isDemoModel(name);
  const found = await listModels(places);
  const usable = found.filter(isUsable).sort((a, b) => Number(isDemo(a)) - Number(isDemo(b)) || b.bytes - a.bytes);
  const broken = found.find((model) => !isUsable(model));
  if (usable.length === 0 && broken && !isUsable(broken)) throw unusable(broken);
  return usable[0];
}

/** The configured folder, otherwise every folder of the models folder that is meant for sherpa, by name. */
export async function listSherpaModels(place: {
  modelPath?: string | undefined;
  modelsFolder: string;
}): Promise<(SherpaModel | UnusableModel)[]> {
  if (place.modelPath) return [await inspectSherpaModel(place.modelPath)];
  const entries = await readdir(place.modelsFolder, { withFileTypes: true }).catch(() => []);
  const folders = entries
    .filter((entry) => !entry.name.startsWith('.') && (entry.isDirectory() || entry.isSymbolicLink()))
    .map(({ name }) => join(place.modelsFolder, name))
    .sort();
  const models: (SherpaModel | UnusableModel)[] = [];
  for (const folder of folders) if (await looksLikeSherpa(folder)) models.push(await inspectSherpaModel(folder));
  return models;
}

/** The best first, by published errors on Russian calls (notes, recognition §6). */
const kindsByError: readonly SherpaKind[] = ['tone', 'transducer', 'ctc', 'demo'];

/** The model of sherpa to recognise with, or undefined when no usable one is installed. */
export async function findSherpaModel(place: {
  modelPath?: string | undefined;
  modelsFolder: string;
}): Promise<SherpaModel | undefined> {
  const usable = (await listSherpaModels(place)).filter(isUsable);
  return usable.sort((a, b) => kindsByError.indexOf(a.kind) - kindsByError.indexOf(b.kind))[0];
}

/** One line of `kamerton doctor` and of the health page. */
export interface EngineCheck {
  name: string;
  ok: boolean;
  detail: string;
}

/** State of the recogniser's program and of every model, for people. */
export async function checkEngines(places: EnginePlaces): Promise<EngineCheck[]> {
  const ok = isExecutable(places.whisperPath);
  const missing = 'не найдена – поставьте make и g++ и запустите npm start ещё раз, или проверьте WHISPER_BIN';
  const models = (await listModels(places)).map((model) => ({
    name: `речевая модель ${model.name}`,
    ok: isUsable(model),
    detail: isUsable(model) ? model.description : model.problem,
  }));
  const none = {
    name: 'речевая модель',
    ok: false,
    detail: `не установлена – положите файл ggml (*.bin) в ${places.modelsFolder}`,
  };
  return [
    { name: 'программа распознавания (whisper.cpp)', ok, detail: ok ? places.whisperPath : missing },
    ...(models.length > 0 ? models : [none]),
  ];
}

/** State of the engine `sherpa` and of its models, for people. */
export async function checkSherpa(place: {
  modelPath?: string | undefined;
  modelsFolder: string;
}): Promise<EngineCheck[]> {
  const ok = hasSherpa();
  const models = (await listSherpaModels(place)).map((model) => ({
    name: `речевая модель ${model.name}`,
    ok: isUsable(model),
    detail: isUsable(model) ? model.description : model.problem,
  }));
  const none = {
    name: 'речевая модель для sherpa',
    ok: false,
    detail: `не установлена – kamerton models download t-one или kamerton models install ПАПКА (${sherpaLayout})`,
  };
  const detail = ok ? 'пакет установлен' : 'нет пакета для этой машины – выполните npm ci';
  return [{ name: 'движок sherpa (T-one, GigaAM)', ok, detail }, ...(models.length > 0 ? models : [none])];
}

/** Whether each transcription server answers, for people. */
export function checkServers(routes: readonly string[]): Promise<EngineCheck[]> {
  return Promise.all(
    routes.map(async (route) => {
      const ok = await answers(route);
      const detail = ok ? 'отвечает' : 'не отвечает – проверьте, что он запущен, и ASR_SERVERS';
      return { name: `сервер распознавания ${new URL(route).host}`, ok, detail };
    }),
  );
}
