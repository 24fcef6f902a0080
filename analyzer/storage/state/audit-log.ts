/** The audit log in the state database: rows are chained by their hashes, one writer at a time has the next number. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { KamertonError } from '#platform';
import {
  type AuditEvent,
  type AuditObjectKind,
  type AuditRow,
  auditEventSchema,
  escapeControls,
  objectKindOf,
} from '../../domain/audit.ts';
import type { AtomicStep } from './atomic-steps.ts';
import { type ChainedRow, chainStart, fromTable, hashOfRow, toTable } from './audit-rows.ts';
import type { StateDatabase } from './database.ts';
import { prepared, preparedStep } from './prepared.ts';
import type { AuditLogTable } from './tables/audit-tables.ts';

/** The kinds whose ids are personal data: the chain holds a reference, the id itself lies where it can be deleted. */
const forgettable: readonly AuditObjectKind[] = ['call', 'subject'];
const longestText = 200;

/** An event on its way to becoming a row. */
interface Waiting {
  event: AuditEvent;
  afterwards: (row: ChainedRow) => Promise<void>;
  done: (row: ChainedRow) => void;
  fail: (cause: unknown) => void;
}

/** An event with everything of its row that does not depend on its place. */
type NamedEvent = Omit<AuditRow, 'seq' | 'at' | 'prevHash'>;

const columnsOfRow = [
  'seq',
  'at',
  'actor_id',
  'actor_login',
  'ip',
  'action',
  'object_kind',
  'object_id',
  'result',
  'details',
  'prev_hash',
  'row_hash',
] as const satisfies readonly (keyof AuditLogTable)[];

/** Events of one write: what came in during the one before. */
const mostAtOnce = 200;

export type AuditLog = ReturnType<typeof auditLog>;

/** The log over an open state database. */
export function auditLog(database: StateDatabase, clock: () => Date = () => new Date()) {
  /** Events of this process wait here while others are being written; those that wait are written together. */
  const waiting: Waiting[] = [];
  let writing = false;

  const writeWaiting = async (): Promise<void> => {
    if (writing) return;
    writing = true;
    try {
      for (let batch = waiting.splice(0, mostAtOnce); batch.length > 0; batch = waiting.splice(0, mostAtOnce))
        await writeTogether(batch);
    } finally {
      writing = false;
    }
  };

  /** An event that is no event fails alone; whatever keeps the rows from being written fails all of them. */
  const writeTogether = async (batch: readonly Waiting[]): Promise<void> => {
    const good: { one: Waiting; event: NamedEvent }[] = [];
    for (const one of batch) {
      try {
        good.push({ one, event: await named(one.event) });
      } catch (error) {
        one.fail(error);
      }
    }
    const last = good.at(-1);
    if (last === undefined) return;
    try {
      const rows = await appendAll(good.map(({ event }) => event));
      const newest = rows.at(-1);
      if (newest !== undefined) await last.one.afterwards(newest);
      for (const [n, { one }] of good.entries()) {
        const row = rows[n];
        if (row !== undefined) one.done(row);
      }
    } catch (error) {
      for (const { one } of good) one.fail(error);
    }
  };

  const named = async (event: AuditEvent): Promise<NamedEvent> => {
    const { action, actorId, result, details = {} } = auditEventSchema.parse(event);
    const objectKind = event.objectId === null ? 'none' : (event.objectKind ?? objectKindOf(action));
    return {
      actorId,
      actorLogin: clean(event.actorLogin ?? (await loginOf(actorId))),
      ip: clean(event.ip),
      action,
      objectKind,
      objectId: event.objectId,
      result,
      details: Object.fromEntries(Object.entries(details).map(([k, v]) => [k, typeof v === 'string' ? clean(v) : v])),
    };
  };

  /** All rows or none, each behind the one before. */
  const appendAll = async (events: readonly NamedEvent[]): Promise<ChainedRow[]> => {
    for (let attempt = 1; ; attempt += 1) {
      const names = await namesFor(events);
      let before = (await newestRow()) ?? (await newestAnchor());
      const rows: ChainedRow[] = [];
      for (const event of events) {
        const row: AuditRow = {
          ...event,
          objectId: event.objectId === null ? null : names.of(event.objectKind, event.objectId),
          seq: Number(before?.seq ?? 0) + 1,
          at: clock().toISOString(),
          prevHash: before?.row_hash ?? chainStart,
        };
        const rowHash = hashOfRow(row);
        rows.push({ ...row, rowHash });
        before = { seq: row.seq, row_hash: rowHash };
      }
      const steps = rows.map((row) => ({ mustChange: true, query: rowStep(toTable(row, row.rowHash)) }));
      // Every opened call waits for this: a server that stood still for each of them would answer nobody else.
      if (await database.atomically([...names.steps, ...steps], { diskAside: true })) return rows;
      // Another process took a number (or named the same call) between our two looks; under load that may happen a few times.
      if (attempt >= 100) throw new Error('no number free in the audit log');
      await pause(Math.random() * 5);
    }
  };

  const rowStep = preparedStep(columnsOfRow, (row) =>
    database
      .insertInto('audit_log')
      .values(row)
      .onConflict((conflict) => conflict.column('seq').doNothing()),
  );

  const newestRows = prepared(database, [], () =>
    database.selectFrom('audit_log').select(['seq', 'row_hash']).orderBy('seq', 'desc').limit(1),
  );
  const newestRow = async () => (await newestRows({}))[0];

  const loginOf = async (id: string | null): Promise<string> => {
    if (id === null) return '';
    const row = await database.selectFrom('users').select('login').where('id', '=', id).executeTakeFirst();
    return row?.login ?? '';
  };

  const newestAnchor = () =>
    database.selectFrom('audit_anchors').select(['seq', 'row_hash']).orderBy('seq', 'desc').limit(1).executeTakeFirst();

  /** Ids as the log knows them: references for those that may have to be forgotten, with the statements that keep new ones. */
  const namesFor = async (events: readonly NamedEvent[]) => {
    const refs = new Map<string, string>();
    const steps: AtomicStep[] = [];
    for (const { objectKind: kind, objectId: id } of events) {
      if (id === null || !forgettable.includes(kind) || refs.has(`${kind} ${id}`)) continue;
      const known = await refOf(kind, id);
      const ref = known ?? randomUUID();
      refs.set(`${kind} ${id}`, ref);
      if (known !== null) continue;
      const query = objectStep({ ref, kind, id: id.slice(0, longestText) });
      steps.push({ query, mustChange: true });
    }
    return { steps, of: (kind: AuditObjectKind, id: string) => refs.get(`${kind} ${id}`) ?? clean(id) };
  };

  const objectStep = preparedStep(['ref', 'kind', 'id'], (row) =>
    database
      .insertInto('audit_objects')
      .values(row)
      .onConflict((conflict) => conflict.columns(['kind', 'id']).doNothing()),
  );

  const refsOf = prepared(database, ['kind', 'id'], ({ kind, id }) =>
    database.selectFrom('audit_objects').select('ref').where('kind', '=', kind).where('id', '=', id),
  );
  const refOf = async (kind: AuditObjectKind, id: string): Promise<string | null> =>
    (await refsOf({ kind, id: id.slice(0, longestText) }))[0]?.ref ?? null;

  return {
    /**
     * Appends one event. Events that wait for the same write become rows together: then `afterwards` runs once, with the last
     * of them, before any of them is answered and before the next row of this process is begun.
     * @throws KamertonError `store_unavailable` when the row cannot be kept
     */
    async append(event: AuditEvent, afterwards: (row: ChainedRow) => Promise<void>): Promise<ChainedRow> {
      const mine = new Promise<ChainedRow>((done, fail) => waiting.push({ event, afterwards, done, fail }));
      void writeWaiting();
      try {
        return await mine;
      } catch (cause) {
        throw new KamertonError(
          'store_unavailable',
          'действие не выполнено: его не удалось записать в журнал действий; проверьте место на диске и хранилище',
          { cause },
        );
      }
    },

    refOf,

    /** Rows after `seq`, oldest first. */
    async after(seq: number, limit: number): Promise<ChainedRow[]> {
      const rows = await database
        .selectFrom('audit_log')
        .selectAll()
        .where('seq', '>', seq)
        .orderBy('seq')
        .limit(limit)
        .execute();
      return rows.map(fromTable);
    },

    /** The last of the rows from the oldest on that are `over`; null when the oldest is not. */
    async lastBefore(over: (at: Date) => boolean): Promise<{ seq: number; rowHash: string } | null> {
      let last: { seq: number; rowHash: string } | null = null;
      for (;;) {
        const rows = await this.after(last?.seq ?? 0, 1_000);
        if (rows.length === 0) return last;
        for (const row of rows) {
          if (!over(new Date(row.at))) return last;
          last = { seq: row.seq, rowHash: row.rowHash };
        }
      }
    },

    /** Deletes the rows up to a signed anchor; returns how many. The anchor comes first, so that a kill leaves it provable. */
    async cut(anchor: { seq: number; rowHash: string; at: string; signature: string }): Promise<number> {
      const { seq, rowHash, at, signature } = anchor;
      await database
        .insertInto('audit_anchors')
        .values({ seq, row_hash: rowHash, at, signature })
        .onConflict((conflict) => conflict.column('seq').doNothing())
        .execute();
      const gone = await database.deleteFrom('audit_log').where('seq', '<=', seq).executeTakeFirst();
      return Number(gone.numDeletedRows);
    },

    /** Forgets what a reference stands for; the rows stay and name nobody. */
    async forget(kind: AuditObjectKind, id: string): Promise<void> {
      await database
        .deleteFrom('audit_objects')
        .where('kind', '=', kind)
        .where('id', '=', id.slice(0, longestText))
        .execute();
    },

    /** The anchors, oldest first. */
    anchors: () => database.selectFrom('audit_anchors').selectAll().orderBy('seq').execute(),
  };
}

const clean = (text: string) => escapeControls(text).slice(0, longestText);
