/** Back-off of failed sign-ins: by login, by known device, by address. Waits grow, and always end by themselves. */
import { hashPlain } from '#platform';
import type { StateDatabase } from './database.ts';

/** How a kind of subject is slowed down. */
interface Rule {
  /** Failures in a row before anything happens. */
  free: number;
  firstWaitMs: number;
  longestWaitMs: number;
}

/**
 * A login and a device: 5 tries, then 15 s, 30 s … 15 min. An address: 50 tries, then 1 s … 1 min, since a whole call centre may
 * come from one. A browser that the owner has signed in with is counted apart: strangers cannot keep the owner out.
 */
const rules = {
  login: { free: 5, firstWaitMs: 15_000, longestWaitMs: 15 * 60_000 },
  device: { free: 5, firstWaitMs: 15_000, longestWaitMs: 15 * 60_000 },
  address: { free: 50, firstWaitMs: 1_000, longestWaitMs: 60_000 },
} as const satisfies Record<string, Rule>;
/** Failures this old are forgotten. */
const forgottenAfterMs = 24 * 3_600_000;

export interface Attempt {
  /** Gives the tries back after a success (or when nothing was tried). */
  clear(): Promise<void>;
}

export interface SignInSubject {
  kind: keyof typeof rules;
  value: string;
}

export type SignInThrottle = ReturnType<typeof signInThrottle>;

/** The throttle over an open state database: it outlives restarts and is one for all processes. */
export function signInThrottle(database: StateDatabase, clock: () => Date = () => new Date()) {
  /** Counts a try before it is made; returns milliseconds to wait when it may not be made. */
  const count = async ({ kind, value }: SignInSubject): Promise<number> => {
    const subject = `${kind}:${hashPlain(value)}`;
    const now = clock();
    const at = now.toISOString();
    const old = new Date(now.getTime() - forgottenAfterMs).toISOString();
    const row = await database
      .selectFrom('sign_in_failures')
      .select('blocked_until')
      .where('subject', '=', subject)
      .executeTakeFirst();
    if (row && row.blocked_until > at) return Date.parse(row.blocked_until) - now.getTime();
    await database.deleteFrom('sign_in_failures').where('last_at', '<', old).execute();
    const { failures } = await database
      .insertInto('sign_in_failures')
      .values({ subject, failures: 1, last_at: at, blocked_until: '' })
      .onConflict((conflict) =>
        conflict.column('subject').doUpdateSet((e) => ({
          failures: e('sign_in_failures.failures', '+', 1),
          last_at: at,
        })),
      )
      .returning('failures')
      .executeTakeFirstOrThrow();
    const rule: Rule = rules[kind];
    const beyond = Number(failures) - rule.free;
    if (beyond <= 0) return 0;
    const waitMs = Math.min(rule.longestWaitMs, rule.firstWaitMs * 2 ** Math.min(beyond - 1, 20));
    // Of many tries at the same moment one wins, the others are as if they had come a moment later.
    const won = await database
      .updateTable('sign_in_failures')
      .set({ blocked_until: new Date(now.getTime() + waitMs).toISOString() })
      .where('subject', '=', subject)
      .where('blocked_until', '<=', at)
      .returning('subject')
      .execute();
    return won.length > 0 ? 0 : waitMs;
  };

  return {
    /**
     * Takes a try for every subject. Returns the milliseconds to wait, or what to do with the tries when the attempt
     * turns out not to be a failure.
     */
    async take(subjects: readonly SignInSubject[]): Promise<{ waitMs: number } | Attempt> {
      for (const subject of subjects) {
        const waitMs = await count(subject);
        if (waitMs > 0) return { waitMs };
      }
      return {
        clear: async () => {
          for (const { kind, value } of subjects) {
            const subject = `${kind}:${hashPlain(value)}`;
            // An address gets its one try back: a guesser's own account must not wipe the guesses away.
            if (kind === 'address')
              await database
                .updateTable('sign_in_failures')
                .set((e) => ({ failures: e('failures', '-', 1) }))
                .where('subject', '=', subject)
                .where('failures', '>', 0)
                .execute();
            else await database.deleteFrom('sign_in_failures').where('subject', '=', subject).execute();
          }
        },
      };
    },
  };
}
