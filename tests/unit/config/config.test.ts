/** The configuration: defaults, all problems at once, and the example file that must match the schema. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../analyzer/config.ts';
import { apiConfigSchema } from '../../../api/config.ts';
import { dotEnvExample, settingsPage, settingsPageInEnglish } from '../../../api/settings-reference.ts';

const example = readFileSync(new URL('../../../.env.example', import.meta.url), 'utf8');
const defaults = readConfig(apiConfigSchema, {});

describe('.env.example', () => {
  it('is what the schema says, as are the pages of settings', () => {
    expect(example, 'run npm run reference').toBe(dotEnvExample());
    expect(readFileSync('docs/configuration.md', 'utf8'), 'run npm run reference').toBe(settingsPage());
    expect(readFileSync('docs/en/configuration.md', 'utf8'), 'run npm run reference').toBe(settingsPageInEnglish());
  });

  it('names every setting of the schema and no other', () => {
    const named = [...example.matchAll(/^#?([A-Z0-9_]+)=/gm)].map((match) => match[1]);
    expect(named.sort()).toEqual(Object.keys(apiConfigSchema.shape).sort());
  });

  it('holds exactly the defaults', () => {
    expect(readConfig(apiConfigSchema, parseEnv(example))).toEqual(defaults);
  });
});

describe('the environment', () => {
  it('is not needed: everything has a default', () => {
    expect(defaults).toMatchObject({
      KAMERTON_PORT: 8420,
      KAMERTON_HOST: '127.0.0.1',
      KAMERTON_DATA_DIR: resolve('data'),
    });
  });

  it('is refused with every problem in one line', () => {
    const wrong = { KAMERTON_PORT: '70000', CLICKHOUSE_URL: 'ftp://x', KAMERTON_TIME_ZONE: 'Луна' };
    expect(() => readConfig(apiConfigSchema, wrong)).toThrow(
      /KAMERTON_PORT.*CLICKHOUSE_URL|CLICKHOUSE_URL.*KAMERTON_PORT/,
    );
    expect(() => readConfig(apiConfigSchema, wrong)).toThrow(/KAMERTON_TIME_ZONE: неизвестный часовой пояс/);
  });

  it('never lets a database name reach SQL as anything but a name', () => {
    expect(() => readConfig(apiConfigSchema, { CLICKHOUSE_DATABASE: 'x; DROP DATABASE y' })).toThrow(
      /CLICKHOUSE_DATABASE/,
    );
  });
});
