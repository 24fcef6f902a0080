/** Jobs of the workbench over many calls: what was asked, how far it is, how it ended. Redis may forget them, this does not. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { AtomicStep } from './atomic-steps.ts';
import type { StateDatabase } from './database.ts';
import type { LexiconRunsTable } from './tables/lexicon-tables.ts';

export const lexiconRunSchema = z.object({
  id: z.string(),
  kind: z.enum(['dry_run', 'rescore', 'suggest']),
  draftId: z.string().nullable(),
  /** Published version that history is brought to. */
  number: z.number().int().nullable(),
  /** Of the content that it runs on. */
  sha256: z.string(),
  state: z.enum(['waiting', 'running', 'stopping', 'stopped', 'done', 'failed']),
  /** Calls that are through and calls in all. */
  done: z.number().int(),
  total: z.number().int(),
  /** How often it was begun. */
  attempt: z.number().int(),
  error: z.string().nullable(),
  actor: z.string(),
  askedAt: z.string(),
  endedAt: z.string().nullable(),
});
export type LexiconRun = z.infer<typeof lexiconRunSchema>;

/** An attempt at a run: one that stood still while another began the run anew has no say in it any more. */
export type RunAttempt = Pick<LexiconRun, 'id' | 'attempt'>;

export type LexiconRuns = ReturnType<typeof lexiconRuns>;

/** What is asked for; `id` where it is known beforehand. */
type NewRun = Pick<LexiconRun, 'kind' | 'draftId' | 'number' | 'sha256' | 'actor'> & { id?: string };

const headColumns = [
  ...(['id', 'kind', 'draft_id', 'version_number', 'sha256', 'state', 'done', 'total'] as const),
  ...(['attempt', 'error', 'actor', 'asked_at', 'ended_at'] as const),
] as const;
const unfinished = ['waiting', 'running', 'stopping'] as const;

/** Runs over an open state database. */
export function lexiconRuns(database: StateDatabase, clock: () => Date = () => new Date()) {
  const heads = () => database.selectFrom('lexicon_runs').select(headColumns);
  const find = async (id: string): Promise<LexiconRun | null> => {
    const row = await heads().where('id', '=', id).executeTakeFirst();
    return row ? toRun(row) : null;
  };
  const change = async (
    id: string,
    from: readonly LexiconRun['state'][],
    values: Partial<LexiconRunsTable>,
    attempt?: number,
  ): Promise<LexiconRun | null> => {
    let query = database
      .updateTable('lexicon_runs')
      .set(values)
      .where('id', '=', id)
      .where('state', 'in', [...from]);
    if (attempt !== undefined) query = query.where('attempt', '=', attempt);
    const row = await query.returning(headColumns).executeTakeFirst();
    return row ? toRun(row) : null;
  };
  const rowOf = (run: NewRun): LexiconRunsTable => ({
    id: run.id ?? randomUUID(),
    kind: run.kind,
    draft_id: run.draftId,
    version_number: run.number,
    sha256: run.sha256,
    state: 'waiting',
    done: 0,
    total: 0,
    attempt: 0,
    result: null,
    checkpoint: null,
    error: null,
    actor: run.actor,
    asked_at: clock().toISOString(),
    ended_at: null,
  });

  return {
    find,

    /** The step that asks for a run in the batch of what calls for it. */
    addStep: (run: NewRun): AtomicStep => ({ query: database.insertInto('lexicon_runs').values(rowOf(run)) }),

    async add(run: NewRun): Promise<LexiconRun> {
      const row = rowOf(run);
      await database.insertInto('lexicon_runs').values(row).execute();
      return toRun(row);
    },

    /** Takes a run for another attempt; null when there is nothing left to do, or another process has begun it just now. */
    async begin(id: string): Promise<LexiconRun | null> {
      const run = await find(id);
      if (run === null) return null;
      if (run.state === 'stopping') {
        await change(id, ['stopping'], { state: 'stopped', ended_at: clock().toISOString() });
        return null;
      }
      return change(id, ['waiting', 'running'], { state: 'running', attempt: run.attempt + 1 }, run.attempt);
    },

    /**
     * Notes how far a run is; what it answers says whether somebody wants it to stop. Null: another attempt has taken over.
     * @param estimate what a sample of the calls tells: the result until there is a final one
     */
    async progress(
      { id, attempt }: RunAttempt,
      done: number,
      total: number,
      estimate?: unknown,
    ): Promise<LexiconRun | null> {
      const result = estimate === undefined ? {} : { result: JSON.stringify(estimate) };
      return change(id, ['running', 'stopping'], { done, total, ...result }, attempt);
    },

    /** Where the next attempt goes on. */
    async keepCheckpoint({ id, attempt }: RunAttempt, checkpoint: unknown): Promise<void> {
      await change(id, ['running', 'stopping'], { checkpoint: JSON.stringify(checkpoint) }, attempt);
    },

    async checkpointOf(id: string): Promise<unknown> {
      const row = await database
        .selectFrom('lexicon_runs')
        .select('checkpoint')
        .where('id', '=', id)
        .executeTakeFirst();
      return row?.checkpoint == null ? null : JSON.parse(row.checkpoint);
    },

    /** Ends a run; a run that was asked to stop may be done all the same. Null, and nothing is changed, when it is not this attempt's. */
    async settle(
      { id, attempt }: RunAttempt,
      state: 'done' | 'stopped' | 'failed' | 'waiting',
      how: { result?: unknown; error?: string } = {},
    ): Promise<LexiconRun | null> {
      const values = {
        state,
        error: how.error ?? null,
        ended_at: state === 'waiting' ? null : clock().toISOString(),
        ...(how.result === undefined ? {} : { result: JSON.stringify(how.result) }),
      };
      return change(id, ['running', 'stopping'], values, attempt);
    },

    /** Asks a run to stop: one that waits stops at once, one that runs at its next page. Null when it has ended. */
    async stop(id: string): Promise<LexiconRun | null> {
      return (
        (await change(id, ['waiting'], { state: 'stopped', ended_at: clock().toISOString() })) ??
        (await change(id, ['running', 'stopping'], { state: 'stopping' }))
      );
    },

    /** Puts a stopped or failed run back to waiting: it goes on from where it was. */
    async resume(id: string): Promise<LexiconRun | null> {
      return change(id, ['stopped', 'failed'], { state: 'waiting', error: null, ended_at: null });
    },

    /** What a run came to, as it was written: of a dry run that is not done, its estimate. Null when there is nothing yet. */
    async resultOf(id: string): Promise<unknown> {
      const row = await database.selectFrom('lexicon_runs').select('result').where('id', '=', id).executeTakeFirst();
      return row?.result == null ? null : JSON.parse(row.result);
    },

    /** Runs that are not ended, the first asked first. */
    async unfinished(): Promise<LexiconRun[]> {
      const rows = await heads()
        .where('state', 'in', [...unfinished])
        .orderBy('asked_at')
        .orderBy('id')
        .execute();
      return rows.map(toRun);
    },

    /** The newest runs of a kind (and of a draft). */
    async latest(kind: LexiconRun['kind'], most: number, draftId?: string): Promise<LexiconRun[]> {
      let query = heads().where('kind', '=', kind);
      if (draftId !== undefined) query = query.where('draft_id', '=', draftId);
      return (await query.orderBy('asked_at', 'desc').orderBy('id').limit(most).execute()).map(toRun);
    },
  };
}

const toRun = (row: Omit<LexiconRunsTable, 'result' | 'checkpoint'>): LexiconRun => ({
  id: row.id,
  kind: row.kind,
  draftId: row.draft_id,
  sha256: row.sha256,
  state: row.state,
  number: row.version_number === null ? null : Number(row.version_number),
  done: Number(row.done),
  total: Number(row.total),
  attempt: Number(row.attempt),
  error: row.error,
  actor: row.actor,
  askedAt: row.asked_at,
  endedAt: row.ended_at,
});
