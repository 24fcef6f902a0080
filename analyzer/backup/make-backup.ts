/**
 * Makes a backup while the product runs. The order is what makes it whole: the head of the audit log, then the state at one
 * instant, then the facts (calls first), then the recordings. Whatever is written meanwhile makes the later parts richer
 * than the state, and the work that the state calls unfinished is done again after a restore, with the same ids.
 */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { KeyRing } from '../platform/index.ts';
import { hashPlain, KamertonError, openKeyRing } from '../platform/index.ts';
import type { FactsClient } from '../storage/facts/client.ts';
import { readAppliedMigrations } from '../storage/facts/migrate.ts';
import { dumpTable, tablesOf } from '../storage/facts/table-dump.ts';
import { isPostgres, type StateDatabase } from '../storage/state/database.ts';
import { erasingLease, leases } from '../storage/state/leases.ts';
import { dumpState } from '../storage/state/state-dump.ts';
import { holdKeys } from '../upkeep/keys-lock.ts';
import { copyMetered, linked, nullIfMissing, syncFile, writeMetered } from './copy-file.ts';
import {
  type BackedFile,
  backedFiles,
  fileListName,
  type Manifest,
  manifestName,
  manifestSchema,
  readManifest,
} from './manifest.ts';

export interface BackupParts {
  dataFolder: string;
  /** Where the state database is. */
  statePlace: string;
  keyFiles: { recordings: string; privacy: string; signing: string };
  database: StateDatabase;
  client: FactsClient;
  /** Told of what is being copied, for a person who looks on. */
  onProgress: (line: string) => void;
}

export interface MadeBackup {
  folder: string;
  manifest: Manifest;
  /** Recordings that an earlier backup beside it had already. */
  taken: number;
}

/** Deletions stand still for so long after the last renewal. */
const leaseMs = 10 * 60_000;

/**
 * Writes `<target>/kamerton-<time>`; it has another name until it is whole.
 * @throws KamertonError `conflict` while personal data are being deleted (a backup must not hold half of a deleted call) or keys
 * are being changed
 */
export async function makeBackup(target: string, withKeys: boolean, parts: BackupParts): Promise<MadeBackup> {
  const deletions = leases(parts.database);
  const holder = `backup ${randomUUID()}`;
  const done: MadeBackup[] = [];
  const keys = await holdKeys(parts.dataFolder);
  try {
    await deletions.whileHeld(erasingLease, holder, leaseMs, async (lost) => {
      done.push(await makeIn(target, withKeys, parts, lost));
    });
  } finally {
    await deletions.release(erasingLease, holder);
    await keys.release();
  }
  const [made] = done;
  if (made !== undefined) return made;
  throw new KamertonError(
    'conflict',
    'сейчас удаляются данные по сроку или обращению; повторите через несколько минут',
  );
}

async function makeIn(
  target: string,
  withKeys: boolean,
  parts: BackupParts,
  deletionsGoOn: AbortSignal,
): Promise<MadeBackup> {
  const name = `kamerton-${new Date().toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
  const part = join(target, `${name}.part`);
  try {
    await mkdir(part, { recursive: true, mode: 0o700 });
    const made = await writeAll(part, await latestBackup(target), withKeys, parts);
    if (deletionsGoOn.aborted)
      throw new KamertonError(
        'conflict',
        'база состояния надолго пропадала, и удаления могли начаться; сделайте копию ещё раз',
      );
    await rename(part, join(target, name));
    await syncFile(target);
    return { ...made, folder: join(target, name) };
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    throw error;
  }
}

async function writeAll(folder: string, earlier: Earlier | null, withKeys: boolean, parts: BackupParts) {
  const list = fileList(folder);
  const { dataFolder, keyFiles } = parts;
  parts.onProgress('журнал действий и акты');
  for (const small of ['audit', 'acts']) await list.copyFolder(join(dataFolder, small), small, null);
  parts.onProgress('база состояния');
  const madeAt = new Date().toISOString();
  const state = `state/${isPostgres(parts.statePlace) ? 'kamerton.pgdump' : 'kamerton.sqlite'}`;
  await dumpState(parts.database, parts.statePlace, join(folder, state));
  await list.addMade(state);
  const factsMigrations = (await readAppliedMigrations(parts.client)).map((row) => row.name).sort();
  const tables: Manifest['tables'] = [];
  for (const table of await tablesOf(parts.client)) {
    parts.onProgress(`хранилище: ${table.name}`);
    const dump = await dumpTable(parts.client, table);
    await list.addStream(`store/${table.name}.tsv.gz`, dump.stream);
    tables.push({ name: table.name, rows: dump.rows() });
  }
  await list.copyFolder(join(dataFolder, 'recordings', 'whole'), 'recordings', earlier, (count) =>
    parts.onProgress(`записи: ${count}`),
  );
  if (withKeys) {
    for (const [name, path] of Object.entries(keyFiles)) await list.copyOne(path, `keys/${name}`);
  }
  const files = await list.end();
  const ids = (path: string) => ringAt(path).then((ring) => ring?.ids() ?? []);
  const manifest = manifestSchema.parse({
    format: 1,
    id: randomUUID(),
    madeAt,
    engine: isPostgres(parts.statePlace) ? 'postgres' : 'sqlite',
    factsMigrations,
    tables,
    keys: { included: withKeys, recordings: await ids(keyFiles.recordings), privacy: await ids(keyFiles.privacy) },
    files,
  } satisfies Manifest);
  await writeFile(join(folder, manifestName), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600, flush: true });
  return { manifest, taken: list.taken() };
}

/** The ring of a file that is there; looking must not make keys. */
async function ringAt(path: string): Promise<KeyRing | null> {
  return (await stat(path).catch(nullIfMissing)) === null ? null : openKeyRing(path);
}

interface Earlier {
  folder: string;
  files: Map<string, BackedFile>;
}

/** The newest whole backup in the folder, whose recordings need not be copied again. */
async function latestBackup(target: string): Promise<Earlier | null> {
  const names = (await readdir(target)).filter((name) => /^kamerton-\d{8}T\d{6}Z$/.test(name)).sort();
  for (const name of names.reverse()) {
    const folder = join(target, name);
    if ((await readManifest(folder).catch(() => null)) === null) continue;
    const files = new Map<string, BackedFile>();
    for await (const file of backedFiles(folder)) if (file.path.startsWith('recordings/')) files.set(file.path, file);
    return { folder, files };
  }
  return null;
}

/** The files of the backup that is being made, each with a line in the list. */
function fileList(folder: string) {
  const lines = createWriteStream(join(folder, fileListName), { mode: 0o600, flags: 'wx' });
  const sum = { count: 0, bytes: 0, taken: 0 };
  const add = async (file: BackedFile) => {
    sum.count += 1;
    sum.bytes += file.bytes;
    if (!lines.write(`${JSON.stringify(file)}\n`)) await once(lines, 'drain');
  };
  const copyOne = async (source: string, path: string): Promise<void> => {
    const copied = await copyMetered(source, join(folder, path));
    if (copied !== null) await add({ path, ...copied });
  };

  return {
    copyOne,
    taken: () => sum.taken,

    async addStream(path: string, stream: NodeJS.ReadableStream): Promise<void> {
      await add({ path, ...(await writeMetered(stream, join(folder, path))), changed: 0 });
    },

    /** A file that somebody else has written into the backup. */
    async addMade(path: string): Promise<void> {
      const made = join(folder, path);
      await rename(made, `${made}.made`);
      await copyOne(`${made}.made`, path);
      await rm(`${made}.made`);
    },

    /** Everything below `source`; files that come and go meanwhile are not missed. */
    async copyFolder(
      source: string,
      under: string,
      earlier: Earlier | null,
      onFile: (count: number) => void = () => {},
    ) {
      let count = 0;
      for await (const found of filesBelow(source)) {
        const path = `${under}/${relative(source, found)}`;
        if (!(await takeOver(path, found, earlier))) await copyOne(found, path);
        count += 1;
        if (count % 100 === 0) onFile(count);
      }
    },

    async end(): Promise<Manifest['files']> {
      await new Promise<void>((ended, failed) => lines.on('error', failed).end(ended));
      const sha256 = hashPlain(await readFile(join(folder, fileListName), 'utf8'));
      return { count: sum.count, bytes: sum.bytes, sha256 };
    },
  };

  async function takeOver(path: string, source: string, earlier: Earlier | null): Promise<boolean> {
    const known = earlier?.files.get(path);
    const found = known === undefined ? null : await stat(source).catch(nullIfMissing);
    if (!known || !earlier || found?.size !== known.bytes || found.mtimeMs !== known.changed) return false;
    if (!(await linked(join(earlier.folder, path), join(folder, path)))) return false;
    sum.taken += 1;
    await add(known);
    return true;
  }
}

async function* filesBelow(folder: string): AsyncGenerator<string> {
  const entries = (await readdir(folder, { withFileTypes: true }).catch(nullIfMissing)) ?? [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (entry.isFile() && !entry.name.endsWith('.part')) yield path;
  }
}
