/** Announcements of telephony services over the state database: kept until the recording is fetched, and two days more. */
import { hashOf } from '#platform';
import { type CallMetadata, callMetadataSchema } from '../../domain/call.ts';
import type { StateDatabase } from './database.ts';
import type { AnnouncedCallsTable } from './tables/announced-calls-table.ts';

type Service = AnnouncedCallsTable['service'];

/** A recording that may be fetched now. */
export interface DueRecording {
  id: string;
  service: Service;
  entry: string;
  recording: string;
  attempts: number;
  at: string;
}

/** Pauses after failed attempts, seconds: the recording is often ready a minute later. Then it is given up. */
const pauses = [20, 60, 180, 600, 3_600, 14_400, 43_200];
const keepMs = 2 * 86_400_000;

export type AnnouncedCalls = ReturnType<typeof announcedCalls>;

/** The announcements; `clock` tells when to try again. */
export function announcedCalls(database: StateDatabase, clock: () => Date = () => new Date()) {
  const later = (seconds: number) => new Date(clock().getTime() + seconds * 1000).toISOString();
  const add = (row: Omit<AnnouncedCallsTable, 'attempts' | 'error' | 'at'>) =>
    database
      .insertInto('announced_calls')
      .values({ ...row, attempts: 0, error: null, at: clock().toISOString() })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();

  return {
    /** Notes what is known of a call; the first word stands. */
    async noteCall(service: Service, entry: string, metadata: CallMetadata): Promise<void> {
      const id = hashOf(service, entry);
      await add({ id, service, entry, recording: null, metadata: JSON.stringify(metadata), next_try_at: null });
    },

    /** Notes that a recording can be fetched; once, however often it is told. */
    async noteRecording(service: Service, entry: string, recording: string): Promise<void> {
      const id = hashOf(service, entry, recording);
      await add({ id, service, entry, recording, metadata: null, next_try_at: clock().toISOString() });
    },

    /** What is known of a call; null when nothing was told (yet). */
    async metadataOf(service: Service, entry: string): Promise<CallMetadata | null> {
      const row = await database
        .selectFrom('announced_calls')
        .select('metadata')
        .where('id', '=', hashOf(service, entry))
        .executeTakeFirst();
      return row?.metadata ? callMetadataSchema.parse(JSON.parse(row.metadata)) : null;
    },

    /** Recordings to fetch now, the longest waiting first. */
    async due(limit: number): Promise<DueRecording[]> {
      const rows = await database
        .selectFrom('announced_calls')
        .select(['id', 'service', 'entry', 'recording', 'attempts', 'at'])
        .where('next_try_at', '<=', clock().toISOString())
        .orderBy('next_try_at')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.flatMap(({ recording, ...row }) =>
        recording === null ? [] : [{ ...row, recording, attempts: Number(row.attempts) }],
      );
    },

    async fetched(id: string): Promise<void> {
      await database
        .updateTable('announced_calls')
        .set({ next_try_at: null, error: null })
        .where('id', '=', id)
        .execute();
    },

    /** Puts it off; `costs` false: what hindered was on our side, and no attempt is used up. */
    async putOff({ id, attempts }: DueRecording, error: string, costs = true): Promise<void> {
      const pause = costs ? pauses[attempts] : pauses[0];
      await database
        .updateTable('announced_calls')
        .set({ attempts: attempts + (costs ? 1 : 0), error, next_try_at: pause === undefined ? null : later(pause) })
        .where('id', '=', id)
        .execute();
    },

    /** Recordings of the last days (`rows`), those that are still to come, those that were given up, and the newest fault. */
    async counts(): Promise<{ rows: number; waiting: number; givenUp: number; error: string | null }> {
      const { all } = await database
        .selectFrom('announced_calls')
        .select((e) => e.fn.countAll<number>().as('all'))
        .where('recording', 'is not', null)
        .executeTakeFirstOrThrow();
      const rows = await database
        .selectFrom('announced_calls')
        .select(['next_try_at', 'error'])
        .where('recording', 'is not', null)
        .where((e) => e.or([e('next_try_at', 'is not', null), e('error', 'is not', null)]))
        .orderBy('at', 'desc')
        .limit(10_000)
        .execute();
      const waiting = rows.filter(({ next_try_at: next }) => next !== null).length;
      const error = rows.find((row) => row.error !== null)?.error ?? null;
      return { rows: Number(all), waiting, givenUp: rows.length - waiting, error };
    },

    /** Removes what is over: telephone numbers stand in it. */
    async prune(): Promise<void> {
      await database
        .deleteFrom('announced_calls')
        .where('at', '<', new Date(clock().getTime() - keepMs).toISOString())
        .where('next_try_at', 'is', null)
        .execute();
    },
  };
}
