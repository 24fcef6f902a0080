/** Copies of days are no part of a backup: they are made anew of the calls, and rows that grew too old would be missing at its end. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { type FactsClient, openFactsClient } from '../../../analyzer/storage/facts/client.ts';
import { rollDays, rolledTables } from '../../../analyzer/storage/facts/day-rolls.ts';
import { openKeptCalls } from '../../support/kept-calls.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const program = fileURLToPath(new URL('../../../scripts/kamerton.mjs', import.meta.url));
const kamerton = (dataFolder: string, ...args: string[]) =>
  spawnSync(process.execPath, [program, ...args], {
    env: { ...process.env, KAMERTON_DATA_DIR: dataFolder },
    encoding: 'utf8',
    // Nothing else runs while such a process does, the time limit of the test neither.
    timeout: 240_000,
  });
const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');

const rowsOf = async (client: FactsClient, table: string) => {
  const answer = await client.query({ query: `SELECT count() AS n FROM ${table}`, format: 'JSONEachRow' });
  return (await answer.json<{ n: number }>())[0]?.n;
};

/** As versions before kept them: a table's rows with their names and types. */
function addTable(backup: string, table: string, lines: string[]): void {
  const path = `store/${table}.tsv.gz`;
  const bytes = gzipSync(`${lines.join('\n')}\n`);
  writeFileSync(join(backup, path), bytes);
  const list = join(backup, 'files.jsonl');
  appendFileSync(list, `${JSON.stringify({ path, bytes: bytes.length, sha256: sha256(bytes), changed: 0 })}\n`);
  const manifest = JSON.parse(readFileSync(join(backup, 'manifest.json'), 'utf8'));
  manifest.tables.push({ name: table, rows: lines.length - 2 });
  const { count, bytes: sum } = manifest.files;
  manifest.files = { count: count + 1, bytes: sum + bytes.length, sha256: sha256(readFileSync(list)) };
  writeFileSync(join(backup, 'manifest.json'), JSON.stringify(manifest));
}

it('are left out of a backup, and of what an older one brings', async () => {
  const [from, to, target] = [tempFolder(), tempFolder(), tempFolder()];
  const running = await openKeptCalls(from);
  onTestFinished(() => running.close());
  await running.add({ startedAt: '2026-01-11T06:00:00Z' });
  const client = openFactsClient(running.servers.facts);
  onTestFinished(() => client.close());
  expect(await rollDays(client, 'Europe/Moscow')).toBe(1);
  const made = kamerton(from, 'backup', target, '--with-keys');
  expect(made.status, made.stderr).toBe(0);
  const backup = join(target, readdirSync(target)[0] ?? '');
  const kept = readdirSync(join(backup, 'store')).map((name) => name.replace('.tsv.gz', ''));
  expect(kept).toContain('calls');
  expect(kept.filter((table) => rolledTables.some((rolled) => rolled === table))).toEqual([]);

  const build = Date.UTC(2025, 0, 11) * 1_000;
  addTable(backup, 'day_scores', ['day\tbuild', 'Date\tUInt64', `2025-01-11\t${build}`]);
  addTable(backup, 'day_rolls', ['zone\tday\tbuild', 'String\tDate\tUInt64', `Europe/Moscow\t2025-01-11\t${build}`]);
  const restore = kamerton(to, 'restore', backup);
  expect(restore.status, restore.stderr).toBe(0);
  const restored = await openKeptCalls(to);
  onTestFinished(() => restored.close());
  const there = openFactsClient(restored.servers.facts);
  onTestFinished(() => there.close());
  expect(await rowsOf(there, 'calls')).toBe(1);
  expect(await rowsOf(there, 'day_rolls')).toBe(0);
});
