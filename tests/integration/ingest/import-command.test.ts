/** `kamerton import`: a folder once, into the product that runs; `--check` tells and takes nothing. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { noiseWav } from '../../support/recording-files.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { testApp } from '../../support/test-app.ts';

const given = testApp();
const program = fileURLToPath(new URL('../../../scripts/kamerton.mjs', import.meta.url));
const cdr = fileURLToPath(new URL('../../fixtures/telephony/asterisk/Master.csv', import.meta.url));
const run = (...args: string[]) => {
  const env = { ...process.env, KAMERTON_DATA_DIR: given.folder };
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'import', ...args], {
    env,
    encoding: 'utf8',
    timeout: 240_000,
  });
  return { status, stdout, stderr };
};

it('tells what is known, takes every good recording once and names the broken one', async () => {
  const folder = join(tempFolder(), 'records');
  mkdirSync(folder);
  writeFileSync(join(folder, '1773216000.31.wav'), noiseWav());
  writeFileSync(join(folder, 'broken.wav'), 'не звук');
  const args = [folder, '--preset', 'asterisk', '--cdr', cdr, '--zone', 'Europe/Moscow'];

  const checked = run(...args, '--check', '--json');
  expect(checked).toMatchObject({ status: 0 });
  expect(JSON.parse(checked.stdout.split('\n')[0] ?? '')).toMatchObject({
    match: 'found',
    externalId: '1773216000.31',
    metadata: { operator: { id: '203' }, ring_seconds: 9 },
  });
  expect(checked.stderr).toContain('Записей 2; звонков в CDR 4, сопоставлено записей 1. Ничего не загружено.');

  const taken = run(...args);
  expect(taken.stderr).toMatch(/broken\.wav: Запись «broken\.wav» не принята/);
  expect(taken).toMatchObject({ status: 1, stdout: 'Принято 1, уже были 0, отклонено 1, ещё пишутся 0\n' });
  expect(readdirSync(folder).sort()).toEqual(['1773216000.31.wav', 'broken.wav']);
  expect(run(...args, '--json')).toMatchObject({ status: 0, stdout: expect.stringContaining('"taken":0') });
  const { items } = await given.analyzer.ledger.page({ scope: { kind: 'all' }, limit: 10 });
  expect(items.map(({ externalId }) => externalId)).toEqual(['1773216000.31']);
});

it('is told wrong usage in one line', () => {
  expect(run()).toMatchObject({ status: 2, stderr: expect.stringContaining('нужна одна папка с записями') });
  expect(run('/tmp', '--preset', 'avaya').stderr).toContain('--preset бывает asterisk, freeswitch, 3cx, mango, uis');
});
