/** Where accounts come from, their states and grants; what a session's owner may know about it. */
import type { Migration } from 'kysely';

export const accountStates: Migration = {
  async up(db) {
    const users = db.schema.alterTable('users');
    await users.addColumn('source', 'text', (c) => c.notNull().defaultTo('local')).execute();
    await users.addColumn('subject', 'text').execute();
    await users.addColumn('grants', 'text', (c) => c.notNull().defaultTo('[]')).execute();
    await users.addColumn('must_change_password', 'integer', (c) => c.notNull().defaultTo(0)).execute();
    await users.addColumn('last_sign_in_at', 'text').execute();
    // Until now supervisors saw every call; an administrator narrows them to teams.
    await db.updateTable('users').set({ grants: '["call.every_team"]' }).where('role', '=', 'supervisor').execute();
    await db.schema.createIndex('users_by_subject').on('users').columns(['source', 'subject']).unique().execute();
    // Sessions of before have no id to be listed under: everybody signs in once more.
    await db.deleteFrom('sessions').execute();
    const sessions = db.schema.alterTable('sessions');
    await sessions.addColumn('id', 'text', (c) => c.notNull().defaultTo('')).execute();
    await sessions.addColumn('ip', 'text', (c) => c.notNull().defaultTo('')).execute();
    await sessions.addColumn('agent', 'text', (c) => c.notNull().defaultTo('')).execute();
    await db.schema.createIndex('sessions_by_user').on('sessions').column('user_id').execute();
  },
};
