/** Accounts in the state database: local ones with a password, and those of a directory or a sign-on provider. */
import { randomUUID } from 'node:crypto';
import { KamertonError } from '#platform';
import { type Account, type AccountEntry, type AccountSource, toAccount, toEntry } from './account.ts';
import type { AtomicStep } from './atomic-steps.ts';
import type { StateDatabase } from './database.ts';
import { passwords } from './passwords.ts';
import type { UsersTable } from './tables/users-table.ts';
import { supervisionSteps } from './teams.ts';

export interface NewAccount {
  login: string;
  name: string;
  role: string;
  operatorId: string | null;
  password: string;
  grants?: readonly string[];
  /** Teams that the person supervises; ids that name none are left out. */
  teamIds?: readonly string[];
  /** True for a one-time password. */
  mustChangePassword?: boolean;
}

/** What an administrator may change. */
export interface AccountChange {
  name?: string | undefined;
  role?: string | undefined;
  operatorId?: string | null | undefined;
  grants?: readonly string[] | undefined;
  /** Exactly these are supervised from now on; ids that name no team are left out. */
  teamIds?: readonly string[] | undefined;
  disabled?: boolean | undefined;
}

/** A person whom a directory or a sign-on provider has vouched for. */
export interface ExternalPerson {
  source: Exclude<AccountSource, 'local'>;
  /** The provider's own id of the person; never an e-mail address. */
  subject: string;
  login: string;
  name: string;
  role: string;
  operatorId: string | null;
}

export type Accounts = ReturnType<typeof accounts>;

/** Accounts over an open state database. */
export function accounts(database: StateDatabase, clock: () => Date = () => new Date()) {
  const hashes = passwords();
  const now = () => clock().toISOString();

  const byId = (id: string) => database.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();

  /** Adds an account with what belongs to it; false when the login is taken. */
  const insert = (row: UsersTable, also: readonly AtomicStep[] = []): Promise<boolean> => {
    const query = database
      .insertInto('users')
      .values(row)
      .onConflict((conflict) => conflict.column('login').doNothing());
    return database.atomically([{ query, mustChange: true }, ...also]);
  };

  const teamsOf = async (userId: string): Promise<string[]> => {
    const rows = await database
      .selectFrom('team_supervisors')
      .select('team_id')
      .where('user_id', '=', userId)
      .execute();
    return rows.map((row) => row.team_id);
  };

  return {
    /** Creates a local account; null when the login is taken. */
    async create(account: NewAccount): Promise<AccountEntry | null> {
      const row: UsersTable = {
        ...emptyRow(now()),
        login: account.login.toLowerCase(),
        name: account.name,
        role: account.role,
        operator_id: account.operatorId,
        password_hash: await hashes.hash(account.password),
        grants: JSON.stringify(account.grants ?? []),
        must_change_password: account.mustChangePassword === true ? 1 : 0,
      };
      const supervision = account.teamIds === undefined ? [] : supervisionSteps(database, row.id, account.teamIds);
      if (!(await insert(row, supervision))) return null;
      return toEntry(row, await teamsOf(row.id));
    },

    async isEmpty(): Promise<boolean> {
      return (await database.selectFrom('users').select('id').limit(1).executeTakeFirst()) === undefined;
    },

    /** True when the login is that of a local account, also of one that is disabled. */
    async isLocal(login: string): Promise<boolean> {
      const row = await database
        .selectFrom('users')
        .select('id')
        .where('login', '=', login.toLowerCase())
        .where('source', '=', 'local')
        .executeTakeFirst();
      return row !== undefined;
    },

    /** The local account when login and password fit, otherwise null; all failures take the same time. */
    async check(login: string, password: string): Promise<Account | null> {
      const row = await database
        .selectFrom('users')
        .selectAll()
        .where('login', '=', login.toLowerCase())
        .where('source', '=', 'local')
        .where('disabled', '=', 0)
        .executeTakeFirst();
      const fits = await hashes.fits(password, row?.password_hash ?? null);
      return row && fits ? toAccount(row, []) : null;
    },

    /** Notes that the person has signed in. */
    async signedIn(id: string): Promise<void> {
      await database.updateTable('users').set({ last_sign_in_at: now() }).where('id', '=', id).execute();
    },

    /** Replaces the password of a local account; false when there is none. */
    async setPassword(id: string, password: string, options: { mustChange: boolean }): Promise<boolean> {
      const result = await database
        .updateTable('users')
        .set({ password_hash: await hashes.hash(password), must_change_password: options.mustChange ? 1 : 0 })
        .where('id', '=', id)
        .where('source', '=', 'local')
        .executeTakeFirst();
      return Number(result.numUpdatedRows) > 0;
    },

    /** Everybody, by name. */
    async list(): Promise<AccountEntry[]> {
      const rows = await database.selectFrom('users').selectAll().orderBy('name').orderBy('login').execute();
      const links = await database.selectFrom('team_supervisors').selectAll().execute();
      return rows.map((row) => {
        const teamIds = links.filter((link) => link.user_id === row.id).map((link) => link.team_id);
        return toEntry(row, teamIds);
      });
    },

    async find(id: string): Promise<AccountEntry | null> {
      const row = await byId(id);
      return row ? toEntry(row, await teamsOf(id)) : null;
    },

    /**
     * Changes an account.
     * @throws KamertonError `conflict` when no enabled local administrator would be left: nobody could let anybody in.
     */
    async change(id: string, change: AccountChange): Promise<void> {
      const keepsAdministrator = change.disabled !== true && (change.role ?? 'administrator') === 'administrator';
      const query = database
        .updateTable('users')
        .set({
          ...(change.name === undefined ? {} : { name: change.name }),
          ...(change.role === undefined ? {} : { role: change.role }),
          ...(change.operatorId === undefined ? {} : { operator_id: change.operatorId }),
          ...(change.grants === undefined ? {} : { grants: JSON.stringify(change.grants) }),
          ...(change.disabled === undefined ? {} : { disabled: change.disabled ? 1 : 0 }),
          id,
        })
        .where('id', '=', id)
        // In the same statement: of two administrators who disable each other at once, one stays.
        .$if(!keepsAdministrator, (update) =>
          update.where((e) =>
            e.or([
              e('role', '!=', 'administrator'),
              e('source', '!=', 'local'),
              e('disabled', '=', 1),
              e.exists(
                e
                  .selectFrom('users as other')
                  .select('other.id')
                  .where('other.id', '!=', id)
                  .where('other.role', '=', 'administrator')
                  .where('other.source', '=', 'local')
                  .where('other.disabled', '=', 0),
              ),
            ]),
          ),
        );
      const supervision = change.teamIds === undefined ? [] : supervisionSteps(database, id, change.teamIds);
      // One after the other: Postgres would let each of the two see the other as he was before.
      const steps = [{ query, mustChange: true }, ...supervision];
      if (await database.atomically(steps, { inOrderOf: 'administrators' })) return;
      throw (await byId(id)) === undefined
        ? new KamertonError('not_found', 'такой учётной записи нет')
        : new KamertonError('conflict', 'это последний местный администратор: сначала назначьте другого');
    },

    /**
     * The account of a person whom somebody else vouches for; made at the first sign-in, brought up to date at the next
     * ones. Found by the provider's own id alone: the same e-mail or login elsewhere is another account. Null when the
     * account is disabled here.
     */
    async ofPerson(person: ExternalPerson): Promise<{ account: Account; changed: boolean } | null> {
      const find = () =>
        database
          .selectFrom('users')
          .selectAll()
          .where('source', '=', person.source)
          .where('subject', '=', person.subject)
          .executeTakeFirst();
      let row = await find();
      if (row === undefined) {
        const login = person.login.toLowerCase();
        const made = { ...emptyRow(now()), ...rowOf(person), source: person.source, subject: person.subject };
        // A login that is taken belongs to somebody else.
        if (!(await insert({ ...made, login }))) await insert({ ...made, login: `${login} (${person.source})` });
        row = await find();
        if (row === undefined) throw new KamertonError('conflict', 'логин уже занят другой учётной записью');
      }
      if (Number(row.disabled) === 1) return null;
      const changed = row.role !== person.role || row.operator_id !== person.operatorId;
      await database.updateTable('users').set(rowOf(person)).where('id', '=', row.id).execute();
      return { account: toAccount({ ...row, ...rowOf(person) }, []), changed };
    },
  };
}

const rowOf = (person: ExternalPerson) => ({
  name: person.name,
  role: person.role,
  operator_id: person.operatorId,
});

const emptyRow = (at: string): UsersTable => ({
  id: randomUUID(),
  login: '',
  name: '',
  role: '',
  operator_id: null,
  password_hash: '',
  disabled: 0,
  created_at: at,
  source: 'local',
  subject: null,
  grants: '[]',
  must_change_password: 0,
  last_sign_in_at: null,
});
