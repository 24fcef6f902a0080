/** The server, a worker, the recogniser, Redis and the store are killed while calls come in (`npm run bench:kills:parts`: 1,000 rounds). */
import { expect, it } from 'vitest';
import { killParts } from '../../support/faults/kill-parts.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const folder = tempFolder();

it('no acknowledged call is lost, scored twice or half scored', async () => {
  const report = await killParts(folder, 20);
  expect(report).toMatchObject({ rounds: 20, lost: 0, doubled: 0, corrupt: 0, done: report.acknowledged, ownEnds: [] });
  expect(report.acknowledged).toBeGreaterThan(40);
  expect(report.heard).toBeGreaterThan(0);
  for (const kills of Object.values(report.kills)) expect(kills).toBeGreaterThan(0);
}, 900_000);
