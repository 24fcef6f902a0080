/** Leases: work that only one process does at a time, taken over when its holder has died. */
import type { StateDatabase } from './database.ts';

/** Clocks of two machines may differ by so much. */
const clockSlackMs = 60_000;
/** A lease is renewed so often while work goes on: two renewals may fail. */
const renewalsALease = 3;

/** Held while calls are erased, and by what must not write words of calls beside that. */
export const erasingLease = 'retention';

export type Leases = ReturnType<typeof leases>;

/** Leases over an open state database. */
export function leases(database: StateDatabase, clock: () => Date = () => new Date()) {
  /**
   * Takes or renews a lease for `milliseconds`; false while another holds it. One statement, so that one of many wins. One
   * that would end later than a lease taken now was taken before the clock went back: its holder is not waited for.
   */
  const take = async (name: string, holder: string, milliseconds: number): Promise<boolean> => {
    const now = clock();
    const expiresAt = new Date(now.getTime() + milliseconds).toISOString();
    const query = database
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
      );
    // A lease that a power cut takes back was held by a process that is gone with it.
    return database.atomically([{ query, mustChange: true }], { diskAside: true });
  };

  return {
    take,

    /**
     * Does work while the lease is held, and renews it for as long as the work takes; the lease is kept afterwards.
     * @param work is told by the signal when the lease was lost (the process stood still, the database was away): another
     * may be at it now, so it has to end soon
     * @returns false, and nothing is done, while another holds the lease
     */
    async whileHeld(
      name: string,
      holder: string,
      milliseconds: number,
      work: (lost: AbortSignal) => Promise<unknown>,
    ): Promise<boolean> {
      const lost = new AbortController();
      let askedAt = performance.now();
      if (!(await take(name, holder, milliseconds))) return false;
      let heldUntil = askedAt + milliseconds;
      const renew = async () => {
        askedAt = performance.now();
        const isHeld = await take(name, holder, milliseconds).catch(() => null);
        if (isHeld) heldUntil = askedAt + milliseconds;
        // No answer is no loss until the lease would be over.
        if (isHeld === false || performance.now() > heldUntil) lost.abort();
      };
      let renewing: Promise<void> = Promise.resolve();
      const renewal = setInterval(() => (renewing = renewing.then(renew)), milliseconds / renewalsALease);
      try {
        await work(lost.signal);
        return true;
      } finally {
        clearInterval(renewal);
        // A renewal that is late must not take back what is released after this.
        await renewing;
      }
    },

    async release(name: string, holder: string): Promise<void> {
      await database.deleteFrom('leases').where('name', '=', name).where('holder', '=', holder).execute();
    },
  };
}
