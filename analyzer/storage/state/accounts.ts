/** Accounts and sessions in the state database. Passwords are argon2id hashes, session tokens are stored as SHA-256 only. */
import { randomUUID } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { hashPlain, randomToken } from '#platform';
import type { StateDatabase } from './database.ts';

export interface Account {
  id: string;
  login: string;
  name: string;
  role: string;
  operatorId: string | null;
}

export interface NewAccount extends Omit<Account, 'id'> {
  password: string;
}

/** OWASP minimum for argon2id: 19 MiB, 2 passes, 1 lane (about 20 ms). */
const hashing = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** At most so many hashes at once: 200 parallel sign-ins must not take the machine's memory. */
const hashesAtOnce = 4;
const idleMs = 12 * 3_600_000;
const absoluteMs = 7 * 24 * 3_600_000;

export type Accounts = ReturnType<typeof accounts>;

/** Accounts over an open state database. */
export function accounts(database: StateDatabase, clock: () => Date = () => new Date()) {
  const gate = limiter(hashesAtOnce);
  /** A hash of nothing anybody knows: an unknown login costs the same time as a wrong password. */
  const decoy = hash(randomToken(), hashing);

  return {
    /** Creates an account; false when the login is taken. */
    async create(account: NewAccount): Promise<boolean> {
      const passwordHash = await gate(() => hash(account.password, hashing));
      const result = await database
        .insertInto('users')
        .values({
          id: randomUUID(),
          login: account.login.toLowerCase(),
          name: account.name,
          role: account.role,
          operator_id: account.operatorId,
          password_hash: passwordHash,
          disabled: 0,
          created_at: clock().toISOString(),
        })
        .onConflict((conflict) => conflict.column('login').doNothing())
        .executeTakeFirst();
      return Number(result.numInsertedOrUpdatedRows ?? 0) > 0;
    },

    async isEmpty(): Promise<boolean> {
      return (await database.selectFrom('users').select('id').limit(1).executeTakeFirst()) === undefined;
    },

    /** The account when login and password fit, otherwise null; the two failures take the same time. */
    async check(login: string, password: string): Promise<Account | null> {
      const row = await database
        .selectFrom('users')
        .selectAll()
        .where('login', '=', login.toLowerCase())
        .where('disabled', '=', 0)
        .executeTakeFirst();
      const fits = await gate(async () => verify(row?.password_hash ?? (await decoy), password));
      return row && fits ? toAccount(row) : null;
    },

    /** Opens a session and returns its token, which is shown to the browser once. */
    async openSession(userId: string): Promise<string> {
      const token = randomToken();
      const at = clock().toISOString();
      await database
        .insertInto('sessions')
        .values({ token_hash: hashPlain(token), user_id: userId, created_at: at, last_seen_at: at })
        .execute();
      return token;
    },

    /** The account of a live session, or null; keeps the session alive (at most one write a minute). */
    async accountOf(token: string): Promise<Account | null> {
      const now = clock();
      const row = await database
        .selectFrom('sessions')
        .innerJoin('users', 'users.id', 'sessions.user_id')
        .select(['users.id', 'login', 'name', 'role', 'operator_id', 'last_seen_at', 'sessions.created_at'])
        .where('token_hash', '=', hashPlain(token))
        .where('disabled', '=', 0)
        .executeTakeFirst();
      if (!row) return null;
      const idle = now.getTime() - Date.parse(row.last_seen_at);
      if (idle > idleMs || now.getTime() - Date.parse(row.created_at) > absoluteMs) return null;
      if (idle > 60_000) {
        await database
          .updateTable('sessions')
          .set({ last_seen_at: now.toISOString() })
          .where('token_hash', '=', hashPlain(token))
          .execute();
      }
      return toAccount(row);
    },

    async closeSession(token: string): Promise<void> {
      await database.deleteFrom('sessions').where('token_hash', '=', hashPlain(token)).execute();
    },
  };
}

const toAccount = (row: {
  id: string;
  login: string;
  name: string;
  role: string;
  operator_id: string | null;
}): Account => ({ id: row.id, login: row.login, name: row.name, role: row.role, operatorId: row.operator_id });

/** Runs at most `width` tasks at once, the others wait their turn. */
function limiter(width: number) {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async <T>(task: () => Promise<T>): Promise<T> => {
    if (running >= width) await new Promise<void>((resume) => waiting.push(resume));
    running += 1;
    try {
      return await task();
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  };
}
