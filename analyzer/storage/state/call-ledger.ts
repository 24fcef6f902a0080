/** The ledger of calls: what came in, where it stands, why it stopped. Redis may be lost; this is the truth. */
import type { ExpressionBuilder, UpdateObject } from 'kysely';
import { closeEnvelope, isEnvelope, type KeyRing, openEnvelope } from '#platform';
import { type CallMetadata, callMetadataSchema, type Segment, segmentSchema } from '../../domain/call.ts';
import type { CallScope } from '../../domain/call-scope.ts';
import type { CallState, StageName } from '../../domain/call-state.ts';
import { callEventSteps, type NewCallEvent } from './call-events.ts';
import type { StateDatabase } from './database.ts';
import { columns, type LedgerCall, type ReceivedCall, toCall } from './ledger-call.ts';
import { ledgerOperators, ledgerPages, operatorsOf } from './ledger-pages.ts';
import { prepared, preparedForMany } from './prepared.ts';
import type { StateTables } from './tables/index.ts';
import { unindexed } from './unindexed.ts';

/** One run of a call: what a worker works on. */
export type RunOfCall = Pick<LedgerCall, 'id' | 'run'>;

export type CallLedger = ReturnType<typeof callLedger>;

/** The ledger over an open state database. Transcripts that come with calls are sealed under `keys` (absent: kept plain). */
export function callLedger(database: StateDatabase, clock: () => Date = () => new Date(), keys?: KeyRing) {
  const written = (id: string, transcript: Segment[]): string => {
    const text = JSON.stringify(transcript);
    return keys === undefined ? text : closeEnvelope(keys, Buffer.from(text, 'utf8'), id);
  };
  const opened = (id: string, text: string): string =>
    keys !== undefined && isEnvelope(text) ? openEnvelope(keys, text, id).toString('utf8') : text;
  const scoped = (scope: CallScope) => {
    const query = database.selectFrom('calls');
    if (scope.kind === 'all') return query;
    if (scope.kind === 'teams') return query.where('operator_id', 'in', scope.operatorIds);
    return query.where('operator_id', '=', scope.kind === 'operator' ? scope.operatorId : null);
  };
  const callOf = prepared(database, ['id'], ({ id }) =>
    database.selectFrom('calls').select(columns).where('id', '=', id),
  );
  const callsOf = preparedForMany(database, (ids) =>
    database.selectFrom('calls').select(columns).where('id', 'in', ids),
  );
  const pageOf = ledgerPages(database, async (ids) => (await callsOf(ids)).map(toCall));
  const judgedOf = prepared(database, ['operator'], ({ operator }) =>
    database
      .selectFrom('calls')
      .select((e) => [e.fn.countAll<number>().as('calls'), e.fn.max('updated_at').as('last')])
      .where('operator_id', '=', operator)
      .where('state', '=', 'done'),
  );
  const now = () => clock().toISOString();
  /**
   * A change by whoever works on a run. A worker that stood still may come back when another has ended the run, or the call
   * is on its next one: it changes nothing then.
   */
  const atWork = (
    { id, run }: RunOfCall,
    change: (e: ExpressionBuilder<StateTables, 'calls'>) => UpdateObject<StateTables, 'calls'>,
  ) =>
    database
      .updateTable('calls')
      .set((e) => ({ ...change(e), updated_at: now() }))
      .where('id', '=', id)
      .where('run', '=', run)
      .where('state', 'in', ['waiting', 'processing']);
  const newRun = (e: ExpressionBuilder<StateTables, 'calls'>) => ({
    state: 'waiting' as const,
    stage: null,
    attempts: 0,
    run: e('run', '+', 1),
    error_code: null,
    error_message: null,
    updated_at: now(),
  });

  return {
    /** Writes a new call in state `waiting`. Returns false when a call with this id is there already. */
    async receive(call: ReceivedCall): Promise<boolean> {
      const receivedAt = now();
      const startedAt = call.metadata.started_at ?? null;
      const result = await database
        .insertInto('calls')
        .values({
          id: call.id,
          external_id: call.externalId,
          source: call.source,
          day: new Date(startedAt ?? receivedAt).toISOString().slice(0, 10),
          operator_id: call.metadata.operator?.id ?? null,
          operator_name: call.metadata.operator?.name ?? null,
          direction: call.metadata.direction ?? null,
          started_at: startedAt,
          received_at: receivedAt,
          duration: call.metadata.duration ?? null,
          metadata: JSON.stringify(call.metadata),
          recording: call.recording,
          recording_sha256: call.recordingSha256,
          transcript: call.transcript === null ? null : written(call.id, call.transcript),
          state: 'waiting',
          stage: null,
          attempts: 0,
          run: 1,
          error_code: null,
          error_message: null,
          updated_at: receivedAt,
        })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .executeTakeFirst();
      return Number(result.numInsertedOrUpdatedRows ?? 0) > 0;
    },

    /** The call, or null when there is none (or it is out of the reader's scope: the two must not differ). */
    async find(id: string, scope: CallScope = { kind: 'all' }): Promise<LedgerCall | null> {
      const [row] =
        scope.kind === 'all'
          ? await callOf({ id })
          : await scoped(scope).select(columns).where('id', '=', id).execute();
      return row ? toCall(row) : null;
    },

    /** Those of the given calls that are in scope. */
    async findMany(ids: readonly string[], scope: CallScope = { kind: 'all' }): Promise<LedgerCall[]> {
      const operators = operatorsOf(scope);
      if (operators === null) return (await callsOf(ids)).map(toCall);
      const rows = await database
        .selectFrom('calls')
        .select(columns)
        .where('id', 'in', ids)
        .where(unindexed('operator_id'), 'in', operators)
        .execute();
      return rows.map(toCall);
    },

    /** The transcript that came with the call, or null when it is to be recognised. */
    async transcriptOf(id: string): Promise<Segment[] | null> {
      const row = await database.selectFrom('calls').select('transcript').where('id', '=', id).executeTakeFirst();
      return row?.transcript ? segmentSchema.array().parse(JSON.parse(opened(id, row.transcript))) : null;
    },

    /** Newest first; `cursor` is the value the previous page gave. */
    page: pageOf,

    /** Every operator of the calls in scope once, by id, under the name that the newest call with a name gives. */
    operators: (scope: CallScope): Promise<{ id: string; name: string | null }[]> => ledgerOperators(database, scope),

    /** Another text as soon as a judged call of the operator has come, was judged again or is gone. */
    async standOf(operatorId: string): Promise<string> {
      const [row] = await judgedOf({ operator: operatorId });
      return `${row?.calls ?? 0} ${row?.last ?? ''}`;
    },

    /** Takes a run for processing; counts the attempt and returns its number. Null when the call has gone on without it. */
    async begin(run: RunOfCall): Promise<number | null> {
      const row = await atWork(run, (e) => ({
        state: 'processing' as const,
        stage: null,
        attempts: e('attempts', '+', 1),
        error_code: null,
        error_message: null,
      }))
        .returning('attempts')
        .executeTakeFirst();
      return row ? Number(row.attempts) : null;
    },

    /** Gives a call back unharmed (orderly stop): it waits again and the attempt does not count. */
    async release(run: RunOfCall): Promise<void> {
      await atWork(run, (e) => ({ state: 'waiting' as const, stage: null, attempts: e('attempts', '-', 1) })).execute();
    },

    /** Notes the stage that runs now. */
    async enterStage(run: RunOfCall, stage: StageName): Promise<void> {
      await database.atomically([{ query: atWork(run, () => ({ stage })) }], { diskAside: true });
    },

    /** Ends (or parks) the call in a state, with the reason where it is not done. */
    async settle(
      run: RunOfCall,
      state: CallState,
      details: { error?: { code: string; message: string }; duration?: number | undefined } = {},
    ): Promise<void> {
      const query = atWork(run, () => ({
        state,
        error_code: details.error?.code ?? null,
        error_message: details.error?.message ?? null,
        ...(state === 'done' ? { stage: null } : {}),
        ...(details.duration === undefined ? {} : { duration: details.duration }),
      }));
      await database.atomically([{ query }], { diskAside: true });
    },

    /**
     * Puts an ended or parked call back to `waiting` as a new run. Returns the run, or null when the call is not in one
     * of the `from` states (somebody else was first).
     */
    async restart(id: string, from: readonly CallState[]): Promise<number | null> {
      const row = await database
        .updateTable('calls')
        .set(newRun)
        .where('id', '=', id)
        .where('state', 'in', from)
        .returning('run')
        .executeTakeFirst();
      return row ? Number(row.run) : null;
    },

    /** Gives a call that waits for words its transcript, as a new run; null when it is not in one of the `from` states. */
    async supplyTranscript(id: string, transcript: Segment[], from: readonly CallState[]): Promise<number | null> {
      const row = await database
        .updateTable('calls')
        .set((e) => ({ transcript: written(id, transcript), ...newRun(e) }))
        .where('id', '=', id)
        .where('state', 'in', from)
        .returning('run')
        .executeTakeFirst();
      return row ? Number(row.run) : null;
    },

    /**
     * Gives a judged call other metadata and (when it came with one) another transcript, as a new run that waits, and notes
     * who did it: both or nothing. Null when it is not judged, or somebody else was first.
     */
    async turnRound(event: NewCallEvent, metadata: CallMetadata, transcript: Segment[] | null): Promise<number | null> {
      const id = event.callId;
      const turned = await database.atomically([
        {
          query: database
            .updateTable('calls')
            .set((e) => ({
              metadata: JSON.stringify(callMetadataSchema.parse(metadata)),
              ...(transcript === null ? {} : { transcript: written(id, transcript) }),
              ...newRun(e),
            }))
            .where('id', '=', id)
            .where('state', '=', 'done'),
          mustChange: true,
        },
        ...callEventSteps(database, event, now()),
      ]);
      return turned ? ((await this.find(id))?.run ?? null) : null;
    },

    /** How many calls are in each state, and since when the oldest of them has been. */
    async counts(): Promise<{ state: CallState; calls: number; oldest: string }[]> {
      const rows = await database
        .selectFrom('calls')
        .select((e) => ['state', e.fn.countAll<number>().as('calls'), e.fn.min('received_at').as('oldest')])
        .groupBy('state')
        .execute();
      return rows.map((row) => ({ state: row.state, calls: Number(row.calls), oldest: row.oldest }));
    },

    /** How many calls wait or have failed after a fault, by the code of the last one. */
    async faults(): Promise<{ code: string; calls: number }[]> {
      const rows = await database
        .selectFrom('calls')
        .select((e) => ['error_code', e.fn.countAll<number>().as('calls')])
        .where('state', 'in', ['waiting', 'failed'])
        .where('error_code', 'is not', null)
        .groupBy('error_code')
        .execute();
      return rows.map((row) => ({ code: row.error_code ?? '', calls: Number(row.calls) }));
    },

    /** Calls that failed by one of these causes before an instant and have not had `mostRuns` runs yet; oldest first. */
    async failedBefore(before: Date, codes: readonly string[], mostRuns: number): Promise<{ id: string }[]> {
      return database
        .selectFrom('calls')
        .select('id')
        .where('state', '=', 'failed')
        .where('error_code', 'in', codes)
        .where('updated_at', '<', before.toISOString())
        .where('run', '<', mostRuns)
        .orderBy('updated_at')
        .limit(500)
        .execute();
    },

    /** Names of all recordings that belong to calls. */
    async recordings(): Promise<Set<string>> {
      const rows = await database.selectFrom('calls').select('recording').where('recording', 'is not', null).execute();
      return new Set(rows.map(({ recording }) => recording ?? ''));
    },

    /** Ids and runs of all calls in the given states, oldest first: what the reconciler must see in the queue. */
    async inStates(states: readonly CallState[]): Promise<{ id: string; run: number }[]> {
      return database
        .selectFrom('calls')
        .select(['id', 'run'])
        .where('state', 'in', states)
        .orderBy('received_at')
        .execute();
    },
  };
}
