/** `kamerton models`: the speech models of this machine – list, install, download, verify, bench. */
import { join } from 'node:path';
import { analyzerConfigSchema, readConfig } from '../config.ts';
import { KamertonError } from '../platform/errors.ts';
import { downloadModel, installModel } from '../recognition/install-model.ts';
import { knownModels } from '../recognition/known-models.ts';
import { readArguments, UsageError } from './arguments.ts';
import { benchModels } from './models-bench.ts';
import { listOfModels, verifyModels } from './models-report.ts';
import { showProgress } from './progress-line.ts';
import { writeOut } from './write-out.ts';

const usage =
  'kamerton models [list] | install ФАЙЛ|ПАПКА | download ИМЯ [--from АДРЕС] [--sha256 ФАЙЛ=СУММА] | verify | bench ЗАПИСЬ… [--json]';

/** Exit code 0 when it is done, 1 when a model is wrong or cannot be had, 2 for wrong usage. */
export async function models(args: readonly string[]): Promise<number> {
  const [name = 'list', ...rest] = args;
  const modelsFolder = join(readConfig(analyzerConfigSchema).KAMERTON_DATA_DIR, 'models');
  try {
    switch (name) {
      case 'list':
        noMore(rest);
        await writeOut(await listOfModels(modelsFolder));
        return 0;
      case 'install':
        return await install(rest, modelsFolder);
      case 'download':
        return await download(rest, modelsFolder);
      case 'verify': {
        noMore(rest);
        const { text, ok } = await verifyModels(modelsFolder);
        await writeOut(text);
        return ok ? 0 : 1;
      }
      case 'bench':
        return await benchModels(rest);
      default:
        throw new UsageError(`нет действия «${name}»`);
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`kamerton models: ${error.message}; использование: ${usage}\n`);
    return 2;
  }
}

function noMore(rest: readonly string[]): void {
  if (rest.length > 0) throw new UsageError('у действия нет аргументов');
}

async function install(args: readonly string[], modelsFolder: string): Promise<number> {
  const { positionals } = readArguments(args, {});
  if (positionals.length !== 1 || positionals[0] === undefined)
    throw new UsageError('укажите один файл или одну папку');
  for (const model of await installModel(positionals[0], modelsFolder)) {
    await writeOut(`установлена ${model.name}: ${model.description}\n`);
  }
  return 0;
}

async function download(args: readonly string[], modelsFolder: string): Promise<number> {
  const { values, positionals } = readArguments(args, {
    from: { type: 'string' },
    sha256: { type: 'string', multiple: true, default: [] },
  });
  if (positionals.length !== 1) throw new UsageError('укажите имя одной модели');
  const model = knownModels().find(({ id }) => id === positionals[0]);
  if (model === undefined) {
    throw new KamertonError('bad_input', `модель «${positionals[0]}» нам неизвестна; список: kamerton models list`);
  }
  const checksums = new Map(values.sha256.map(readChecksum));
  const progress = showProgress();
  try {
    await downloadModel(model, {
      modelsFolder,
      checksums,
      mirror: values.from,
      onProgress: (file, done, total) =>
        progress.report(`${file}: ${megabytes(done)} из ${total > 0 ? megabytes(total) : '?'} МБ`),
    });
  } finally {
    progress.end();
  }
  await writeOut(`загружена ${model.title}; лицензия ${model.licence}, источник ${model.source}\n`);
  return 0;
}

function readChecksum(text: string): [string, string] {
  const [, file, sum] = /^([^=]+)=([0-9a-f]{64})$/i.exec(text) ?? [];
  if (file === undefined || sum === undefined)
    throw new UsageError('--sha256 пишется как ФАЙЛ=СУММА (64 шестнадцатеричных знака)');
  return [file, sum.toLowerCase()];
}

const megabytes = (bytes: number) => Math.round(bytes / 1e6).toString();
