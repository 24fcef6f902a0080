import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyzerConfigSchema, readConfig } from '../../../analyzer/config.ts';
import { checkRecogniser, findRecognizer, installedRecognizers } from '../../../analyzer/find-recognizer.ts';
import { checkRecognition, recognizerForCall } from '../../../analyzer/recognizer-for-call.ts';
import { builtWhisper } from '../../support/built-whisper.ts';
import { writeRandomModel } from '../../support/random-model.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { writeTinyCtc, writeTinyTone } from '../../support/tiny-onnx.ts';
import { startTranscriptionServer, type TranscriptionServer } from '../../support/transcription-server.ts';

const empty = tempFolder();
const full = tempFolder();
let whisper: string;
let server: TranscriptionServer;

beforeAll(async () => {
  whisper = builtWhisper();
  writeTinyTone(join(full, 'models', 't-one'));
  writeTinyCtc(join(full, 'models', 'gigaam-ctc'));
  writeRandomModel(join(full, 'models', 'ggml-x.bin'));
  writeRandomModel(join(full, 'models', 'demo-x.bin'));
  server = await startTranscriptionServer();
});
afterAll(() => server.stop());

const configOf = (folder: string, settings: Record<string, string> = {}) =>
  readConfig(analyzerConfigSchema, { KAMERTON_DATA_DIR: folder, WHISPER_BIN: whisper, ...settings });
const found = async (folder: string, settings: Record<string, string> = {}) => {
  const recognizer = await findRecognizer(configOf(folder, settings));
  return recognizer && `${recognizer.name} ${recognizer.model}`;
};

describe('the engine of a configuration', () => {
  it('is the one that makes the fewest errors', async () => {
    expect(await found(full)).toBe('sherpa t-one');
    expect(await found(empty)).toBeNull();
  });

  it('is the one whose server or model is named', async () => {
    expect(await found(full, { ASR_SERVERS: `${server.url}, http://gpu2:8080/` })).toBe('http whisper-1');
    expect(await found(full, { WHISPER_MODEL: join(full, 'models', 'ggml-x.bin') })).toBe('whisper ggml-x.bin');
    expect(await found(full, { SHERPA_MODEL: join(full, 'models', 'gigaam-ctc') })).toBe('sherpa gigaam-ctc');
  });

  it('is the one that is asked for, or none', async () => {
    expect(await found(full, { ASR_ENGINE: 'whisper', ASR_SERVERS: server.url })).toBe('whisper ggml-x.bin');
    expect(await found(full, { ASR_ENGINE: 'sherpa', ASR_SERVERS: server.url })).toBe('sherpa t-one');
    expect(await found(full, { ASR_ENGINE: 'http' })).toBeNull();
    expect(await found(full, { ASR_ENGINE: 'whisper', WHISPER_BIN: join(full, 'nowhere') })).toBeNull();
  });

  it('gives its prompt to every model but our own demonstrations', async () => {
    const promptOf = async (model: string) =>
      (await findRecognizer(configOf(full, { WHISPER_MODEL: join(full, 'models', model) })))?.prompt;
    expect(await promptOf('ggml-x.bin')).toContain('э-э');
    expect(await promptOf('demo-x.bin')).toBe('');
  });

  it('refuses addresses that are none', () => {
    expect(() => configOf(full, { ASR_SERVERS: 'gpu1:8080' })).toThrow(/ASR_SERVERS/);
  });
});

it('all that is installed can be measured side by side', async () => {
  const recognizers = await installedRecognizers(configOf(full, { ASR_SERVERS: server.url }));
  expect(recognizers.map(({ name, model }) => `${name} ${model}`).sort()).toEqual([
    'http whisper-1',
    'sherpa gigaam-ctc',
    'sherpa t-one',
    'whisper demo-x.bin',
    'whisper ggml-x.bin',
  ]);
});

describe('the state of recognition', () => {
  const lines = async (folder: string, settings: Record<string, string> = {}) =>
    (await checkRecogniser(configOf(folder, settings))).map(
      ({ name, ok, detail, matters }) => `${matters ? '' : '(ready or not) '}${ok ? '+' : '-'} ${name}: ${detail}`,
    );

  it('names what recognises, and what is missing for it', async () => {
    expect((await lines(full))[0]).toBe('+ распознаёт: sherpa, модель t-one');
    const missing = await lines(empty, { ASR_ENGINE: 'sherpa' });
    expect(missing[0]).toBe('- распознаёт: sherpa – пока не может');
    expect(missing[2]).toMatch(/^- речевая модель для sherpa: не установлена – kamerton models download t-one/);
    expect(missing.slice(3).every((line) => line.startsWith('(ready or not)'))).toBe(true);
  });

  it('asks the servers', async () => {
    const gone = await startTranscriptionServer();
    await gone.stop();
    const [chosen, first, second] = await lines(full, { ASR_SERVERS: `${server.url},${gone.url}` });
    expect(chosen).toBe('+ распознаёт: http, модель whisper-1');
    expect(first).toMatch(/^\+ сервер распознавания 127\.0\.0\.1:\d+: отвечает$/);
    expect(second).toMatch(/^- сервер распознавания 127\.0\.0\.1:\d+: не отвечает/);
    expect((await lines(full, { ASR_ENGINE: 'http' }))[1]).toBe(
      '- серверы распознавания: не названы – задайте ASR_SERVERS',
    );
  });
});

describe('the recogniser of a call', () => {
  const demoOnly = tempFolder();
  const given = async (purpose: 'judged' | 'sample', folder: string, settings: Record<string, string> = {}) =>
    (await recognizerForCall(configOf(folder, settings), purpose))?.model ?? null;
  beforeAll(() => {
    mkdirSync(join(demoOnly, 'models'));
    writeRandomModel(join(demoOnly, 'models', 'demo-x.bin'));
  });

  it("is the machine's own for every call", async () => {
    expect(await given('judged', full)).toBe('t-one');
    expect(await given('sample', full)).toBe('t-one');
  });

  it('is the demonstration model for samples only, when there is no other', async () => {
    expect(await given('judged', empty)).toBeNull();
    expect(await given('sample', empty)).toBe('demo-ru-synthetic');
    expect(await given('judged', demoOnly)).toBeNull();
    expect(await given('sample', demoOnly)).toBe('demo-x.bin');
  });

  it('is what somebody named, whatever it is', async () => {
    const model = join(demoOnly, 'models', 'demo-x.bin');
    expect(await given('judged', empty, { WHISPER_MODEL: model })).toBe('demo-x.bin');
    expect(await given('sample', empty, { ASR_ENGINE: 'whisper' })).toBeNull();
  });

  it('is shown with what it is for', async () => {
    const [first] = await checkRecognition(configOf(empty));
    expect(first?.ok).toBe(false);
    expect(first?.detail).toMatch(
      /записи звонков ждут, примеры слышит demo-ru-synthetic \(демо, только синтетические голоса\)$/,
    );
    expect((await checkRecognition(configOf(full)))[0]?.ok).toBe(true);
    expect((await checkRecognition(configOf(demoOnly)))[0]?.ok).toBe(false);
  });
});
