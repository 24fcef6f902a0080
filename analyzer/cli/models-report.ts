/** What `kamerton models list` and `verify` print. */
import { join } from 'node:path';
import { sha256Of } from '../recognition/checksum.ts';
import { knownModels, placeOfFile } from '../recognition/known-models.ts';
import { isUsable } from '../recognition/model-file.ts';
import { listModels, listSherpaModels } from '../recognition/models.ts';
import { inspectSherpaModel } from '../recognition/sherpa-model.ts';
import { demoModelFolder } from '../recognizer-for-call.ts';
import { tableOf } from './table.ts';

/** Installed models with what is wrong with them, and the known ones with size, licence, use and source. */
export async function listOfModels(modelsFolder: string): Promise<string> {
  const installed = await installedModels(modelsFolder);
  const rows = installed.map(({ model }) =>
    isUsable(model) ? [`  ${model.name}`, model.description] : [`  ${model.name}`, `не годится: ${model.problem}`],
  );
  const names = new Set(installed.map(({ model }) => model.name));
  const known = knownModels().map((model) => {
    const isHere = names.has(model.engine === 'whisper' ? (model.files[0]?.name ?? '') : model.id);
    const sums = model.files.every(({ sha256 }) => sha256 !== null) ? 'сумма известна' : 'сумму нужно указать';
    const head = `  ${model.id}${isHere ? ' (установлена)' : ''}\n`;
    return `${head}      ${model.title}, ${model.megabytes} МБ, ${model.licence}, ${sums}\n      ${model.use}\n      ${model.source}\n`;
  });
  return [
    `Установлены (${modelsFolder}):\n`,
    rows.length > 0 ? tableOf(rows, [0, 1]) : '  ничего\n',
    `Встроена: ${await shippedModel()}\n`,
    'Известны (kamerton models download ИМЯ):\n',
    ...known,
  ].join('');
}

/** The demonstration model that comes with the product, with what it is and is not for. */
async function shippedModel(): Promise<string> {
  const demo = await inspectSherpaModel(demoModelFolder);
  return isUsable(demo)
    ? `${demo.name}: ${demo.description}; слышит примеры, пока нет настоящей модели`
    : `${demo.name} не годится: ${demo.problem}`;
}

/** Looks every installed model over and compares files of known models with their checksums. */
export async function verifyModels(modelsFolder: string): Promise<{ text: string; ok: boolean }> {
  const sums = new Map(
    knownModels().flatMap((model) =>
      model.files.map((file) => [join(modelsFolder, ...placeOfFile(model, file)), file.sha256] as const),
    ),
  );
  const rows: string[][] = [];
  let ok = true;
  for (const { model, files } of await installedModels(modelsFolder)) {
    if (!isUsable(model)) {
      rows.push([`✗ ${model.name}`, model.problem]);
      ok = false;
      continue;
    }
    for (const file of files) {
      const sum = await sha256Of(file);
      const wanted = sums.get(file) ?? null;
      if (wanted !== null && wanted !== sum) ok = false;
      const verdict =
        wanted === null
          ? `сверить не с чем, sha256 ${sum}`
          : wanted === sum
            ? 'сумма верна'
            : `сумма ${sum} вместо ${wanted}`;
      rows.push([`${wanted !== null && wanted !== sum ? '✗' : '✓'} ${file.slice(modelsFolder.length + 1)}`, verdict]);
    }
  }
  return { text: rows.length > 0 ? tableOf(rows, [0, 1]) : 'моделей нет\n', ok };
}

async function installedModels(modelsFolder: string) {
  const whisper = await listModels({ modelsFolder });
  const sherpa = await listSherpaModels({ modelsFolder });
  return [
    ...whisper.map((model) => ({ model, files: isUsable(model) ? [model.path] : [] })),
    ...sherpa.map((model) => ({
      model,
      files: isUsable(model) ? Object.values(model.files).map((file) => join(model.path, file)) : [],
    })),
  ];
}
