/** Deletions: asked for, approved, running, finished. Their items name the calls until the act is signed. */
import { randomUUID } from 'node:crypto';
import {
  type DeletedObject,
  type DeletionAct,
  type DeletionLevel,
  deletedObjectSchema,
} from '../../domain/retention.ts';
import type { AtomicStep } from './atomic-steps.ts';
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
  const changing = (id: string, from: Deletion['state'], set: Partial<DeletionsTable>) =>
    database.updateTable('deletions').set(set).where('id', '=', id).where('state', '=', from);
  const change = async (id: string, from: Deletion['state'], set: Partial<DeletionsTable>) =>
    Number((await changing(id, from, set).executeTakeFirst()).numUpdatedRows) > 0;
  /** Ends a deletion: which calls it was about is forgotten in the same moment. False when it stands elsewhere already. */
  const end = (id: string, from: Deletion['state'], set: Partial<DeletionsTable>): Promise<boolean> =>
    database.atomically([
      { query: changing(id, from, { ...set, subject: null }), mustChange: true },
      { query: database.deleteFrom('deletion_items').where('deletion_id', '=', id) },
    ]);

  return {
    /** Writes a deletion with its calls, all or nothing: half of it could be approved and would pass for the whole. */
    async create(deletion: NewDeletion): Promise<Deletion> {
      const { kind, ground, subject, by, approved, calls } = deletion;
      const row: Deletion = {
        id: randomUUID(),
        kind,
        state: approved ? 'approved' : 'asked',
        ground,
        subject,
        requested_by: by.id,
        requested_login: by.login,
        requested_at: now(),
        approved_by: approved ? by.id : null,
        approved_login: approved ? by.login : null,
        started_at: null,
        finished_at: null,
        calls: calls.length,
      };
      const steps: AtomicStep[] = [{ query: database.insertInto('deletions').values({ ...row, act: null }) }];
      for (let from = 0; from < calls.length; from += rowsAtOnce) {
        const items = calls.slice(from, from + rowsAtOnce).map((call) => ({
          deletion_id: row.id,
          call_id: call.id,
          level: call.level,
          day: call.day,
          recording: call.recording,
          new_id: randomUUID(),
          object: null,
          done: 0,
        }));
        steps.push({ query: database.insertInto('deletion_items').values(items) });
      }
      await database.atomically(steps);
      return row;
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
      return change(id, 'asked', { state: 'approved', approved_by: by.id, approved_login: by.login });
    },

    reject: (id: string): Promise<boolean> => end(id, 'asked', { state: 'rejected', finished_at: now() }),

    begin: (id: string): Promise<boolean> => change(id, 'approved', { state: 'running', started_at: now() }),

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

    /** The end: the act stays, ids of calls and the subject go. False when it had ended already. */
    finish: (id: string, act: DeletionAct): Promise<boolean> =>
      end(id, 'running', {
        state: 'finished',
        finished_at: act.finishedAt,
        calls: act.objects.length,
        act: JSON.stringify(act),
      }),

    async act(id: string): Promise<string | null> {
      const row = await database.selectFrom('deletions').select('act').where('id', '=', id).executeTakeFirst();
      return row?.act ?? null;
    },
  };
}
