/** Teams: an operator is in one, a supervisor may have several. */
import type { Migration } from 'kysely';

export const teams: Migration = {
  async up(db) {
    await db.schema
      .createTable('teams')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('name', 'text', (c) => c.notNull().unique())
      .addColumn('created_at', 'text', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('team_operators')
      .addColumn('operator_id', 'text', (c) => c.primaryKey())
      .addColumn('team_id', 'text', (c) => c.notNull().references('teams.id').onDelete('cascade'))
      .execute();
    await db.schema.createIndex('team_operators_by_team').on('team_operators').column('team_id').execute();
    await db.schema
      .createTable('team_supervisors')
      .addColumn('user_id', 'text', (c) => c.notNull().references('users.id').onDelete('cascade'))
      .addColumn('team_id', 'text', (c) => c.notNull().references('teams.id').onDelete('cascade'))
      .addPrimaryKeyConstraint('team_supervisors_once', ['user_id', 'team_id'])
      .execute();
  },
};
