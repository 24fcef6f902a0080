/** Reports of trends by e-mail: schedules of people, and the sendings that came of them with their tries. */
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { deterministicUuid } from '#platform';
import type { StateDatabase } from './database.ts';
import { requestTaken } from './request-taken.ts';
import type { ReportDeliveriesTable, ReportSchedulesTable } from './tables/report-tables.ts';

export interface ReportPlan {
  name: string;
  recipients: string[];
  every: 'week' | 'month';
  /** Day of the week (1 = Monday) or of the month. */
  onDay: number;
  /** Local hour. */
  atHour: number;
  format: 'xlsx' | 'pdf' | 'both';
  /** Filters of the trends as the caller writes them. */
  query: Record<string, string>;
  enabled: boolean;
}

export interface ReportSchedule extends ReportPlan {
  id: string;
  owner: string;
  nextAt: string;
}

export interface ReportDelivery {
  id: string;
  scheduleId: string;
  dueAt: string;
  state: ReportDeliveriesTable['state'];
  attempts: number;
  nextAt: string;
  sentAt: string | null;
  error: string | null;
}

/** One try at a delivery. */
export type DeliveryTry = Pick<ReportDelivery, 'id' | 'attempts'>;

export type ReportSchedules = ReturnType<typeof reportSchedules>;

/** Deliveries that the history of a schedule shows. */
const shownDeliveries = 50;

/** Schedules over an open state database. */
export function reportSchedules(database: StateDatabase, clock: () => Date = () => new Date()) {
  const ofTry = ({ id, attempts }: DeliveryTry, set: Partial<ReportDeliveriesTable>) =>
    database
      .updateTable('report_deliveries')
      .set(set)
      .where('id', '=', id)
      .where('attempts', '=', attempts)
      .where('state', '=', 'waiting')
      .executeTakeFirst();

  /** Nothing is added where there is one of that id, or one of that schedule that was due at the same moment. */
  const addDelivery = (id: string, scheduleId: string, dueAt: string) =>
    database
      .insertInto('report_deliveries')
      .values({
        ...{ id, schedule_id: scheduleId, due_at: dueAt, next_at: dueAt },
        ...{ state: 'waiting', attempts: 0, sent_at: null, error: null },
      })
      .onConflict((conflict) => conflict.doNothing());

  return {
    /** Those of an owner by name; of everybody when absent. */
    async list(owner?: string): Promise<ReportSchedule[]> {
      let query = database.selectFrom('report_schedules').selectAll();
      if (owner !== undefined) query = query.where('owner', '=', owner);
      return (await query.orderBy('name').orderBy('id').execute()).map(toSchedule);
    },

    async find(id: string): Promise<ReportSchedule | null> {
      const row = await database.selectFrom('report_schedules').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? toSchedule(row) : null;
    },

    /**
     * Makes a schedule; the same id again is the same schedule.
     * @param nextAt when it is to be sent first, ISO 8601
     * @throws KamertonError `conflict` when the id belongs to another schedule, or this one was changed since
     */
    async create(owner: string, plan: ReportPlan, nextAt: string, id: string = randomUUID()): Promise<ReportSchedule> {
      const row = {
        id,
        owner,
        next_at: nextAt,
        created_at: clock().toISOString(),
        ...toRow(plan),
      };
      const made = await database
        .insertInto('report_schedules')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doNothing())
        .returning('id')
        .executeTakeFirst();
      if (made !== undefined) return toSchedule(row);
      const known = await this.find(id);
      if (known === null || !isDeepStrictEqual({ ...known, nextAt }, toSchedule(row))) throw requestTaken();
      return known;
    },

    /** False when the owner has no such schedule. */
    async change(owner: string, id: string, plan: ReportPlan, nextAt: string): Promise<boolean> {
      const result = await database
        .updateTable('report_schedules')
        .set({ ...toRow(plan), next_at: nextAt })
        .where('id', '=', id)
        .where('owner', '=', owner)
        .executeTakeFirst();
      return Number(result.numUpdatedRows) > 0;
    },

    async remove(owner: string, id: string): Promise<boolean> {
      const result = await database
        .deleteFrom('report_schedules')
        .where('id', '=', id)
        .where('owner', '=', owner)
        .executeTakeFirst();
      return Number(result.numDeletedRows) > 0;
    },

    /** Schedules whose time has come. */
    async due(): Promise<ReportSchedule[]> {
      const rows = await database
        .selectFrom('report_schedules')
        .selectAll()
        .where('enabled', '=', 1)
        .where('next_at', '<=', clock().toISOString())
        .orderBy('next_at')
        .limit(100)
        .execute();
      return rows.map(toSchedule);
    },

    /** Notes a sending that was due and moves the schedule on; two processes at it note one. */
    async plan(scheduleId: string, dueAt: string, nextAt: string): Promise<void> {
      await database.atomically([
        { query: addDelivery(deterministicUuid('report', scheduleId, dueAt), scheduleId, dueAt) },
        {
          query: database
            .updateTable('report_schedules')
            .set({ next_at: nextAt })
            .where('id', '=', scheduleId)
            .where('next_at', '=', dueAt),
        },
      ]);
    },

    /**
     * Notes a sending that somebody asks for now; the same id again is the same sending.
     * @throws KamertonError `conflict` when the id belongs to another schedule's, or another was asked for in the same
     * millisecond
     */
    async planNow(scheduleId: string, id: string): Promise<void> {
      await addDelivery(id, scheduleId, clock().toISOString()).execute();
      const known = await database
        .selectFrom('report_deliveries')
        .select('schedule_id')
        .where('id', '=', id)
        .executeTakeFirst();
      if (known?.schedule_id !== scheduleId) throw requestTaken();
    },

    /** Takes one waiting delivery whose time has come: nobody else gets it for `milliseconds`. Null when there is none. */
    async take(milliseconds: number, id?: string): Promise<ReportDelivery | null> {
      const now = clock();
      let waiting = database
        .selectFrom('report_deliveries')
        .selectAll()
        .where('state', '=', 'waiting')
        .where('next_at', '<=', now.toISOString());
      if (id !== undefined) waiting = waiting.where('id', '=', id);
      for (const row of await waiting.orderBy('next_at').limit(10).execute()) {
        const taken = await database
          .updateTable('report_deliveries')
          .set({ next_at: new Date(now.getTime() + milliseconds).toISOString(), attempts: Number(row.attempts) + 1 })
          .where('id', '=', row.id)
          .where('state', '=', 'waiting')
          .where('attempts', '=', row.attempts)
          .executeTakeFirst();
        if (Number(taken.numUpdatedRows) > 0) return toDelivery({ ...row, attempts: Number(row.attempts) + 1 });
      }
      return null;
    },

    /**
     * Keeps a taken delivery for so long from now; false when it is not this try's any more: the process stood still, and
     * another has taken it.
     */
    async keep({ id, attempts }: DeliveryTry, milliseconds: number): Promise<boolean> {
      const until = new Date(clock().getTime() + milliseconds).toISOString();
      const kept = await ofTry({ id, attempts }, { next_at: until });
      return Number(kept.numUpdatedRows) > 0;
    },

    async sent(id: string): Promise<void> {
      const done = { state: 'sent' as const, sent_at: clock().toISOString(), error: null };
      await database.updateTable('report_deliveries').set(done).where('id', '=', id).execute();
    },

    /**
     * Notes how a try went wrong; nothing when another try has taken over.
     * @param nextAt when it is tried again; null: never
     */
    async failed({ id, attempts }: DeliveryTry, error: string, nextAt: string | null): Promise<void> {
      await ofTry({ id, attempts }, nextAt === null ? { state: 'failed', error } : { next_at: nextAt, error });
    },

    /** Sendings of a schedule, newest first. */
    async history(scheduleId: string): Promise<ReportDelivery[]> {
      const rows = await database
        .selectFrom('report_deliveries')
        .selectAll()
        .where('schedule_id', '=', scheduleId)
        .orderBy('due_at', 'desc')
        .limit(shownDeliveries)
        .execute();
      return rows.map(toDelivery);
    },
  };
}

const recipientsSchema = z.array(z.string());
const querySchema = z.record(z.string(), z.string());

const toRow = (plan: ReportPlan) => ({
  name: plan.name,
  recipients: JSON.stringify(plan.recipients),
  every: plan.every,
  on_day: plan.onDay,
  at_hour: plan.atHour,
  format: plan.format,
  query: JSON.stringify(plan.query),
  enabled: plan.enabled ? 1 : 0,
});

const toSchedule = (row: ReportSchedulesTable): ReportSchedule => ({
  id: row.id,
  owner: row.owner,
  name: row.name,
  every: row.every,
  format: row.format,
  nextAt: row.next_at,
  recipients: recipientsSchema.parse(JSON.parse(row.recipients)),
  onDay: Number(row.on_day),
  atHour: Number(row.at_hour),
  query: querySchema.parse(JSON.parse(row.query)),
  enabled: Number(row.enabled) === 1,
});

const toDelivery = (row: ReportDeliveriesTable): ReportDelivery => ({
  id: row.id,
  scheduleId: row.schedule_id,
  dueAt: row.due_at,
  state: row.state,
  error: row.error,
  attempts: Number(row.attempts),
  nextAt: row.next_at,
  sentAt: row.sent_at,
});
