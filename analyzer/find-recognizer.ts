/** Which recogniser this configuration gives, and how it stands: for the pipeline, the health page and `kamerton doctor`. */
import { join } from 'node:path';
import { type AnalyzerConfig, tempFolderOf } from './config.ts';
import { KamertonError } from './platform/index.ts';
import { EndpointPool } from './recognition/endpoint-pool.ts';
import { isExecutable } from './recognition/engine-process.ts';
import { createHttp, routeOf } from './recognition/http.ts';
import { type InstalledModel, isUsable } from './recognition/model-file.ts';
import {
  checkEngines,
  checkServers,
  checkSherpa,
  type EngineCheck,
  findModel,
  findSherpaModel,
  listModels,
  listSherpaModels,
} from './recognition/models.ts';
import type { Recognizer } from './recognition/recognizer.ts';
import { createSherpa, hasSherpa } from './recognition/sherpa.ts';
import { createWhisper, type WhisperOptions } from './recognition/whisper.ts';

type EngineName = 'whisper' | 'sherpa' | 'http';

const modelsFolderOf = (config: AnalyzerConfig) => join(config.KAMERTON_DATA_DIR, 'models');

/** Where Whisper's program and models of a configuration are. */
const whisperPlaces = (config: AnalyzerConfig) => ({
  whisperPath: config.WHISPER_BIN ?? join(config.KAMERTON_DATA_DIR, 'engines', 'whisper', 'main'),
  modelPath: config.WHISPER_MODEL,
  modelsFolder: modelsFolderOf(config),
});

const sherpaPlaces = (config: AnalyzerConfig) => ({
  modelPath: config.SHERPA_MODEL,
  modelsFolder: modelsFolderOf(config),
});

/** The engine that a configuration asks for; `auto` takes what is named, and otherwise what makes the fewest errors. */
async function engineOf(config: AnalyzerConfig): Promise<EngineName> {
  if (config.ASR_ENGINE !== 'auto') return config.ASR_ENGINE;
  if (config.ASR_SERVERS.length > 0) return 'http';
  if (config.SHERPA_MODEL !== undefined) return 'sherpa';
  if (config.WHISPER_MODEL !== undefined || !hasSherpa()) return 'whisper';
  return (await findSherpaModel(sherpaPlaces(config))) === undefined ? 'whisper' : 'sherpa';
}

/** Every engine with every usable model of this machine, and the servers: for side-by-side measurements. */
export async function installedRecognizers(config: AnalyzerConfig): Promise<Recognizer[]> {
  const { whisperPath, ...place } = whisperPlaces(config);
  const whisper = isExecutable(whisperPath) ? (await listModels(place)).filter(isUsable) : [];
  const sherpa = hasSherpa() ? (await listSherpaModels(sherpaPlaces(config))).filter(isUsable) : [];
  return [
    ...sherpa.map((model) => createSherpa({ modelPath: model.path, ...limitsOf(config) })),
    ...whisper.map((model) => createWhisper(whisperOptions(config, model))),
    ...(config.ASR_SERVERS.length > 0 ? [httpOf(config)] : []),
  ];
}

/** The recogniser to use now, or null while its program or a usable speech model is missing: calls then wait for one. */
export async function findRecognizer(config: AnalyzerConfig): Promise<Recognizer | null> {
  switch (await engineOf(config)) {
    case 'http':
      return config.ASR_SERVERS.length === 0 ? null : httpOf(config);
    case 'sherpa': {
      const model = hasSherpa() ? await findSherpaModel(sherpaPlaces(config)) : undefined;
      return model === undefined ? null : createSherpa({ modelPath: model.path, ...limitsOf(config) });
    }
    case 'whisper':
      return whisperOf(config);
  }
}

const limitsOf = (config: AnalyzerConfig) => ({
  tempFolder: tempFolderOf(config),
  threads: config.ASR_THREADS,
  timeLimit: { atLeast: config.ASR_TIME_LEAST, perSecond: config.ASR_TIME_FACTOR },
  memoryBytes: config.ASR_MEMORY_BYTES,
});

async function whisperOf(config: AnalyzerConfig): Promise<Recognizer | null> {
  const { whisperPath, ...place } = whisperPlaces(config);
  if (!isExecutable(whisperPath)) return null;
  try {
    const model = await findModel(place);
    return model === undefined ? null : createWhisper(whisperOptions(config, model));
  } catch (error) {
    if (error instanceof KamertonError && error.code === 'no_speech_model') return null;
    throw error;
  }
}

function whisperOptions(config: AnalyzerConfig, model: InstalledModel): WhisperOptions {
  const { threads, ...limits } = limitsOf(config);
  const settings = {
    threads,
    beam: config.WHISPER_BEAM,
    entropy: config.WHISPER_ENTROPY,
    logprob: config.WHISPER_LOGPROB,
    context: config.WHISPER_CONTEXT,
    // Our own demonstration models have never seen a prompt.
    prompt: model.name.startsWith('demo-') ? '' : config.WHISPER_PROMPT,
  };
  return { whisperPath: whisperPlaces(config).whisperPath, modelPath: model.path, settings, ...limits };
}

/** One for each configuration: all jobs of the process share the servers' places and what is known of their health. */
const pools = new WeakMap<AnalyzerConfig, EndpointPool>();

function httpOf(config: AnalyzerConfig): Recognizer {
  const pool = pools.get(config) ?? new EndpointPool(config.ASR_SERVERS.map(routeOf), config.ASR_SERVER_REQUESTS);
  pools.set(config, pool);
  return createHttp({
    pool,
    model: config.ASR_SERVER_MODEL,
    key: config.ASR_SERVER_KEY,
    prompt: config.WHISPER_PROMPT,
    timeLimit: { atLeast: config.ASR_TIME_LEAST, perSecond: config.ASR_TIME_FACTOR },
    // Names of whisper-server; the others pass them over.
    fields: {
      temperature: '0',
      beam_size: String(config.WHISPER_BEAM),
      entropy_thold: String(config.WHISPER_ENTROPY),
      logprob_thold: String(config.WHISPER_LOGPROB),
      suppress_nst: 'true',
      no_language_probabilities: 'true',
    },
  });
}

/** A line about an engine; `matters` is false for what recognition does not need in this configuration. */
export interface RecogniserCheck extends EngineCheck {
  matters: boolean;
}

/** State of the engine in use first, then of the others that are installed or named. */
export async function checkRecogniser(config: AnalyzerConfig): Promise<RecogniserCheck[]> {
  const used = await engineOf(config);
  const checks: Record<EngineName, EngineCheck[]> = {
    http: await checkServers(config.ASR_SERVERS.map(routeOf)),
    sherpa: await checkSherpa(sherpaPlaces(config)),
    whisper: await checkEngines(whisperPlaces(config)),
  };
  if (used === 'http' && checks.http.length === 0) {
    checks.http.push({ name: 'серверы распознавания', ok: false, detail: 'не названы – задайте ASR_SERVERS' });
  }
  const recognizer = await findRecognizer(config);
  const chosen = {
    name: 'распознаёт',
    ok: recognizer !== null,
    detail: recognizer === null ? `${used} – пока не может` : `${recognizer.name}, модель ${recognizer.model}`,
    matters: true,
  };
  const others = (['http', 'sherpa', 'whisper'] as const).filter((name) => name !== used);
  return [
    chosen,
    ...checks[used].map((check) => ({ ...check, matters: true })),
    ...others.flatMap((name) => checks[name].map((check) => ({ ...check, matters: false }))),
  ];
}
