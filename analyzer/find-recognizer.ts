/** Which recogniser this configuration gives, and how it stands: for the pipeline, the health page and `kamerton doctor`. */
import { join } from 'node:path';
import { type AnalyzerConfig, tempFolderOf } from './config.ts';
import { KamertonError } from './platform/index.ts';
import { isExecutable } from './recognition/engine-process.ts';
import { checkEngines, type EngineCheck, findModel } from './recognition/models.ts';
import type { Recognizer } from './recognition/recognizer.ts';
import { createWhisper } from './recognition/whisper.ts';

/** Where the programs and models of a configuration are. */
const placesOf = (config: AnalyzerConfig) => ({
  whisperPath: config.WHISPER_BIN ?? join(config.KAMERTON_DATA_DIR, 'engines', 'whisper', 'main'),
  modelPath: config.WHISPER_MODEL,
  modelsFolder: join(config.KAMERTON_DATA_DIR, 'models'),
});

/** The recogniser to use now, or null while its program or a usable speech model is missing: calls then wait for one. */
export async function findRecognizer(config: AnalyzerConfig): Promise<Recognizer | null> {
  const { whisperPath, ...place } = placesOf(config);
  if (!isExecutable(whisperPath)) return null;
  try {
    const model = await findModel(place);
    return model === undefined
      ? null
      : createWhisper({ whisperPath, modelPath: model.path, tempFolder: tempFolderOf(config) });
  } catch (error) {
    if (error instanceof KamertonError && error.code === 'no_speech_model') return null;
    throw error;
  }
}

/** State of the recogniser's program and models, a line each. */
export function checkRecogniser(config: AnalyzerConfig): Promise<EngineCheck[]> {
  return checkEngines(placesOf(config));
}
