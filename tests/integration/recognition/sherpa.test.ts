/** sherpa-onnx itself with tiny models of our own: they say nonsense, but through the real library and the real process. */
import { copyFileSync, mkdirSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkSherpa, findSherpaModel, listSherpaModels } from '../../../analyzer/recognition/models.ts';
import { createSherpa, hasSherpa, type SherpaOptions } from '../../../analyzer/recognition/sherpa.ts';
import { signalTo } from '../../support/faults/process-tree.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { writeTinyCtc, writeTinyTone } from '../../support/tiny-onnx.ts';
import { waitFor } from '../../support/wait-for.ts';
import { writeWindow } from '../../support/window-file.ts';

const folder = tempFolder();
const modelsFolder = join(folder, 'models');
const tone = join(modelsFolder, 'my-t-one');
const ctc = join(modelsFolder, 'gigaam-ctc');
const speech = join(folder, 'speech.wav');
const recording = resolve('analyzer/demo/recordings/01_perfect.wav');
const job = { wavPaths: [speech], language: 'ru' } as const;
const longJob = { ...job, wavPaths: Array.from({ length: 400 }, () => speech) };
const runs = join(folder, 'tmp');

const engine = (modelPath: string, change: Partial<SherpaOptions> = {}) =>
  createSherpa({ modelPath, tempFolder: runs, threads: 1, ...change });

/** Processes of the engine: they run in its temporary folder. */
function processes(): number[] {
  return readdirSync('/proc').flatMap((entry) => {
    try {
      return /^\d+$/.test(entry) && readlinkSync(`/proc/${entry}/cwd`).startsWith(runs) ? [Number(entry)] : [];
    } catch {
      return [];
    }
  });
}

beforeAll(() => {
  writeTinyTone(tone);
  writeTinyCtc(ctc);
  writeWindow(recording, 8, speech);
});

describe('sherpa-onnx', () => {
  it('is installed here', () => {
    expect(hasSherpa()).toBe(true);
  });

  it.each([
    ['a streaming model for 8 kHz (T-one)', tone],
    ['a NeMo CTC model (GigaAM)', ctc],
  ])('answers with %s, window by window', async (_, modelPath) => {
    const progress: number[] = [];
    const answer = await engine(modelPath).recognize(
      { ...job, wavPaths: [speech, speech] },
      { onProgress: (fraction) => progress.push(fraction) },
    );
    expect(answer).toHaveLength(2);
    expect(answer[0]).toEqual(answer[1]);
    const words = answer[0] ?? [];
    expect(words.length).toBeGreaterThan(0);
    for (const { text, start, end } of words) {
      expect(text).toMatch(/^[а-я]+$/);
      expect(start).toBeGreaterThanOrEqual(0);
      expect(end).toBeGreaterThanOrEqual(start);
      expect(end).toBeLessThan(9.5);
    }
    expect(words.map(({ start }) => start)).toEqual(words.map(({ start }) => start).sort((a, b) => a - b));
    expect(progress).toEqual([0.5, 1]);
    expect(readdirSync(runs)).toEqual([]);
  });

  it.each(['a $(touch x) b', '; touch x #', `'"\`quotes`, 'line\nend', '-rf'])(
    'only recognises with the name %j',
    async (name) => {
      const odd = join(folder, 'odd', name);
      mkdirSync(odd, { recursive: true });
      for (const file of ['model.onnx', 'tokens.txt']) copyFileSync(join(ctc, file), join(odd, file));
      copyFileSync(speech, join(odd, `${name}.wav`));
      const before = readdirSync(process.cwd());
      const answer = await engine(odd, { tempFolder: join(odd, 'tmp') }).recognize({
        ...job,
        wavPaths: [join(odd, `${name}.wav`)],
      });
      expect(answer[0]?.length).toBeGreaterThan(0);
      expect(readdirSync(odd).sort()).toEqual(['model.onnx', 'tokens.txt', `${name}.wav`, 'tmp'].sort());
      expect(readdirSync(process.cwd())).toEqual(before);
    },
  );

  it('takes no windows', async () => {
    expect(await engine(tone).recognize({ ...job, wavPaths: [] })).toEqual([]);
  });
});

describe('models in folders', () => {
  it('are found and told apart; T-one first', async () => {
    mkdirSync(join(modelsFolder, 'half'));
    writeFileSync(join(modelsFolder, 'half', 'encoder.onnx'), 'x');
    writeFileSync(join(modelsFolder, 'ggml-other.bin'), 'x');
    mkdirSync(join(modelsFolder, 'holiday-photos'));
    expect(await listSherpaModels({ modelsFolder })).toMatchObject([
      { name: 'gigaam-ctc', kind: 'ctc' },
      { name: 'half', problem: expect.stringContaining('tokens.txt') },
      { name: 'my-t-one', kind: 'tone' },
    ]);
    expect(await findSherpaModel({ modelsFolder })).toMatchObject({ name: 'my-t-one' });
    expect(await findSherpaModel({ modelsFolder, modelPath: ctc })).toMatchObject({ kind: 'ctc' });
    const checks = await checkSherpa({ modelsFolder });
    expect(checks.map(({ ok }) => ok)).toEqual([true, true, false, true]);
  });

  it('are missing: one clear line', async () => {
    const nowhere = join(folder, 'nowhere');
    expect(await findSherpaModel({ modelsFolder: nowhere })).toBeUndefined();
    const [, model] = await checkSherpa({ modelsFolder: nowhere });
    expect(model).toMatchObject({
      ok: false,
      detail: expect.stringMatching(/^не установлена – kamerton models download t-one/),
    });
    await expect(engine(nowhere).recognize(job)).rejects.toMatchObject({
      code: 'no_speech_model',
      message: 'речевая модель nowhere не годится: папка не открывается',
    });
  });

  it('are a page or a pointer instead of a model', async () => {
    for (const [name, content] of [
      ['page', '<!DOCTYPE html>'],
      ['pointer', 'version https://git-lfs.github.com/spec/v1'],
    ] as const) {
      const place = join(folder, name);
      writeTinyCtc(place);
      writeFileSync(join(place, 'model.onnx'), content);
      await expect(engine(place).recognize(job)).rejects.toThrow('страница или указатель Git LFS');
    }
  });

  it('are damaged, or of another kind than they say', async () => {
    const broken = join(folder, 'broken');
    mkdirSync(broken);
    writeFileSync(join(broken, 'model.onnx'), 'not a model at all');
    copyFileSync(join(ctc, 'tokens.txt'), join(broken, 'tokens.txt'));
    const wrong = join(folder, 'not-a-t-one');
    writeTinyCtc(wrong);
    for (const path of [broken, wrong]) {
      await expect(engine(path).recognize(job)).rejects.toMatchObject({
        code: 'no_speech_model',
        message: expect.stringContaining('sherpa не смогла её загрузить'),
      });
    }
  });
});

describe('an end in the middle', () => {
  it('ends the process when the work is aborted', async () => {
    const abort = new AbortController();
    const control = { signal: abort.signal, onProgress: () => abort.abort(new Error('not needed any more')) };
    await expect(engine(ctc).recognize(longJob, control)).rejects.toThrow('not needed any more');
    expect(processes()).toEqual([]);
    expect(readdirSync(runs)).toEqual([]);
  });

  it('ends the process when it takes too long', async () => {
    const timeLimit = { atLeast: 0.05, perSecond: 0 };
    await expect(engine(ctc, { timeLimit }).recognize(longJob)).rejects.toThrow('длилось слишком долго');
    expect(processes()).toEqual([]);
  });

  it('tells when somebody killed the process, and works the next time', async () => {
    const running = engine(ctc).recognize(longJob);
    const ended = expect(running).rejects.toMatchObject({
      code: 'recogniser_failed',
      message: expect.stringMatching(/^программа распознавания остановлена снаружи \(SIGKILL\)/),
    });
    await waitFor(() => processes().some((pid) => signalTo(pid, 'SIGKILL')));
    await ended;
    expect(await engine(ctc).recognize(job)).toHaveLength(1);
  });

  it('cannot take more memory than it is given', async () => {
    // The stacks of 16 threads alone are more than 80 MB. The library says so, or waits for ever for the threads that it
    // did not get: then the time limit ends it.
    const starved = engine(ctc, { threads: 16, memoryBytes: 80_000_000, timeLimit: { atLeast: 10, perSecond: 0 } });
    await expect(starved.recognize(job)).rejects.toMatchObject({ code: 'recogniser_failed' });
    expect(await engine(ctc, { threads: 16, memoryBytes: 4e9 }).recognize(job)).toHaveLength(1);
  });
});
