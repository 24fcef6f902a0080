/** Brings models into the models folder: from a file or folder that somebody carried here, or from the internet. */
import { copyFile, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { KamertonError } from '#platform';
import { downloadFile } from './download-file.ts';
import { type KnownModel, placeOfFile } from './known-models.ts';
import { type InstalledModel, inspectModel, isUsable, type UnusableModel } from './model-file.ts';
import { inspectSherpaModel, looksLikeSherpa, sherpaLayout } from './sherpa-model.ts';

/**
 * Copies the models of a file (`*.bin`, Whisper in ggml format) or folder (of sherpa, or with `*.bin` files) into the models folder.
 * A model appears there only whole; one of the same name is replaced.
 * @returns the installed models
 * @throws KamertonError `bad_input` when there is no usable model
 */
export async function installModel(from: string, modelsFolder: string): Promise<InstalledModel[]> {
  const source = resolve(from);
  const found = await stat(source).catch(() => null);
  if (found === null) throw new KamertonError('bad_input', `${from}: нет такого файла или папки`);
  await mkdir(modelsFolder, { recursive: true });
  if (found.isDirectory() && (await looksLikeSherpa(source))) return [await installFolder(source, modelsFolder)];
  const files = found.isFile() ? [source] : await ggmlFilesOf(source);
  if (files.length === 0) {
    throw new KamertonError(
      'bad_input',
      `${from}: здесь нет моделей – нужен файл ggml (*.bin), а для sherpa ${sherpaLayout}`,
    );
  }
  const installed: InstalledModel[] = [];
  for (const file of files) installed.push(await installFile(file, modelsFolder));
  return installed;
}

async function ggmlFilesOf(folder: string): Promise<string[]> {
  const names = await readdir(folder);
  return names.filter((name) => name.endsWith('.bin')).map((name) => join(folder, name));
}

async function installFile(source: string, modelsFolder: string): Promise<InstalledModel> {
  const model = await inspectModel(source);
  if (!isUsable(model)) throw refused(model);
  // Only such files are looked for in the models folder.
  const target = join(modelsFolder, model.name.endsWith('.bin') ? model.name : `${model.name}.bin`);
  await inTemporaryFolder(modelsFolder, async (folder) => {
    await copyFile(source, join(folder, 'model'));
    await rename(join(folder, 'model'), target);
  });
  return { ...model, path: target, name: basename(target) };
}

async function installFolder(source: string, modelsFolder: string): Promise<InstalledModel> {
  const model = await inspectSherpaModel(source);
  if (!isUsable(model)) throw refused(model);
  const target = join(modelsFolder, model.name);
  if (resolve(target) === source) return model;
  await inTemporaryFolder(modelsFolder, async (folder) => {
    for (const name of Object.values(model.files)) await copyFile(join(source, name), join(folder, name));
    await rm(target, { recursive: true, force: true });
    await rename(folder, target);
  });
  return { ...model, path: target };
}

/** In the models folder itself, so that the last step is a rename; its name is hidden from the search for models. */
async function inTemporaryFolder(modelsFolder: string, work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(modelsFolder, '.installing-'));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const refused = (model: UnusableModel) => new KamertonError('bad_input', `${model.name}: ${model.problem}`);

export interface ModelDownload {
  modelsFolder: string;
  /** Checksums given by hand, by file name; they win over the known ones. */
  checksums: ReadonlyMap<string, string>;
  /** Another address of the files, for example a mirror of the company: `<mirror>/<file name>`. */
  mirror?: string | undefined;
  signal?: AbortSignal | undefined;
  onProgress?: ((file: string, done: number, total: number) => void) | undefined;
}

/**
 * Downloads a known model into the models folder, file by file; files that are already right are left.
 * @throws KamertonError `bad_input` when a checksum is not known and not given, or a file cannot be had
 */
export async function downloadModel(model: KnownModel, download: ModelDownload): Promise<void> {
  const wanted = model.files.map((file) => ({ file, sha256: download.checksums.get(file.name) ?? file.sha256 }));
  const unknown = wanted.filter(({ sha256 }) => sha256 === null).map(({ file }) => file.name);
  if (unknown.length > 0) {
    throw new KamertonError(
      'bad_input',
      `${model.id}: контрольная сумма файлов ${unknown.join(', ')} нам неизвестна – возьмите её на странице ${model.source} и укажите: ${unknown.map((name) => `--sha256 ${name}=СУММА`).join(' ')}`,
    );
  }
  for (const { file, sha256 } of wanted) {
    await downloadFile({
      url: download.mirror === undefined ? file.url : `${download.mirror.replace(/\/+$/, '')}/${file.name}`,
      target: join(download.modelsFolder, ...placeOfFile(model, file)),
      sha256: sha256 ?? '',
      signal: download.signal,
      onProgress: (done, total) => download.onProgress?.(file.name, done, total),
    });
  }
}
