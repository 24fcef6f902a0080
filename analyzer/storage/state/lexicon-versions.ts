/** Published versions of lexicons, which never change, and the pointer to the one in force with its history. */
import { hashPlain, KamertonError } from '#platform';
import type { AtomicStep } from './atomic-steps.ts';
import type { StateDatabase } from './database.ts';
import type { LexiconVersionsTable } from './tables/lexicon-tables.ts';

export interface LexiconVersion {
  /** 1, 2, 3 … */
  number: number;
  sha256: string;
  base: number | null;
  author: string;
  comment: string;
  publishedAt: string;
}

/** When a version came into force. */
export interface LexiconActivation {
  seq: number;
  number: number;
  actor: string;
  comment: string;
  at: string;
}

export type LexiconVersions = ReturnType<typeof lexiconVersions>;

const headColumns = ['number', 'sha256', 'base', 'author', 'comment', 'published_at'] as const;

/** Versions over an open state database. */
export function lexiconVersions(database: StateDatabase, clock: () => Date = () => new Date()) {
  const inForce = async (): Promise<LexiconActivation | null> =>
    (await database.selectFrom('lexicon_activations').selectAll().orderBy('seq', 'desc').limit(1).executeTakeFirst()) ??
    null;

  const activation = (seq: number, number: number, actor: string, comment: string, at: string): AtomicStep => ({
    query: database
      .insertInto('lexicon_activations')
      .values({ seq, number, actor, comment, at })
      .onConflict((conflict) => conflict.column('seq').doNothing()),
    mustChange: true,
  });

  const overtaken = () =>
    new KamertonError('conflict', 'словари тем временем изменил кто-то ещё; посмотрите новую версию и повторите');

  return {
    /** The version in force; null while the lexicons of the program are. */
    inForce,

    /**
     * Publishes a draft as the next version and puts it in force, all or nothing.
     * @param seen the draft's version and the activation (its `seq`, 0 for none) that the publisher saw
     * @throws KamertonError `conflict` when the draft or what is in force has changed since.
     */
    async publish(
      draftId: string,
      seen: { draft: number; activation: number },
      actor: string,
      comment: string,
    ): Promise<LexiconVersion> {
      const draft = await database
        .selectFrom('lexicon_drafts')
        .selectAll()
        .where('id', '=', draftId)
        .where('version', '=', seen.draft)
        .where('state', '=', 'editing')
        .executeTakeFirst();
      if (!draft) throw overtaken();
      const newest = await database
        .selectFrom('lexicon_versions')
        .select((e) => e.fn.max('number').as('number'))
        .executeTakeFirst();
      const at = clock().toISOString();
      const row: LexiconVersionsTable = {
        number: Number(newest?.number ?? 0) + 1,
        sha256: hashPlain(draft.content),
        content: draft.content,
        base: draft.base,
        author: draft.author,
        comment,
        published_at: at,
      };
      const published = await database.atomically([
        {
          query: database
            .updateTable('lexicon_drafts')
            .set({ state: 'published', version: seen.draft + 1, changed_by: actor, changed_at: at })
            .where('id', '=', draftId)
            .where('version', '=', seen.draft)
            .where('state', '=', 'editing'),
          mustChange: true,
        },
        {
          query: database
            .insertInto('lexicon_versions')
            .values(row)
            .onConflict((conflict) => conflict.column('number').doNothing()),
          mustChange: true,
        },
        activation(seen.activation + 1, row.number, actor, comment, at),
      ]);
      if (!published) throw overtaken();
      return toVersion(row);
    },

    /**
     * Puts a published version in force again.
     * @throws KamertonError `conflict` when something else has come into force since, `not_found` for an unknown version.
     */
    async activate(number: number, seenActivation: number, actor: string, comment: string): Promise<LexiconActivation> {
      if (!(await this.find(number))) throw new KamertonError('not_found', `версии словарей ${number} нет`);
      const at = clock().toISOString();
      const seq = seenActivation + 1;
      if (!(await database.atomically([activation(seq, number, actor, comment, at)]))) throw overtaken();
      return { seq, number, actor, comment, at };
    },

    /**
     * A version with its content, JSON.
     * @throws KamertonError `store_unavailable` when the stored text is not the one that was published.
     */
    async find(number: number): Promise<(LexiconVersion & { content: string }) | null> {
      const row = await database
        .selectFrom('lexicon_versions')
        .selectAll()
        .where('number', '=', number)
        .executeTakeFirst();
      if (!row) return null;
      if (hashPlain(row.content) !== row.sha256) {
        throw new KamertonError(
          'store_unavailable',
          `текст опубликованной версии словарей ${number} повреждён; восстановите базу состояния из копии`,
        );
      }
      return { ...toVersion(row), content: row.content };
    },

    /** Newest first, without their content. */
    async list(): Promise<LexiconVersion[]> {
      const rows = await database
        .selectFrom('lexicon_versions')
        .select(headColumns)
        .orderBy('number', 'desc')
        .execute();
      return rows.map(toVersion);
    },

    /** What was in force when, newest first. */
    async activations(): Promise<LexiconActivation[]> {
      return database.selectFrom('lexicon_activations').selectAll().orderBy('seq', 'desc').execute();
    },
  };
}

const toVersion = (row: Omit<LexiconVersionsTable, 'content'>): LexiconVersion => ({
  number: Number(row.number),
  sha256: row.sha256,
  base: row.base === null ? null : Number(row.base),
  author: row.author,
  comment: row.comment,
  publishedAt: row.published_at,
});
