/** Batches whose disk is waited for beside the event loop (SQLite). */
import { join } from 'node:path';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openStateDatabase, type StateDatabase } from '../../../analyzer/storage/state/database.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const disk = vi.hoisted(() => ({ synced: 0, broken: false }));
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  return {
    ...fs,
    fsync: (file: number, done: (error: Error | null) => void) => {
      disk.synced += 1;
      if (disk.broken) done(new Error('EIO'));
      else fs.fsync(file, done);
    },
  };
});

const place = join(tempFolder(), 'state.sqlite');
const add = (database: StateDatabase, name: string) => [
  {
    query: database
      .insertInto('settings')
      .values({ name, value: '1', updated_at: '2026-03-11T00:00:00.000Z' })
      .onConflict((conflict) => conflict.column('name').doNothing()),
    mustChange: true,
  },
];
const namesIn = async (database: StateDatabase) =>
  (await database.selectFrom('settings').select('name').orderBy('name').execute()).map(({ name }) => name);
const waits = async (database: StateDatabase) => (await sql`pragma synchronous`.execute(database)).rows[0];

describe('a batch whose disk is waited for aside', () => {
  let one: StateDatabase;
  beforeEach(async () => {
    Object.assign(disk, { synced: 0, broken: false });
    one = await openStateDatabase(place);
    await one.deleteFrom('settings').execute();
    return () => one.destroy();
  });

  it('is written for all, and its log is brought to the disk once', async () => {
    expect(await one.atomically(add(one, 'a'), { diskAside: true })).toBe(true);
    expect(disk.synced).toBe(1);
    const two = await openStateDatabase(place);
    expect(await namesIn(two)).toEqual(['a']);
    await two.destroy();
  });

  it('is an error when the disk does not take it', async () => {
    disk.broken = true;
    await expect(one.atomically(add(one, 'b'), { diskAside: true })).rejects.toThrow('EIO');
  });

  it('leaves every other write waiting for the disk by itself, whatever came of it', async () => {
    // 2 is FULL: a commit returns when it is on the disk.
    expect(await waits(one)).toEqual({ synchronous: 2 });
    await one.atomically(add(one, 'c'), { diskAside: true });
    expect(await waits(one)).toEqual({ synchronous: 2 });
    expect(await one.atomically(add(one, 'c'), { diskAside: true })).toBe(false);
    expect(disk.synced).toBe(1);
    expect(await waits(one)).toEqual({ synchronous: 2 });
    const wrong = [{ query: one.insertInto('settings').values({ name: 'c', value: '1', updated_at: '' }) }];
    await expect(one.atomically(wrong, { diskAside: true })).rejects.toThrow('UNIQUE');
    expect(await waits(one)).toEqual({ synchronous: 2 });
    expect(await one.atomically(add(one, 'd'))).toBe(true);
    expect(disk.synced).toBe(1);
    expect(await namesIn(one)).toEqual(['c', 'd']);
  });
});
