import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkEngines, findModel, listModels } from '../../../analyzer/recognition/models.ts';
import { writeRandomModel } from '../../support/random-model.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const folder = tempFolder();
const modelsFolder = join(folder, 'models');
const whisperPath = '/bin/true';

it('knows a folder without models', async () => {
  expect(await findModel({ modelsFolder })).toBeUndefined();
  const [program, model] = await checkEngines({ modelsFolder, whisperPath: join(folder, 'nowhere') });
  expect(program).toMatchObject({ ok: false, detail: expect.stringContaining('make и g++') });
  expect(model).toMatchObject({ ok: false, detail: expect.stringContaining(modelsFolder) });
});

it('takes a usable model, tells what is wrong with the others, and prefers any to a demonstration', async () => {
  mkdirSync(modelsFolder);
  writeFileSync(join(modelsFolder, 'broken.bin'), 'lmgg');
  writeFileSync(join(modelsFolder, 'notes.txt'), 'not a model');
  await expect(findModel({ modelsFolder })).rejects.toMatchObject({ code: 'no_speech_model' });
  writeRandomModel(join(modelsFolder, 'demo-ru.bin'));
  expect(await findModel({ modelsFolder })).toMatchObject({ name: 'demo-ru.bin' });
  copyFileSync(join(modelsFolder, 'demo-ru.bin'), join(modelsFolder, 'other.bin'));
  expect(await findModel({ modelsFolder })).toMatchObject({ name: 'other.bin', path: join(modelsFolder, 'other.bin') });
  expect(await listModels({ modelsFolder })).toMatchObject([
    { name: 'broken.bin', problem: 'файл повреждён или загружен не до конца' },
    { name: 'demo-ru.bin', description: '2/1 слоёв, f16, 8 МБ' },
    { name: 'other.bin' },
  ]);
  const checks = await checkEngines({ modelsFolder, whisperPath });
  expect(checks.map((check) => check.ok)).toEqual([true, false, true, true]);
});

it('takes the configured file, and no other when it is wrong', async () => {
  const modelPath = join(modelsFolder, 'demo-ru.bin');
  expect(await findModel({ modelsFolder, modelPath })).toMatchObject({ name: 'demo-ru.bin' });
  await expect(findModel({ modelsFolder, modelPath: join(folder, 'nowhere.bin') })).rejects.toThrow(
    'речевая модель nowhere.bin не годится: файл не открывается',
  );
});
