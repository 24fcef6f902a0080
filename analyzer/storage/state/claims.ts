/** Claims: who is working on which call, so that two reviewers do not hear the same one. They end by themselves. */
import type { AtomicStep } from './atomic-steps.ts';
import type { StateDatabase } from './database.ts';
import { preparedForMany } from './prepared.ts';
import type { ClaimsTable } from './tables/desk-tables.ts';

export interface Claim {
  callId: string;
  /** Account of the reviewer. */
  holder: string;
  claimedAt: string;
  expiresAt: string;
}

/** How long a claim lasts without being renewed. */
export const claimMs = 15 * 60_000;

/** The step that gives a call back, in the batch of what ended the work on it; somebody else's claim stays. */
export const releaseClaimStep = (database: StateDatabase, callId: string, holder: string) =>
  ({
    query: database.deleteFrom('claims').where('call_id', '=', callId).where('holder', '=', holder),
  }) satisfies AtomicStep;

export type Claims = ReturnType<typeof claims>;

/** Claims over an open state database. */
export function claims(database: StateDatabase, clock: () => Date = () => new Date()) {
  const alive = () => clock().toISOString();
  const claimsOf = preparedForMany(
    database,
    (calls, { now }) =>
      database.selectFrom('claims').selectAll().where('call_id', 'in', calls).where('expires_at', '>', now),
    ['now'],
  );
  return {
    /**
     * Takes a call, or renews one's own claim. `taken` is false when another reviewer holds it; `claim` is the one in force
     * (null in the rare case that the other let go meanwhile). One conditional statement: of many racers one wins.
     */
    async take(callId: string, holder: string): Promise<{ taken: boolean; claim: Claim | null }> {
      const now = clock();
      const at = now.toISOString();
      const expiresAt = new Date(now.getTime() + claimMs).toISOString();
      const row = await database
        .insertInto('claims')
        .values({ call_id: callId, holder, claimed_at: at, expires_at: expiresAt })
        .onConflict((conflict) =>
          conflict
            .column('call_id')
            .doUpdateSet((e) => ({
              holder,
              claimed_at: e
                .case()
                .when(e.and([e('claims.holder', '=', holder), e('claims.expires_at', '>', at)]))
                .then(e.ref('claims.claimed_at'))
                .else(at)
                .end(),
              expires_at: expiresAt,
            }))
            .where((e) => e.or([e('claims.holder', '=', holder), e('claims.expires_at', '<=', at)])),
        )
        .returningAll()
        .executeTakeFirst();
      if (row) return { taken: true, claim: toClaim(row) };
      return { taken: false, claim: (await this.of([callId])).get(callId) ?? null };
    },

    /** Gives a call back; somebody else's claim stays. */
    async release(callId: string, holder: string): Promise<void> {
      await releaseClaimStep(database, callId, holder).query.execute();
    },

    /** Claims in force on the given calls. */
    async of(callIds: readonly string[]): Promise<Map<string, Claim>> {
      const rows = await claimsOf(callIds, { now: alive() });
      return new Map(rows.map((row) => [row.call_id, toClaim(row)]));
    },

    /** Deletes claims that are over; returns how many. */
    async sweep(): Promise<number> {
      const result = await database.deleteFrom('claims').where('expires_at', '<=', alive()).executeTakeFirst();
      return Number(result.numDeletedRows);
    },
  };
}

const toClaim = (row: ClaimsTable): Claim => ({
  callId: row.call_id,
  holder: row.holder,
  claimedAt: row.claimed_at,
  expiresAt: row.expires_at,
});
