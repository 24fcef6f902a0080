/** Sessions of calibration: who judges which calls, what each has answered, and what they agreed on. */
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { KamertonError } from '#platform';
import { type CalibrationAnswer, calibrationAnswerSchema, consensusRater } from '../../domain/calibration.ts';
import type { AtomicStep } from './atomic-steps.ts';
import type { StateDatabase } from './database.ts';
import { requestTaken } from './request-taken.ts';
import type { CalibrationSessionsTable } from './tables/trust-tables.ts';

export interface CalibrationSession {
  id: string;
  title: string;
  state: 'scoring' | 'comparing' | 'done';
  owner: string;
  createdAt: string;
  openedAt: string | null;
  endedAt: string | null;
  members: { account: string; doneAt: string | null }[];
  calls: { id: string; day: string }[];
}

export interface RaterAnswer {
  callId: string;
  /** Account, or `machine`, or `consensus`. */
  rater: string;
  answer: CalibrationAnswer;
  actor: string;
  at: string;
}

export type Calibrations = ReturnType<typeof calibrations>;

/** Over an open state database. */
export function calibrations(database: StateDatabase, clock: () => Date = () => new Date()) {
  const now = () => clock().toISOString();
  const answerRow = (sessionId: string, one: Omit<RaterAnswer, 'at'>) => ({
    session_id: sessionId,
    call_id: one.callId,
    rater: one.rater,
    actor: one.actor,
    at: now(),
    body: JSON.stringify(calibrationAnswerSchema.parse(one.answer)),
  });
  const changed = () => new KamertonError('conflict', 'калибровка тем временем изменилась; обновите страницу');

  /** The guard of a batch: changes nothing, and holds the session where it is until the batch is written. */
  const whileIn = (id: string, state: CalibrationSession['state']): AtomicStep => ({
    query: database.updateTable('calibration_sessions').set({ state }).where('id', '=', id).where('state', '=', state),
    mustChange: true,
  });

  const move = async (id: string, from: CalibrationSession['state'], to: Partial<CalibrationSessionsTable>) => {
    const moved = await database
      .updateTable('calibration_sessions')
      .set(to)
      .where('id', '=', id)
      .where('state', '=', from)
      .executeTakeFirst();
    return Number(moved.numUpdatedRows) > 0;
  };

  return {
    /**
     * Begins a session; `machine` are the answers of the program to the same calls. The same id again is the same session,
     * whatever calls the lot would draw by now.
     * @throws KamertonError `conflict` when the id belongs to another session
     */
    async create(
      input: Pick<CalibrationSession, 'title' | 'owner' | 'calls'> & { id?: string; members: readonly string[] },
      machine: readonly Omit<RaterAnswer, 'at'>[],
    ): Promise<string> {
      const { id = randomUUID(), title, owner, calls, members } = input;
      const begun = await database.atomically([
        {
          query: database
            .insertInto('calibration_sessions')
            .values({ id, title, owner, state: 'scoring', created_at: now(), opened_at: null, ended_at: null })
            .onConflict((conflict) => conflict.column('id').doNothing()),
          mustChange: true,
        },
        ...members.map((account) => ({
          query: database.insertInto('calibration_members').values({ session_id: id, account, done_at: null }),
        })),
        ...calls.map(({ id: call_id, day }, place) => ({
          query: database.insertInto('calibration_calls').values({ session_id: id, call_id, day, place }),
        })),
        ...machine.map((one) => ({ query: database.insertInto('calibration_answers').values(answerRow(id, one)) })),
      ]);
      if (begun) return id;
      const known = await this.find(id);
      const people = known?.members.map(({ account }) => account).toSorted();
      const same = known?.owner === owner && known.title === title && isDeepStrictEqual(people, members.toSorted());
      if (!same) throw requestTaken();
      return id;
    },

    async find(id: string): Promise<CalibrationSession | null> {
      const [row, members, calls] = await Promise.all([
        database.selectFrom('calibration_sessions').selectAll().where('id', '=', id).executeTakeFirst(),
        database
          .selectFrom('calibration_members')
          .selectAll()
          .where('session_id', '=', id)
          .orderBy('account')
          .execute(),
        database.selectFrom('calibration_calls').selectAll().where('session_id', '=', id).orderBy('place').execute(),
      ]);
      if (row === undefined) return null;
      return {
        id: row.id,
        title: row.title,
        state: row.state,
        owner: row.owner,
        createdAt: row.created_at,
        openedAt: row.opened_at,
        endedAt: row.ended_at,
        members: members.map(({ account, done_at }) => ({ account, doneAt: done_at })),
        calls: calls.map(({ call_id, day }) => ({ id: call_id, day })),
      };
    },

    /** Sessions that the account owns or takes part in, newest first. */
    async listOf(account: string): Promise<CalibrationSession[]> {
      const rows = await database
        .selectFrom('calibration_sessions')
        .select('id')
        .where((e) =>
          e.or([
            e('owner', '=', account),
            e.exists(
              e
                .selectFrom('calibration_members')
                .select('account')
                .whereRef('session_id', '=', 'calibration_sessions.id')
                .where('account', '=', account),
            ),
          ]),
        )
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .limit(100)
        .execute();
      const found = await Promise.all(rows.map(({ id }) => this.find(id)));
      return found.flatMap((session) => session ?? []);
    },

    /** Answers of one rater, or of all; answers whose words were deleted are missing. */
    async answers(id: string, rater?: string): Promise<RaterAnswer[]> {
      let query = database.selectFrom('calibration_answers').selectAll().where('session_id', '=', id);
      if (rater !== undefined) query = query.where('rater', '=', rater);
      const rows = await query.where('body', '!=', '').orderBy('call_id').orderBy('rater').execute();
      return rows.map((row) => ({
        callId: row.call_id,
        rater: row.rater,
        actor: row.actor,
        at: row.at,
        answer: calibrationAnswerSchema.parse(JSON.parse(row.body)),
      }));
    },

    /**
     * Keeps the answer of a member about a call, in the place of an earlier one.
     * @throws KamertonError `conflict` when the member has finished, or the answers are open already
     */
    async answer(id: string, callId: string, account: string, answer: CalibrationAnswer): Promise<void> {
      const row = answerRow(id, { callId, rater: account, answer, actor: account });
      const kept = await database.atomically([
        whileIn(id, 'scoring'),
        {
          query: database
            .updateTable('calibration_members')
            .set({ done_at: null })
            .where('session_id', '=', id)
            .where('account', '=', account)
            .where('done_at', 'is', null),
          mustChange: true,
        },
        {
          query: database
            .insertInto('calibration_answers')
            .values(row)
            .onConflict((c) =>
              c.columns(['session_id', 'call_id', 'rater']).doUpdateSet({ body: row.body, at: row.at }),
            ),
        },
      ]);
      if (!kept) throw changed();
    },

    /** A member has finished; with the last one, in one piece, the answers open for all. True when they are open now. */
    async finish(id: string, account: string): Promise<boolean> {
      await database.atomically([
        whileIn(id, 'scoring'),
        {
          query: database
            .updateTable('calibration_members')
            .set({ done_at: now() })
            .where('session_id', '=', id)
            .where('account', '=', account)
            .where('done_at', 'is', null),
        },
        {
          query: database
            .updateTable('calibration_sessions')
            .set({ state: 'comparing', opened_at: now() })
            .where('id', '=', id)
            .where((e) =>
              e.not(
                e.exists(
                  e
                    .selectFrom('calibration_members')
                    .select('account')
                    .where('session_id', '=', id)
                    .where('done_at', 'is', null),
                ),
              ),
            ),
        },
      ]);
      const { state } = await database
        .selectFrom('calibration_sessions')
        .select('state')
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      return state !== 'scoring';
    },

    /** Shows everybody everybody's answers; nobody can answer any more. False when they were open already. */
    open: (id: string) => move(id, 'scoring', { state: 'comparing', opened_at: now() }),

    /** @throws KamertonError `conflict` while people still answer, and after the session has ended */
    async agree(
      id: string,
      agreed: { callId: string; answer: CalibrationAnswer; actor: string; gold: string },
    ): Promise<void> {
      const { callId, answer, actor, gold } = agreed;
      const row = answerRow(id, { callId, rater: consensusRater, answer, actor });
      const kept = { session_id: id, body: gold, actor, at: row.at };
      const written = await database.atomically([
        whileIn(id, 'comparing'),
        {
          query: database
            .insertInto('calibration_answers')
            .values(row)
            .onConflict((c) =>
              c.columns(['session_id', 'call_id', 'rater']).doUpdateSet({ body: row.body, actor, at: row.at }),
            ),
        },
        {
          query: database
            .insertInto('gold_calls')
            .values({ call_id: callId, ...kept })
            .onConflict((c) => c.column('call_id').doUpdateSet(kept)),
        },
      ]);
      if (!written) throw changed();
    },

    close: (id: string) => move(id, 'comparing', { state: 'done', ended_at: now() }),
  };
}

/** Everything that people agreed on, call by call, as `goldCall` wrote it. */
export async function goldOf(database: StateDatabase): Promise<string[]> {
  const rows = await database
    .selectFrom('gold_calls')
    .select('body')
    .where('body', '!=', '')
    .orderBy('call_id')
    .execute();
  return rows.map(({ body }) => body);
}
