/** Downloads and installs over a local server and real folders. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { downloadFile } from '../../../analyzer/recognition/download-file.ts';
import { downloadModel, installModel } from '../../../analyzer/recognition/install-model.ts';
import { type KnownModel, knownModels } from '../../../analyzer/recognition/known-models.ts';
import { type FileServer, startFileServer } from '../../support/file-server.ts';
import { writeRandomModel } from '../../support/random-model.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { writeTinyCtc } from '../../support/tiny-onnx.ts';
import { waitFor } from '../../support/wait-for.ts';

const folder = tempFolder();
const content = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 31 + (i >> 8)) & 0xff));
const sumOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const sha256 = sumOf(content);
const files = new Map([['/model.bin', content]]);
const servers: FileServer[] = [];
let count = 0;

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

async function start(...args: Parameters<typeof startFileServer>): Promise<FileServer> {
  const server = await startFileServer(...args);
  servers.push(server);
  return server;
}

const newTarget = () => join(folder, `download-${count++}`, 'model.bin');

describe('a download', () => {
  it('lies in its place when it is right, and is not asked for again', async () => {
    const server = await start(files);
    const target = newTarget();
    const progress: number[] = [];
    const download = {
      url: `${server.url}/model.bin`,
      target,
      sha256,
      onProgress: (done: number) => progress.push(done),
    };
    await downloadFile(download);
    expect(readFileSync(target).equals(content)).toBe(true);
    expect(progress.at(-1)).toBe(content.length);
    await downloadFile(download);
    expect(server.asked).toEqual(['/model.bin whole']);
  });

  it('goes on where a connection broke, as often as that happens', async () => {
    const target = newTarget();
    const size = () => statSync(`${target}.part`, { throwIfNoEntry: false })?.size ?? 0;
    const server = await start(files, {
      cutAfter: (answer) => (answer < 7 ? 40_000 : undefined),
      arrived: (answer) => waitFor(() => size() === 40_000 * (answer + 1)),
    });
    await downloadFile({ url: `${server.url}/model.bin`, target, sha256 });
    expect(readFileSync(target).equals(content)).toBe(true);
    expect(server.asked.length).toBe(8);
    expect(server.asked.slice(1).every((one) => one.includes('bytes='))).toBe(true);
  });

  it('goes on with what an earlier run left', async () => {
    const server = await start(files);
    const target = newTarget();
    mkdirSync(join(target, '..'));
    writeFileSync(`${target}.part`, content.subarray(0, 123_456));
    await downloadFile({ url: `${server.url}/model.bin`, target, sha256 });
    expect(server.asked).toEqual(['/model.bin bytes=123456-']);
    expect(readFileSync(target).equals(content)).toBe(true);
  });

  it('takes everything from a server without ranges, and a part that is whole already', async () => {
    const server = await start(files, { knowsRanges: false });
    const target = newTarget();
    mkdirSync(join(target, '..'));
    writeFileSync(`${target}.part`, 'something else');
    await downloadFile({ url: `${server.url}/model.bin`, target, sha256 });
    expect(readFileSync(target).equals(content)).toBe(true);
    const whole = newTarget();
    mkdirSync(join(whole, '..'));
    writeFileSync(`${whole}.part`, content);
    await downloadFile({ url: `${(await start(files)).url}/model.bin`, target: whole, sha256 });
    expect(existsSync(whole)).toBe(true);
  });

  it('is refused and removed with another checksum', async () => {
    const server = await start(files);
    const target = newTarget();
    const wrong = downloadFile({ url: `${server.url}/model.bin`, target, sha256: '0'.repeat(64) });
    await expect(wrong).rejects.toThrow(
      `контрольная сумма ${sha256}, а должна быть ${'0'.repeat(64)}; загруженное удалено`,
    );
    expect(readdirSync(join(target, '..'))).toEqual([]);
  });

  it('ends at once where there is no such file, and after vain attempts where nothing comes', async () => {
    const server = await start(files, { cutAfter: () => 0 });
    await expect(downloadFile({ url: `${server.url}/nothing`, target: newTarget(), sha256 })).rejects.toThrow(
      'сервер ответил 404',
    );
    await expect(downloadFile({ url: `${server.url}/model.bin`, target: newTarget(), sha256 })).rejects.toThrow(
      'соединение обрывается',
    );
  });

  it('ends when it is aborted and keeps its part', async () => {
    const server = await start(files, { cutAfter: () => 40_000 });
    const target = newTarget();
    const abort = new AbortController();
    const download = { url: `${server.url}/model.bin`, target, sha256, signal: abort.signal };
    await expect(downloadFile({ ...download, onProgress: () => abort.abort(new Error('enough')) })).rejects.toThrow(
      'enough',
    );
    expect(existsSync(`${target}.part`)).toBe(true);
    expect(existsSync(target)).toBe(false);
  });
});

describe('a known model', () => {
  const tokens = Buffer.from('а 0\n');
  const model: KnownModel = {
    id: 'two-files',
    engine: 'sherpa',
    title: 'T',
    use: 'u',
    licence: 'MIT',
    source: 'https://example.org/model',
    megabytes: 1,
    files: [
      { name: 'model.onnx', url: 'https://example.org/model.onnx', sha256 },
      { name: 'tokens.txt', url: 'https://example.org/tokens.txt', sha256: null },
    ],
  };

  it('needs the checksums that are not known, and comes from a mirror into its folder', async () => {
    const server = await start(
      new Map([
        ['/mirror/model.onnx', content],
        ['/mirror/tokens.txt', tokens],
      ]),
    );
    const modelsFolder = join(folder, 'known');
    const place = { modelsFolder, mirror: `${server.url}/mirror/` };
    await expect(downloadModel(model, { ...place, checksums: new Map() })).rejects.toThrow(
      'контрольная сумма файлов tokens.txt нам неизвестна – возьмите её на странице https://example.org/model и укажите: --sha256 tokens.txt=СУММА',
    );
    expect(server.asked).toEqual([]);
    await downloadModel(model, { ...place, checksums: new Map([['tokens.txt', sumOf(tokens)]]) });
    expect(readdirSync(join(modelsFolder, 'two-files')).sort()).toEqual(['model.onnx', 'tokens.txt']);
  });

  it('of the list has a checksum for everything where it says so', () => {
    const tone = knownModels().find(({ id }) => id === 't-one');
    expect(tone?.files.every((file) => file.sha256 !== null)).toBe(true);
  });
});

describe('an installation from a folder', () => {
  const carried = join(folder, 'carried');
  const modelsFolder = join(folder, 'models');

  it('brings Whisper models and sherpa folders, and nothing else of them', async () => {
    mkdirSync(carried);
    writeRandomModel(join(carried, 'ggml-a.bin'));
    writeFileSync(join(carried, 'readme.txt'), 'x');
    expect(await installModel(carried, modelsFolder)).toMatchObject([{ name: 'ggml-a.bin' }]);
    const sherpa = join(folder, 'stick', 'gigaam');
    writeTinyCtc(sherpa);
    writeFileSync(join(sherpa, 'autorun.sh'), 'x');
    symlinkSync('/etc/passwd', join(sherpa, 'linked.txt'));
    expect(await installModel(sherpa, modelsFolder)).toMatchObject([{ name: 'gigaam', kind: 'ctc' }]);
    expect(readdirSync(modelsFolder).sort()).toEqual(['ggml-a.bin', 'gigaam']);
    expect(readdirSync(join(modelsFolder, 'gigaam')).sort()).toEqual(['model.onnx', 'tokens.txt']);
    // Again over what is there, and from the place itself.
    await installModel(sherpa, modelsFolder);
    await installModel(join(modelsFolder, 'gigaam'), modelsFolder);
    expect(readdirSync(join(modelsFolder, 'gigaam')).sort()).toEqual(['model.onnx', 'tokens.txt']);
  });

  it('refuses what is no model and leaves nothing', async () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    const half = join(folder, 'half');
    mkdirSync(half);
    writeFileSync(join(half, 'tokens.txt'), 'а 0\n');
    const damaged = join(folder, 'damaged.bin');
    writeFileSync(damaged, 'lmgg');
    await expect(installModel(join(folder, 'nowhere'), modelsFolder)).rejects.toThrow('нет такого файла или папки');
    await expect(installModel(empty, modelsFolder)).rejects.toThrow('здесь нет моделей');
    await expect(installModel(half, modelsFolder)).rejects.toThrow('half: папка не полна');
    await expect(installModel(damaged, modelsFolder)).rejects.toThrow('damaged.bin: файл повреждён');
    expect(readdirSync(modelsFolder).sort()).toEqual(['ggml-a.bin', 'gigaam']);
  });
});
