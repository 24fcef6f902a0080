/** Lexicons that trainers write: drafts, published versions that never change, and which of them was in force when. */
import type { Migration } from 'kysely';

export const lexicons: Migration = {
  async up(db) {
    await db.schema
      .createTable('lexicon_versions')
      .addColumn('number', 'integer', (c) => c.primaryKey())
      .addColumn('sha256', 'text', (c) => c.notNull())
      .addColumn('content', 'text', (c) => c.notNull())
      .addColumn('base', 'integer')
      .addColumn('author', 'text', (c) => c.notNull())
      .addColumn('comment', 'text', (c) => c.notNull())
      .addColumn('published_at', 'text', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('lexicon_drafts')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('base', 'integer')
      .addColumn('content', 'text', (c) => c.notNull())
      .addColumn('sha256', 'text', (c) => c.notNull())
      .addColumn('author', 'text', (c) => c.notNull())
      .addColumn('comment', 'text', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('version', 'integer', (c) => c.notNull())
      .addColumn('changed_by', 'text', (c) => c.notNull())
      .addColumn('changed_at', 'text', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('lexicon_activations')
      .addColumn('seq', 'integer', (c) => c.primaryKey())
      .addColumn('number', 'integer', (c) => c.notNull().references('lexicon_versions.number'))
      .addColumn('actor', 'text', (c) => c.notNull())
      .addColumn('comment', 'text', (c) => c.notNull())
      .addColumn('at', 'text', (c) => c.notNull())
      .execute();
  },
};
