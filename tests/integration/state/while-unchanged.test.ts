/** Answers over the state database hold exactly as long as their tables stand still, whoever writes. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { takingOthers } from '../../../analyzer/storage/state/table-changes.ts';
import { whileUnchanged } from '../../../analyzer/storage/state/while-unchanged.ts';
import { openTestState, stateEngines } from '../../support/state-engines.ts';

const at = '2026-03-11T00:00:00.000Z';
const setting = (value: string) => ({ name: 'n', value, updated_at: at });

describe.each(stateEngines)('over $name', (engine) => {
  it('a change is seen at once: our own, in a batch, and of another process', async () => {
    const [one, other] = await openTestState(engine, 2);
    if (other === undefined) throw new Error('no second connection');
    const remembered = whileUnchanged(one)<string[]>(['settings'], 10);
    const read = () =>
      remembered('all', async () => (await one.selectFrom('settings').select('value').execute()).map((r) => r.value));
    expect(await read()).toEqual([]);
    await one.insertInto('settings').values(setting('1')).execute();
    expect(await read()).toEqual(['1']);
    await one.atomically([{ query: one.updateTable('settings').set({ value: '2' }) }]);
    expect(await read()).toEqual(['2']);
    await other.updateTable('settings').set({ value: '3' }).execute();
    expect(await read()).toEqual(['3']);
    await other.atomically([{ query: other.deleteFrom('settings') }], { diskAside: true });
    expect(await read()).toEqual([]);
  });

  it('what was being read while the table changed is not given again', async () => {
    const [one] = await openTestState(engine);
    const remembered = whileUnchanged(one)<number>(['settings'], 10);
    const count = async () =>
      Number((await sql<{ n: number }>`select count(*) as n from settings`.execute(one)).rows[0]?.n);
    let go = () => {};
    const slow = await new Promise<{ answer: Promise<number> }>((begun) => {
      const answer = remembered('n', async () => {
        const before = await count();
        await new Promise<void>((done) => {
          go = done;
          begun({ answer });
        });
        return before;
      });
    });
    await one.insertInto('settings').values(setting('1')).execute();
    const after = remembered('n', count);
    go();
    expect([await slow.answer, await after, await remembered('n', count)]).toEqual([0, 1, 1]);
  });
});

describe('over SQLite', () => {
  const [sqlite] = stateEngines;
  if (sqlite === undefined) throw new Error('no engine');

  it('is read once while nothing happens, for a second at most; other tables do not matter; failures are not kept', async () => {
    const [one] = await openTestState(sqlite);
    let now = 0;
    let reads = 0;
    const remembered = whileUnchanged(one, () => now)<number>(['calls'], 10);
    const read = (key = 'a') =>
      remembered(key, async () => {
        reads += 1;
        if (reads === 5) throw new Error('store');
        return reads;
      });
    expect([await read(), await read()]).toEqual([1, 1]);
    await one.insertInto('settings').values(setting(randomUUID())).execute();
    expect(await read()).toBe(1);
    expect(await read('b')).toBe(2);
    now = 999;
    expect(await read()).toBe(1);
    now = 1_000;
    expect([await read(), await read()]).toEqual([3, 3]);
    await one.updateTable('calls').set({ stage: null }).execute();
    expect(await read()).toBe(4);
    now = 2_000;
    await expect(read()).rejects.toThrow('store');
    expect(await read()).toBe(6);
  });

  it('every table whose rows take rows of others with them is known', async () => {
    const [one] = await openTestState(sqlite);
    const { rows } = await sql<{ parent: string }>`select distinct f."table" as parent
      from sqlite_master as m, pragma_foreign_key_list(m.name) as f
      where m.type = 'table' and (f.on_delete <> 'NO ACTION' or f.on_update <> 'NO ACTION')`.execute(one);
    expect(new Set(rows.map(({ parent }) => parent))).toEqual(takingOthers);
  });

  it('no trigger writes to a table that its statement does not name', async () => {
    const [one] = await openTestState(sqlite);
    const { rows } = await sql<{ sql: string }>`select sql from sqlite_master where type = 'trigger'`.execute(one);
    expect(rows.length).toBeGreaterThan(0);
    for (const { sql: text } of rows) expect(text).toMatch(/\bBEGIN\s+SELECT RAISE\([^;]*; END\s*$/i);
  });

  it('a closed database refuses to be read', async () => {
    const [one] = await openTestState(sqlite);
    const query = one.selectFrom('settings').selectAll().compile();
    await one.destroy();
    await expect(one.read(query)).rejects.toThrow();
  });
});
