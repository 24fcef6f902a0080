/** Leases: work that only one process does at a time, taken over when its holder has died. */
import { setTimeout as pause } from 'node:timers/promises';
import { KamertonError } from '#platform';
import type { StateDatabase } from './database.ts';

/** Clocks of two machines may differ by so much. */
const clockSlackMs = 60_000;
/** A lease is renewed so often while work goes on: two renewals may fail. */
const renewalsALease = 3;
/** Who waits for a lease asks for it so often: what is held again and again is free for a second in between. */
const askEveryMs = 200;

/** Held while calls are erased. */
export const erasingLease = 'retention';
/** Held by what copies calls inside the facts store, for a piece at a time: an erasing waits for the end of it, and then holds it. */
export const copyingLease = 'copying';
/** What everybody asks for who asks for that lease. */
export const copyingMs = 60_000;

/** So long a piece of copying waits for an erasing, which may rewrite the parts of years. */
const erasingPatienceMs = 3_600_000;

export type Leases = ReturnType<typeof leases>;

/** Runs a piece of work that reads calls in the facts store and writes them there again. */
export type Copying = (piece: () => Promise<void>) => Promise<void>;
/** Each piece waits until nobody erases calls, and nobody begins to before its end: what was erased must not come back. */
export const copyingIn = (database: StateDatabase, holder: string): Copying => {
  const times = { milliseconds: copyingMs, patienceMs: erasingPatienceMs };
  return (piece) => leases(database).whenFree(copyingLease, holder, times, piece);
};

/** Leases over an open state database. */
export function leases(database: StateDatabase, clock: () => Date = () => new Date()) {
  /**
   * Takes or renews a lease for `milliseconds`; false while another holds it. One statement, so that one of many wins. One
   * that would end later than a lease taken now was taken before the clock went back: its holder is not waited for. So all who
   * ask for one lease have to ask for the same time.
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

    /**
     * The same, once whoever holds the lease now has given it back; here it is given back after the work.
     * @throws KamertonError `conflict` when it was not free for `patienceMs`
     */
    async whenFree(
      name: string,
      holder: string,
      { milliseconds, patienceMs }: { milliseconds: number; patienceMs: number },
      work: (lost: AbortSignal) => Promise<unknown>,
    ): Promise<void> {
      const until = performance.now() + patienceMs;
      try {
        while (!(await this.whileHeld(name, holder, milliseconds, work))) {
          if (performance.now() > until)
            throw new KamertonError('conflict', `другая работа с хранилищем («${name}») длится дольше обычного`);
          await pause(askEveryMs);
        }
      } finally {
        await this.release(name, holder);
      }
    },

    async release(name: string, holder: string): Promise<void> {
      await database.deleteFrom('leases').where('name', '=', name).where('holder', '=', holder).execute();
    },
  };
}
