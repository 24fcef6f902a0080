import { join, resolve, sep } from 'node:path';
import { expect, it } from 'vitest';
import { knownModels, placeOfFile } from '../../../analyzer/recognition/known-models.ts';

it('the list of known models is whole, and no file of it leaves the models folder', () => {
  const models = knownModels();
  expect(new Set(models.map(({ id }) => id)).size).toBe(models.length);
  expect(models.map(({ engine }) => engine)).toEqual(expect.arrayContaining(['whisper', 'sherpa']));
  for (const model of models) {
    for (const file of model.files) {
      const path = resolve(join('/models', ...placeOfFile(model, file)));
      expect(path.startsWith(`/models${sep}`)).toBe(true);
      expect(file.url.endsWith(`/${file.name}`)).toBe(true);
    }
  }
});
