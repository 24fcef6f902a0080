/**
 * Puts a backup back into an empty data folder and an empty store. The state comes last: a restore that is killed leaves no
 * state, and the same command begins again. An older backup is brought up by the migrations at the next start.
 */
import { createReadStream } from 'node:fs';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { KamertonError, openKeyRing } from '../platform/index.ts';
import type { FactsAddress } from '../storage/facts/address.ts';
import { type FactsClient, openFactsClient, wholeTableMs } from '../storage/facts/client.ts';
import { isRolled } from '../storage/facts/day-rolls.ts';
import { migrateFacts } from '../storage/facts/migrate.ts';
import { countRows, loadTable, tablesOf } from '../storage/facts/table-dump.ts';
import { isPostgres } from '../storage/state/database.ts';
import { loadState, stateExists } from '../storage/state/state-dump.ts';
import { copyChecked, isWhole } from './copy-file.ts';
import { backedFiles, damaged, type Manifest, readManifest } from './manifest.ts';

export interface RestoreParts {
  dataFolder: string;
  /** A file that is there while the restore is under way. */
  mark: string;
  statePlace: string;
  keyFiles: { recordings: string; privacy: string; signing: string };
  facts: FactsAddress;
  onProgress: (line: string) => void;
}

/** Reads every file of a backup and compares it. @throws KamertonError `bad_input` naming the first that is not whole */
export async function verifyBackup(folder: string, onProgress: (line: string) => void): Promise<Manifest> {
  const manifest = await readManifest(folder);
  let count = 0;
  for await (const file of backedFiles(folder)) {
    if (!(await isWhole(join(folder, file.path), file))) throw damaged(file.path);
    count += 1;
    if (count % 100 === 0) onProgress(`проверено файлов: ${count} из ${manifest.files.count}`);
  }
  return manifest;
}

/**
 * Looks whether a backup may be restored here; changes nothing.
 * @throws KamertonError `conflict` when there are data already, `bad_configuration` when keys or the state's engine are others
 */
export async function checkTarget(
  folder: string,
  withoutKeys: boolean,
  parts: Omit<RestoreParts, 'facts'>,
): Promise<Manifest> {
  const manifest = await readManifest(folder);
  if (isPostgres(parts.statePlace) !== (manifest.engine === 'postgres')) {
    const [made, here] = manifest.engine === 'postgres' ? ['Postgres', 'файл'] : ['файл', 'Postgres'];
    throw new KamertonError(
      'bad_configuration',
      `копия сделана с базой состояния «${made}», а здесь настроена «${here}»: проверьте DATABASE_URL`,
    );
  }
  if (await stateExists(parts.statePlace)) {
    throw new KamertonError(
      'conflict',
      'здесь уже есть база состояния: восстанавливать можно только на пустое место; задайте другую KAMERTON_DATA_DIR (и пустую базу в DATABASE_URL)',
    );
  }
  if (!manifest.keys.included && !withoutKeys) await checkKeys(manifest, parts.keyFiles);
  return manifest;
}

async function checkKeys(manifest: Manifest, files: RestoreParts['keyFiles']): Promise<void> {
  for (const kind of ['recordings', 'privacy'] as const) {
    const there = (await stat(files[kind]).catch(() => null)) === null ? [] : openKeyRing(files[kind]).ids();
    if (manifest.keys[kind].every((id) => there.includes(id))) continue;
    throw new KamertonError(
      'bad_configuration',
      `ключей в копии нет: положите сохранённый файл ключей в ${files[kind]} (нужны ${manifest.keys[kind].join(', ')}); без него ${kind === 'recordings' ? 'записи не откроются' : 'исходные слова не откроются'}. Восстановить без ключей: --without-keys`,
    );
  }
}

/** Restores what `checkTarget` has found fit. Returns the manifest of the backup. */
export async function restoreBackup(folder: string, manifest: Manifest, parts: RestoreParts): Promise<void> {
  const { mark } = parts;
  const begun = (await readFile(mark, 'utf8').catch(() => '')) === manifest.id;
  await migrateFacts(parts.facts, new Set(manifest.factsMigrations));
  const client = openFactsClient(parts.facts, { requestTimeoutMs: wholeTableMs });
  try {
    if (!begun) await refuseFullStore(client);
    await mkdir(dirname(mark), { recursive: true, mode: 0o700 });
    await writeFile(mark, manifest.id, { mode: 0o600, flush: true });
    const state: string[] = [];
    let count = 0;
    for await (const file of backedFiles(folder)) {
      const source = join(folder, file.path);
      const table = /^store\/(\w+)\.tsv\.gz$/.exec(file.path)?.[1];
      const target = table === undefined ? targetOf(file.path, parts) : null;
      if (table !== undefined) {
        parts.onProgress(`хранилище: ${table}`);
        if (!(await isWhole(source, file))) throw damaged(file.path);
        const rows = manifest.tables.find(({ name }) => name === table)?.rows ?? 0;
        // Earlier versions kept copies of days; they are made anew.
        if (!isRolled(table)) await loadTable(client, table, createReadStream(source), rows);
      } else if (target !== null) {
        if (!(await copyChecked(source, target, file))) throw damaged(file.path);
        if (file.path.startsWith('state/')) state.push(target);
      }
      count += 1;
      if (count % 100 === 0) parts.onProgress(`файлы: ${count} из ${manifest.files.count}`);
    }
    await compareRows(client, manifest);
    for (const path of state) await loadState(path, parts.statePlace);
    await rm(mark, { force: true });
  } finally {
    await client.close();
  }
}

/** Where a file of the backup belongs; the state waits beside its place. */
function targetOf(path: string, { dataFolder, keyFiles, statePlace }: RestoreParts): string {
  const [kind = '', ...rest] = path.split('/');
  const name = rest.join('/');
  if (kind === 'recordings') return join(dataFolder, 'recordings', 'whole', name);
  if (kind === 'keys') return keyFiles[name as keyof typeof keyFiles];
  if (kind === 'state') return isPostgres(statePlace) ? join(dataFolder, 'run', name) : `${statePlace}.restored`;
  return join(dataFolder, kind, name);
}

async function refuseFullStore(client: FactsClient): Promise<void> {
  const [calls] = await tablesOf(client);
  if (calls === undefined || (await countRows(client, calls)) === 0) return;
  throw new KamertonError(
    'conflict',
    'в хранилище оценок уже есть звонки: восстанавливать можно только в пустую базу; задайте другую в CLICKHOUSE_DATABASE',
  );
}

/** Every table must answer with as many rows as were taken out. */
async function compareRows(client: FactsClient, manifest: Manifest): Promise<void> {
  const found = await tablesOf(client);
  for (const { name, rows } of manifest.tables.filter((kept) => !isRolled(kept.name))) {
    const table = found.find((one) => one.name === name);
    const here = table === undefined ? 0 : await countRows(client, table);
    if (here !== rows) {
      const message = `в таблице ${name} после восстановления строк ${here}, а в копии ${rows}; повторите восстановление`;
      throw new KamertonError('store_unavailable', message);
    }
  }
}
