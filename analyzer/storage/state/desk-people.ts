/** Who is who on the review desk: names of accounts, and whom to tell about an operator's calls. */
import type { StateDatabase } from './database.ts';
import { preparedForMany } from './prepared.ts';

export type DeskPeople = ReturnType<typeof deskPeople>;

/** People over an open state database. */
export function deskPeople(database: StateDatabase) {
  const active = () => database.selectFrom('users').where('disabled', '=', 0);
  const namesOf = preparedForMany(database, (accounts) =>
    database.selectFrom('users').select(['id', 'name']).where('id', 'in', accounts),
  );
  const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);

  return {
    /** Names of accounts, also of those that are closed; ids that are no account are missing. */
    async names(accountIds: readonly string[]): Promise<Map<string, string>> {
      const rows = await namesOf([...new Set(accountIds)]);
      return new Map(rows.map(({ id, name }) => [id, name]));
    },

    /** Accounts of an operator. */
    async accountsOfOperator(operatorId: string): Promise<string[]> {
      return ids(await active().select('id').where('operator_id', '=', operatorId).execute());
    },

    /** Supervisors of the operator's team; every supervisor when the operator is in none or the team has nobody. */
    async supervisorsOf(operatorId: string | null): Promise<string[]> {
      const own = await active()
        .innerJoin('team_supervisors', 'team_supervisors.user_id', 'users.id')
        .innerJoin('team_operators', 'team_operators.team_id', 'team_supervisors.team_id')
        .select('users.id as id')
        .where('team_operators.operator_id', '=', operatorId ?? '')
        .where('role', '=', 'supervisor')
        .execute();
      return own.length > 0 ? ids(own) : this.withRole('supervisor');
    },

    /** Open accounts of a role. */
    async withRole(role: string): Promise<string[]> {
      return ids(await active().select('id').where('role', '=', role).orderBy('name').execute());
    },
  };
}
