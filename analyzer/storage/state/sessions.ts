/** Sessions of browsers: opaque, kept here, ended at once. Tokens are stored as SHA-256 only. */
import { randomUUID } from 'node:crypto';
import { hashPlain, randomToken } from '#platform';
import { type Account, toAccount } from './account.ts';
import type { StateDatabase } from './database.ts';
import { prepared } from './prepared.ts';
import { whileUnchanged } from './while-unchanged.ts';

export const idleMs = 30 * 60_000;
export const absoluteMs = 12 * 3_600_000;
/** How exactly the last use is known: one write a minute at most. */
const seenEveryMs = 60_000;

/** A session as its owner and administrators see it. */
export interface SessionEntry {
  id: string;
  createdAt: string;
  lastSeenAt: string;
  ip: string;
  agent: string;
}

export interface LiveSession {
  id: string;
  account: Account;
}

/** A session as it was read; its times are looked at whenever it is used. */
interface KnownSession {
  live: LiveSession;
  /** Milliseconds. */
  openedAt: number;
  lastSeenAt: number;
}

const mostKnown = 5_000;
const longestKnownMs = 60_000;

export type Sessions = ReturnType<typeof sessions>;

/** Sessions over an open state database. */
export function sessions(database: StateDatabase, clock: () => Date = () => new Date()) {
  const listeners = new Set<(userId: string) => void>();
  const tell = (userId: string) => {
    for (const listener of listeners) listener(userId);
  };
  const oldest = (now: number) => ({
    seen: new Date(now - idleMs).toISOString(),
    created: new Date(now - absoluteMs).toISOString(),
  });

  const teamOperatorsOf = prepared(database, ['user'], ({ user }) =>
    database
      .selectFrom('team_supervisors')
      .innerJoin('team_operators', 'team_operators.team_id', 'team_supervisors.team_id')
      .select('operator_id')
      .where('user_id', '=', user),
  );

  const sessionOf = prepared(database, ['token'], ({ token }) =>
    database
      .selectFrom('sessions')
      .innerJoin('users', 'users.id', 'sessions.user_id')
      .selectAll('users')
      .select(['last_seen_at', 'sessions.created_at as opened_at', 'sessions.id as session_id'])
      .where('token_hash', '=', token)
      .where('disabled', '=', 0),
  );

  const read = async (hash: string): Promise<KnownSession | null> => {
    const [row] = await sessionOf({ token: hash });
    if (!row) return null;
    const supervised = row.role === 'supervisor' ? await teamOperatorsOf({ user: row.id }) : [];
    const operators = supervised.map(({ operator_id }) => operator_id);
    const live = { id: row.session_id, account: Object.freeze(toAccount(row, operators)) };
    return { live, openedAt: Date.parse(row.opened_at), lastSeenAt: Date.parse(row.last_seen_at) };
  };
  /** Every request asks. Whatever ends a session or changes what its owner may do is a change of one of these tables. */
  const known = whileUnchanged(database)<KnownSession | null>(
    ['sessions', 'users', 'team_supervisors', 'team_operators'],
    mostKnown,
    longestKnownMs,
  );

  return {
    /** Opens a session and returns its token, which is shown to the browser once. Clears away those that have ended. */
    async open(userId: string, from: { ip: string; agent: string }): Promise<string> {
      const token = randomToken();
      const now = clock();
      const { seen, created } = oldest(now.getTime());
      await database
        .deleteFrom('sessions')
        .where((e) => e.or([e('last_seen_at', '<', seen), e('created_at', '<', created)]))
        .execute();
      const at = now.toISOString();
      await database
        .insertInto('sessions')
        .values({
          token_hash: hashPlain(token),
          id: randomUUID(),
          user_id: userId,
          created_at: at,
          last_seen_at: at,
          ip: from.ip,
          agent: from.agent.slice(0, 200),
        })
        .execute();
      return token;
    },

    /** The live session of a token, or null. `use` keeps it alive; without it the question leaves no trace. */
    async find(token: string, use = true): Promise<LiveSession | null> {
      const now = clock().getTime();
      const hash = hashPlain(token);
      const session = await known(hash, () => read(hash));
      if (session === null || now - session.lastSeenAt > idleMs || now - session.openedAt > absoluteMs) return null;
      if (use && now - session.lastSeenAt > seenEveryMs) {
        session.lastSeenAt = now;
        const query = database
          .updateTable('sessions')
          .set({ last_seen_at: new Date(now).toISOString() })
          .where('token_hash', '=', hash);
        await database.atomically([{ query }], { diskAside: true });
      }
      return session.live;
    },

    /** Ends one session by its token. */
    async close(token: string): Promise<void> {
      const rows = await database
        .deleteFrom('sessions')
        .where('token_hash', '=', hashPlain(token))
        .returning('user_id')
        .execute();
      for (const row of rows) tell(row.user_id);
    },

    /** Live sessions of a person, newest first. */
    async list(userId: string): Promise<SessionEntry[]> {
      const { seen, created } = oldest(clock().getTime());
      const rows = await database
        .selectFrom('sessions')
        .select(['id', 'created_at', 'last_seen_at', 'ip', 'agent'])
        .where('user_id', '=', userId)
        .where('last_seen_at', '>=', seen)
        .where('created_at', '>=', created)
        .orderBy('created_at', 'desc')
        .execute();
      return rows.map((row) => ({
        id: row.id,
        createdAt: row.created_at,
        lastSeenAt: row.last_seen_at,
        ip: row.ip,
        agent: row.agent,
      }));
    },

    /** Ends one session of a person; false when there is none. */
    async revoke(userId: string, id: string): Promise<boolean> {
      const rows = await database
        .deleteFrom('sessions')
        .where('user_id', '=', userId)
        .where('id', '=', id)
        .returning('id')
        .execute();
      tell(userId);
      return rows.length > 0;
    },

    /** Ends all sessions of a person. */
    async revokeAll(userId: string): Promise<void> {
      await database.deleteFrom('sessions').where('user_id', '=', userId).execute();
      tell(userId);
    },

    /** Calls back when sessions of a person have ended in this process, or what the person may see has changed. */
    onChange(listener: (userId: string) => void): void {
      listeners.add(listener);
    },

    /** Makes those who follow look again at what the person may see. */
    noteChange: tell,
  };
}
