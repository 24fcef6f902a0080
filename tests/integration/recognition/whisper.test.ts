import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, readlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createWhisper, type WhisperOptions } from '../../../analyzer/recognition/whisper.ts';
import { builtWhisper } from '../../support/built-whisper.ts';
import { signalTo } from '../../support/faults/process-tree.ts';
import { writeRandomModel } from '../../support/random-model.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { waitFor } from '../../support/wait-for.ts';
import { writeWindow } from '../../support/window-file.ts';

const folder = tempFolder();
const model = join(folder, 'random.bin');
const speech = join(folder, 'speech.wav');
const recording = resolve('analyzer/demo/recordings/01_perfect.wav');
const job = { wavPaths: [speech], language: 'ru' } as const;
const longJob = { wavPaths: Array.from({ length: 100 }, () => speech), language: 'ru' } as const;
let options: WhisperOptions;

beforeAll(() => {
  // Seed 4 gives a model that says a letter for this sound; what it says means nothing.
  writeRandomModel(model, 4);
  writeWindow(recording, 8, speech);
  options = { whisperPath: builtWhisper(), modelPath: model, tempFolder: join(folder, 'tmp') };
});

/** Processes whose working folder is below a folder: the engine runs in its own temporary folder. */
function processesIn(parent: string): number[] {
  return readdirSync('/proc').flatMap((entry) => {
    try {
      return /^\d+$/.test(entry) && readlinkSync(`/proc/${entry}/cwd`).startsWith(parent) ? [Number(entry)] : [];
    } catch {
      return [];
    }
  });
}

describe('whisper.cpp as it is built from the package', () => {
  it('answers for real sound, window by window, with progress to the end', async () => {
    const progress: number[] = [];
    const whisper = createWhisper(options);
    const answer = await whisper.recognize(
      { ...job, wavPaths: [speech, speech, speech] },
      { onProgress: (f) => progress.push(f) },
    );
    expect(answer).toHaveLength(3);
    for (const word of answer.flat()) {
      expect(word.text).toMatch(/^[а-яё]+$/);
      expect(word.end).toBeGreaterThanOrEqual(word.start);
      expect(word.confidence).toBeGreaterThan(0);
    }
    expect(answer.flat().length).toBeGreaterThan(0);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress.at(-1)).toBe(1);
    expect(whisper).toMatchObject({ name: 'whisper', model: 'random.bin' });
    expect(readdirSync(options.tempFolder)).toEqual([]);
  });

  it('takes no windows, and windows shorter than a second', async () => {
    const short = join(folder, 'short.wav');
    writeWindow(recording, 0.3, short);
    expect(await createWhisper(options).recognize({ ...job, wavPaths: [] })).toEqual([]);
    expect(await createWhisper(options).recognize({ ...job, wavPaths: [short] })).toHaveLength(1);
  });

  it.each(['a $(touch x) b', '; touch x #', 'с пробелом', `'"\`quotes`, 'line\nend', '-rf', '%n%s'])(
    'does nothing but recognise with the name %j',
    async (name) => {
      const odd = join(folder, 'odd', name);
      mkdirSync(odd, { recursive: true });
      copyFileSync(model, join(odd, `${name}.bin`));
      copyFileSync(speech, join(odd, `${name}.wav`));
      const before = readdirSync(process.cwd());
      const whisper = createWhisper({
        ...options,
        modelPath: join(odd, `${name}.bin`),
        tempFolder: join(odd, 'tmp'),
        settings: { prompt: name },
      });
      expect(await whisper.recognize({ ...job, wavPaths: [join(odd, `${name}.wav`)] })).toHaveLength(1);
      expect(readdirSync(odd).sort()).toEqual([`${name}.bin`, `${name}.wav`, 'tmp'].sort());
      expect(readdirSync(join(odd, 'tmp'))).toEqual([]);
      expect(readdirSync(process.cwd())).toEqual(before);
    },
  );
});

describe('what is missing or wrong', () => {
  const refused = (change: Partial<WhisperOptions>, wavPaths: readonly string[] = [speech]) =>
    createWhisper({ ...options, ...change }).recognize({ ...job, wavPaths });

  it('says that the program is missing', async () => {
    const whisperPath = join(folder, 'nowhere');
    await expect(refused({ whisperPath })).rejects.toMatchObject({ code: 'missing_program' });
  });

  it('says that the model is missing or no model', async () => {
    const message = expect.stringMatching(/^речевая модель nowhere\.bin не годится: файл не открывается/);
    await expect(refused({ modelPath: join(folder, 'nowhere.bin') })).rejects.toMatchObject({
      code: 'no_speech_model',
      message,
    });
    await expect(refused({ modelPath: speech })).rejects.toThrow('это не модель Whisper в формате ggml');
  });

  it('finds a model that was cut anywhere', async () => {
    const cut = join(folder, 'cut.bin');
    const { length } = readFileSync(model);
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.integer({ min: 0, max: length - 1 }), fc.integer({ min: 0, max: 3000 })),
        async (bytes) => {
          copyFileSync(model, cut);
          truncateSync(cut, bytes);
          await expect(refused({ modelPath: cut })).rejects.toMatchObject({ code: 'no_speech_model' });
        },
      ),
      { numRuns: 40, examples: [[length - 1], [0], [48]] },
    );
  });

  it('refuses sound of another format', async () => {
    const slow = join(folder, 'slow.wav');
    writeWindow(recording, 2, slow, 8000);
    const text = join(folder, 'text.wav');
    writeFileSync(text, 'RIFF but nothing else');
    for (const path of [slow, text, join(folder, 'nowhere.wav')]) {
      await expect(refused({}, [path])).rejects.toThrow('не WAV 16 кГц, 16 бит, моно');
    }
  });

  it('takes no word of a program that ends well without a result, or badly', async () => {
    await expect(refused({ whisperPath: '/bin/true' })).rejects.toThrow('не дала результата');
    await expect(refused({ whisperPath: '/bin/false' })).rejects.toThrow('закончилась с кодом 1');
  });
});

describe('an end in the middle', () => {
  it('ends the program when the work is aborted', async () => {
    const abort = new AbortController();
    const control = { signal: abort.signal, onProgress: () => abort.abort(new Error('not needed any more')) };
    await expect(createWhisper(options).recognize(longJob, control)).rejects.toThrow('not needed any more');
    expect(processesIn(options.tempFolder)).toEqual([]);
    expect(readdirSync(options.tempFolder)).toEqual([]);
    await expect(createWhisper(options).recognize(job, control)).rejects.toThrow('not needed any more');
  });

  it('ends the program when it takes too long', async () => {
    const whisper = createWhisper({ ...options, timeLimit: { atLeast: 0.2, perSecond: 0 } });
    await expect(whisper.recognize(longJob)).rejects.toThrow('длилось слишком долго');
    expect(processesIn(options.tempFolder)).toEqual([]);
  });

  it('tells when somebody killed the program, and works the next time', async () => {
    const running = createWhisper(options).recognize(longJob);
    const ended = expect(running).rejects.toMatchObject({
      code: 'recogniser_failed',
      message: expect.stringMatching(/^программа распознавания остановлена снаружи \(SIGKILL\)/),
    });
    await waitFor(() => processesIn(options.tempFolder).some((pid) => signalTo(pid, 'SIGKILL')));
    await ended;
    expect(await createWhisper(options).recognize(job)).toHaveLength(1);
  });

  it('leaves no program behind when the product itself is killed', async () => {
    const script = join(folder, 'product.mts');
    const whisper = JSON.stringify(resolve('analyzer/recognition/whisper.ts'));
    writeFileSync(
      script,
      `import { createWhisper } from ${whisper};
       await createWhisper(${JSON.stringify(options)}).recognize(${JSON.stringify(longJob)});`,
    );
    const product = spawn(process.execPath, ['--import', 'tsx', script], { stdio: 'ignore' });
    const gone = once(product, 'exit');
    await waitFor(() => processesIn(options.tempFolder).length > 0);
    product.kill('SIGKILL');
    await gone;
    await waitFor(() => processesIn(options.tempFolder).length === 0);
  });
});
