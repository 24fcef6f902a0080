/** Deletions are written and ended in one piece: what is cut off half-way leaves neither half a request nor an act without its calls. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { DeletionAct } from '../../../analyzer/domain/retention.ts';
import { deletions } from '../../../analyzer/storage/state/deletions.ts';
import { openTestState, stateEngines } from '../../support/state-engines.ts';

const anna = { id: 'u-anna', login: 'anna' };
const request = (count: number, approved: boolean) => ({
  kind: 'request' as const,
  ground: 'заявление',
  subject: '9990000001',
  by: anna,
  approved,
  calls: Array.from({ length: count }, () => ({
    id: randomUUID(),
    day: '2026-03-11',
    recording: null,
    level: 'everything' as const,
  })),
});
const actOf = (id: string): DeletionAct => ({
  format: 'kamerton-deletion-act/1',
  id,
  kind: 'request',
  ground: 'заявление',
  requestedBy: 'anna',
  approvedBy: 'anna',
  requestedAt: '2026-03-11T10:00:00.000Z',
  startedAt: '2026-03-11T10:00:01.000Z',
  finishedAt: '2026-03-11T10:00:02.000Z',
  how: 'стёрто',
  objects: [],
  auditRows: 0,
  auditSeq: 1,
  key: 'k',
  signature: 's',
});

for (const engine of stateEngines) {
  describe(`deletions in ${engine.name}`, () => {
    it('are approved by the asking itself, or wait for somebody else', async () => {
      const [database] = await openTestState(engine);
      const store = deletions(database);
      const small = await store.create(request(2, true));
      const large = await store.create(request(3, false));
      expect(await store.open()).toMatchObject([{ id: small.id, approved_login: 'anna', calls: 2 }]);
      expect(await store.approve(large.id, anna)).toBe(false);
      expect(await store.approve(large.id, { id: 'u-boris', login: 'boris' })).toBe(true);
      expect(await store.find(large.id)).toMatchObject({ state: 'approved', approved_login: 'boris' });
      expect(await store.items(large.id)).toHaveLength(3);
    });

    it('end once, and forget their calls with the end', async () => {
      const [database] = await openTestState(engine);
      const store = deletions(database);
      const { id } = await store.create(request(2, true));
      const refused = await store.create(request(1, false));
      expect(await store.finish(id, actOf(id))).toBe(false);
      expect(await store.begin(id)).toBe(true);
      expect(await store.finish(id, actOf(id))).toBe(true);
      expect(await store.finish(id, actOf(id))).toBe(false);
      expect(await store.reject(refused.id)).toBe(true);
      for (const one of [id, refused.id]) {
        expect(await store.items(one)).toEqual([]);
        expect(await store.find(one)).toMatchObject({ subject: null });
      }
    });
  });
}

describe('deletions that are cut off', () => {
  const sqlite = stateEngines.filter(({ name }) => name === 'SQLite');

  it.each(sqlite)('leave no request with a part of its calls', async (engine) => {
    const [database] = await openTestState(engine);
    const asked = request(1_500, false);
    const last = sql.lit(asked.calls.at(-1)?.id ?? '');
    await sql`CREATE TRIGGER cut BEFORE INSERT ON deletion_items WHEN NEW.call_id = ${last} BEGIN SELECT RAISE(ABORT, 'cut'); END`.execute(
      database,
    );
    await expect(deletions(database).create(asked)).rejects.toThrow('cut');
    expect(await deletions(database).list(10)).toEqual([]);
  });

  it.each(sqlite)('keep the calls that the act is about until there is one', async (engine) => {
    const [database] = await openTestState(engine);
    const store = deletions(database);
    const { id } = await store.create(request(2, true));
    await store.begin(id);
    await sql`CREATE TRIGGER cut BEFORE UPDATE ON deletions BEGIN SELECT RAISE(ABORT, 'cut'); END`.execute(database);
    await expect(store.finish(id, actOf(id))).rejects.toThrow('cut');
    expect(await store.items(id)).toHaveLength(2);
  });
});
