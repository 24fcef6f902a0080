/** The audit log: append-only by triggers; rows go only behind a signed anchor, when their time is over. */
import { type Kysely, type Migration, PostgresAdapter, sql } from 'kysely';

export const auditLog: Migration = {
  async up(db) {
    await db.schema
      .createTable('audit_log')
      .addColumn('seq', 'integer', (c) => c.primaryKey())
      .addColumn('at', 'text', (c) => c.notNull())
      .addColumn('actor_id', 'text')
      .addColumn('actor_login', 'text', (c) => c.notNull())
      .addColumn('ip', 'text', (c) => c.notNull())
      .addColumn('action', 'text', (c) => c.notNull())
      .addColumn('object_kind', 'text', (c) => c.notNull())
      .addColumn('object_id', 'text')
      .addColumn('result', 'text', (c) => c.notNull())
      .addColumn('details', 'text', (c) => c.notNull())
      .addColumn('prev_hash', 'text', (c) => c.notNull())
      .addColumn('row_hash', 'text', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('audit_by_actor').on('audit_log').columns(['actor_id', 'seq']).execute();
    await db.schema.createIndex('audit_by_object').on('audit_log').columns(['object_id', 'seq']).execute();
    await db.schema.createIndex('audit_by_action').on('audit_log').columns(['action', 'seq']).execute();
    await db.schema.createIndex('audit_by_time').on('audit_log').columns(['at']).execute();
    await db.schema
      .createTable('audit_objects')
      .addColumn('ref', 'text', (c) => c.primaryKey())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('id', 'text', (c) => c.notNull())
      .addUniqueConstraint('audit_objects_once', ['kind', 'id'])
      .execute();
    await db.schema
      .createTable('audit_anchors')
      .addColumn('seq', 'integer', (c) => c.primaryKey())
      .addColumn('row_hash', 'text', (c) => c.notNull())
      .addColumn('at', 'text', (c) => c.notNull())
      .addColumn('signature', 'text', (c) => c.notNull())
      .execute();
    if (db.getExecutor().adapter instanceof PostgresAdapter) await forbidOnPostgres(db);
    else await forbidOnSqlite(db);
  },
};

async function forbidOnSqlite(db: Kysely<unknown>): Promise<void> {
  for (const table of ['audit_log', 'audit_anchors']) {
    await sql`CREATE TRIGGER ${sql.id(`${table}_no_update`)} BEFORE UPDATE ON ${sql.id(table)}
      BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END`.execute(db);
  }
  await sql`CREATE TRIGGER audit_anchors_no_delete BEFORE DELETE ON audit_anchors
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END`.execute(db);
  await sql`CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log
    WHEN old.seq > (SELECT coalesce(max(seq), 0) FROM audit_anchors)
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END`.execute(db);
}

async function forbidOnPostgres(db: Kysely<unknown>): Promise<void> {
  await sql`CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$`.execute(db);
  await sql`CREATE FUNCTION audit_behind_anchor() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF OLD.seq > (SELECT coalesce(max(seq), 0) FROM audit_anchors) THEN
        RAISE EXCEPTION 'the audit log is append-only';
      END IF;
      RETURN OLD;
    END $$`.execute(db);
  await sql`CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log
    FOR EACH ROW EXECUTE FUNCTION audit_append_only()`.execute(db);
  await sql`CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log
    FOR EACH ROW EXECUTE FUNCTION audit_behind_anchor()`.execute(db);
  await sql`CREATE TRIGGER audit_log_no_truncate BEFORE TRUNCATE ON audit_log
    FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()`.execute(db);
  await sql`CREATE TRIGGER audit_anchors_no_change BEFORE UPDATE OR DELETE ON audit_anchors
    FOR EACH ROW EXECUTE FUNCTION audit_append_only()`.execute(db);
}
