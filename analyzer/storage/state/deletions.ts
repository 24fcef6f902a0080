/** Deletions: asked for, approved, running, finished. Their items name the calls until the act is signed. */
import { randomUUID } from 'node:crypto';
import {
  type DeletedObject,
  type DeletionAct,
  type DeletionLevel,
  deletedObjectSchema,
} from '../../domain/retention.ts';
import type { StateDatabase } from './database.ts';
import type { DeletionsTable } from './tables/retention-tables.ts';

export interface DeletionItem {
  callId: string;
  level: DeletionLevel;
  day: string;
  recording: string | null;
  newId: string;
  object: DeletedObject | null;
  done: boolean;
}

export type Deletion = Omit<DeletionsTable, 'act'>;

export interface NewDeletion {
  kind: DeletionsTable['kind'];
  ground: string;
  subject: string | null;
  by: { id: string; login: string };
  /** False when a second person has to agree first. */
  approved: boolean;
  calls: readonly { id: string; day: string; recording: string | null; level: DeletionLevel }[];
}

const columns = [
  'id',
  'kind',
  'state',
  'ground',
  'subject',
  'requested_by',
  'requested_login',
  'requested_at',
  'approved_by',
  'approved_login',
  'started_at',
  'finished_at',
  'calls',
] as const;
/** SQLite takes 32,766 bound values in a statement. */
const rowsAtOnce = 1_000;

export type Deletions = ReturnType<typeof deletions>;

/** The deletions over an open state database. */
export function deletions(database: StateDatabase, clock: () => Date = () => new Date()) {
  const now = () => clock().toISOString();
  const change = async (id: string, from: readonly Deletion['state'][], set: Partial<DeletionsTable>) => {
    const result = await database
      .updateTable('deletions')
      .set(set)
      .where('id', '=', id)
      .where('state', 'in', from)
      .executeTakeFirst();
    return Number(result.numUpdatedRows) > 0;
  };

  return {
    /** Writes a deletion with its calls. The row comes last: one that was cut off half-way is never begun. */
    async create(deletion: NewDeletion): Promise<Deletion> {
      const at = now();
      const row: Deletion = {
        id: randomUUID(),
        kind: deletion.kind,
        state: 'asked',
        ground: deletion.ground,
        subject: deletion.subject,
        requested_by: deletion.by.id,
        requested_login: deletion.by.login,
        requested_at: at,
        approved_by: null,
        approved_login: null,
        started_at: null,
        finished_at: null,
        calls: deletion.calls.length,
      };
      await database
        .insertInto('deletions')
        .values({ ...row, act: null })
        .execute();
      for (let from = 0; from < deletion.calls.length; from += rowsAtOnce) {
        const items = deletion.calls.slice(from, from + rowsAtOnce).map((call) => ({
          deletion_id: row.id,
          call_id: call.id,
          level: call.level,
          day: call.day,
          recording: call.recording,
          new_id: randomUUID(),
          object: null,
          done: 0,
        }));
        await database.insertInto('deletion_items').values(items).execute();
      }
      if (!deletion.approved) return row;
      const approval = {
        state: 'approved',
        approved_by: deletion.by.id,
        approved_login: deletion.by.login,
      } as const;
      await change(row.id, ['asked'], approval);
      return { ...row, ...approval };
    },

    find: (id: string): Promise<Deletion | undefined> =>
      database.selectFrom('deletions').select(columns).where('id', '=', id).executeTakeFirst(),

    /** Newest first. */
    list: (limit: number): Promise<Deletion[]> =>
      database
        .selectFrom('deletions')
        .select(columns)
        .orderBy('requested_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute(),

    /** Those that may be carried out, oldest first. */
    open: (): Promise<Deletion[]> =>
      database
        .selectFrom('deletions')
        .select(columns)
        .where('state', 'in', ['approved', 'running'])
        .orderBy('requested_at')
        .execute(),

    /** A second person's word; false when it is no longer asked for or comes from the person who asked. */
    async approve(id: string, by: { id: string; login: string }): Promise<boolean> {
      const asked = await this.find(id);
      if (asked === undefined || asked.requested_by === by.id) return false;
      return change(id, ['asked'], { state: 'approved', approved_by: by.id, approved_login: by.login });
    },

    async reject(id: string): Promise<boolean> {
      if (!(await change(id, ['asked'], { state: 'rejected', finished_at: now(), subject: null }))) return false;
      await database.deleteFrom('deletion_items').where('deletion_id', '=', id).execute();
      return true;
    },

    begin: (id: string): Promise<boolean> => change(id, ['approved'], { state: 'running', started_at: now() }),

    async items(id: string): Promise<DeletionItem[]> {
      const rows = await database
        .selectFrom('deletion_items')
        .selectAll()
        .where('deletion_id', '=', id)
        .orderBy('day')
        .orderBy('call_id')
        .execute();
      return rows.map((row) => ({
        callId: row.call_id,
        level: row.level as DeletionLevel,
        day: row.day,
        recording: row.recording,
        newId: row.new_id,
        object: row.object === null ? null : deletedObjectSchema.parse(JSON.parse(row.object)),
        done: Number(row.done) === 1,
      }));
    },

    /** What the act will say of a call; written before anything of it is touched. */
    async note(id: string, callId: string, object: DeletedObject): Promise<void> {
      await database
        .updateTable('deletion_items')
        .set({ object: JSON.stringify(object) })
        .where('deletion_id', '=', id)
        .where('call_id', '=', callId)
        .execute();
    },

    async markDone(id: string, callId: string): Promise<void> {
      await database
        .updateTable('deletion_items')
        .set({ done: 1 })
        .where('deletion_id', '=', id)
        .where('call_id', '=', callId)
        .execute();
    },

    /** Takes a call out: it is held, or somebody else has deleted it. */
    async drop(id: string, callId: string): Promise<void> {
      await database.deleteFrom('deletion_items').where('deletion_id', '=', id).where('call_id', '=', callId).execute();
    },

    /** The end: the act stays, ids of calls and the subject go. */
    async finish(id: string, act: DeletionAct): Promise<void> {
      await database.deleteFrom('deletion_items').where('deletion_id', '=', id).execute();
      await change(id, ['running'], {
        state: 'finished',
        finished_at: act.finishedAt,
        subject: null,
        calls: act.objects.length,
        act: JSON.stringify(act),
      });
    },

    async act(id: string): Promise<string | null> {
      const row = await database.selectFrom('deletions').select('act').where('id', '=', id).executeTakeFirst();
      return row?.act ?? null;
    },
  };
}
