/** The committed description of the API and the dashboard's types are those of the code. */
import { readFileSync } from 'node:fs';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { expect, it } from 'vitest';
import { describeApi } from '../../../api/openapi.ts';

const file = (path: string) => new URL(`../../../${path}`, import.meta.url);

it('api/openapi.json is current (npm run openapi)', async () => {
  expect(readFileSync(file('api/openapi.json'), 'utf8')).toBe(await describeApi());
});

it('dashboard/src/api/schema.d.ts is generated from it', async () => {
  const types = astToString(await openapiTypescript(file('api/openapi.json')));
  expect(readFileSync(file('dashboard/src/api/schema.d.ts'), 'utf8')).toContain(types);
});
