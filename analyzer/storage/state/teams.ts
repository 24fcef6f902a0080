/** Teams: which operators belong together, and who supervises them. */
import { randomUUID } from 'node:crypto';
import type { AtomicStep } from './atomic-steps.ts';
import type { StateDatabase } from './database.ts';

export interface Team {
  id: string;
  name: string;
  operatorIds: string[];
}

export type Teams = ReturnType<typeof teams>;

/** Teams over an open state database. */
export function teams(database: StateDatabase, clock: () => Date = () => new Date()) {
  /** Steps that leave a team with exactly these operators. */
  const operatorSteps = (teamId: string, operatorIds: readonly string[]): AtomicStep[] => [
    { query: database.deleteFrom('team_operators').where('team_id', '=', teamId) },
    ...(operatorIds.length === 0
      ? []
      : [
          {
            // An operator who was in another team moves.
            query: database
              .insertInto('team_operators')
              .values([...new Set(operatorIds)].map((operatorId) => ({ operator_id: operatorId, team_id: teamId })))
              .onConflict((conflict) => conflict.column('operator_id').doUpdateSet({ team_id: teamId })),
          },
        ]),
  ];
  /** Two tabs or servers at the same teams: one after the other, and never half of each. */
  const together = (steps: readonly AtomicStep[]) => database.atomically(steps, { inOrderOf: 'teams' });

  return {
    /** All teams by name. */
    async list(): Promise<Team[]> {
      const rows = await database.selectFrom('teams').select(['id', 'name']).orderBy('name').execute();
      const members = await database.selectFrom('team_operators').selectAll().orderBy('operator_id').execute();
      return rows.map((row) => ({
        ...row,
        operatorIds: members.filter((member) => member.team_id === row.id).map((member) => member.operator_id),
      }));
    },

    /** Makes a team; null when the name is taken. */
    async create(name: string, operatorIds: readonly string[]): Promise<string | null> {
      const id = randomUUID();
      const query = database
        .insertInto('teams')
        .values({ id, name, created_at: clock().toISOString() })
        .onConflict((conflict) => conflict.column('name').doNothing());
      return (await together([{ query, mustChange: true }, ...operatorSteps(id, operatorIds)])) ? id : null;
    },

    /** Gives a team its name and operators; false when there is none or the name is another's. */
    async change(id: string, name: string, operatorIds: readonly string[]): Promise<boolean> {
      const query = database
        .updateTable('teams')
        .set({ name })
        .where('id', '=', id)
        .where((e) =>
          e.not(
            e.exists(
              e
                .selectFrom('teams as other')
                .select('other.id')
                .where('other.name', '=', name)
                .where('other.id', '!=', id),
            ),
          ),
        );
      return together([{ query, mustChange: true }, ...operatorSteps(id, operatorIds)]);
    },

    /** Dissolves a team; false when there is none. */
    async remove(id: string): Promise<boolean> {
      const result = await database.deleteFrom('teams').where('id', '=', id).executeTakeFirst();
      return Number(result.numDeletedRows) > 0;
    },

    /** Ids of the people who supervise a team. */
    async supervisorsOf(teamId: string): Promise<string[]> {
      const rows = await database
        .selectFrom('team_supervisors')
        .select('user_id')
        .where('team_id', '=', teamId)
        .execute();
      return rows.map((row) => row.user_id);
    },
  };
}

/** Steps that make somebody supervisor of exactly these teams; ids that name no team are left out. */
export const supervisionSteps = (database: StateDatabase, userId: string, teamIds: readonly string[]): AtomicStep[] => [
  { query: database.deleteFrom('team_supervisors').where('user_id', '=', userId) },
  ...(teamIds.length === 0
    ? []
    : [
        {
          query: database
            .insertInto('team_supervisors')
            .columns(['user_id', 'team_id'])
            .expression((e) =>
              e
                .selectFrom('teams')
                .select([e.val(userId).as('user_id'), 'id'])
                .where('id', 'in', teamIds),
            ),
        },
      ]),
];
