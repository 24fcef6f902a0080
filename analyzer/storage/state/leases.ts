/** Leases: work that only one process does at a time, taken over when its holder has died. */
import type { StateDatabase } from './database.ts';

/** Clocks of two machines may differ by so much. */
const clockSlackMs = 60_000;

export type Leases = ReturnType<typeof leases>;

/** Leases over an open state database. */
export function leases(database: StateDatabase, clock: () => Date = () => new Date()) {
  return {
    /**
     * Takes or renews a lease for `milliseconds`; false while another holds it. One statement, so that one of many wins. One
     * that would end later than a lease taken now was taken before the clock went back: its holder is not waited for.
     */
    async take(name: string, holder: string, milliseconds: number): Promise<boolean> {
      const now = clock();
      const expiresAt = new Date(now.getTime() + milliseconds).toISOString();
      const row = await database
        .insertInto('leases')
        .values({ name, holder, expires_at: expiresAt })
        .onConflict((conflict) =>
          conflict
            .column('name')
            .doUpdateSet({ holder, expires_at: expiresAt })
            .where((e) =>
              e.or([
                e('leases.holder', '=', holder),
                e('leases.expires_at', '<=', now.toISOString()),
                e('leases.expires_at', '>', new Date(now.getTime() + milliseconds + clockSlackMs).toISOString()),
              ]),
            ),
        )
        .returning('holder')
        .executeTakeFirst();
      return row !== undefined;
    },

    async release(name: string, holder: string): Promise<void> {
      await database.deleteFrom('leases').where('name', '=', name).where('holder', '=', holder).execute();
    },
  };
}
