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
  /** What calls that it judged are stamped with; empty where it was not kept. */
  lexicon: string;
  scorecard: string;
}

/** What calls are stamped with that a content judged. */
export interface StampsOf {
  lexicon: string;
  scorecard: string;
}

/** The lexicons of the program as they were when the first version was published over them. */
export interface FirstVersion {
  content: string;
  author: string;
  comment: string;
  stamps: StampsOf;
}

/** What is written in one piece with a version, by its number. */
export type AlsoWritten = (version: LexiconVersion) => readonly AtomicStep[];

/** When a version came into force. */
export interface LexiconActivation {
  seq: number;
  number: number;
  actor: string;
  comment: string;
  at: string;
}

export type LexiconVersions = ReturnType<typeof lexiconVersions>;

const headColumns = [
  ...(['number', 'sha256', 'base', 'author', 'comment', 'published_at'] as const),
  ...(['lexicon_version', 'scorecard_version'] as const),
] as const;

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

  const firstActivation = ({ author, comment }: FirstVersion, at: string) => activation(1, 1, author, comment, at);

  const insertion = (row: LexiconVersionsTable): AtomicStep => ({
    query: database
      .insertInto('lexicon_versions')
      .values(row)
      .onConflict((conflict) => conflict.column('number').doNothing()),
    mustChange: true,
  });

  const newestNumber = async (): Promise<number> => {
    const query = database.selectFrom('lexicon_versions').select((e) => e.fn.max('number').as('number'));
    return Number((await query.executeTakeFirst())?.number ?? 0);
  };

  return {
    /** The version in force; null while the lexicons of the program are. */
    inForce,

    /**
     * Publishes a draft as the next version and puts it in force, all or nothing. When it is the first one, the lexicons of
     * the program become version 1, and it becomes version 2.
     * @param seen the draft's version and the activation (its `seq`, 0 for none) that the publisher saw
     * @param also what is written together with it
     * @throws KamertonError `conflict` when the draft or what is in force has changed since.
     */
    async publish(
      draftId: string,
      seen: { draft: number; activation: number },
      actor: string,
      comment: string,
      stamps: StampsOf = { lexicon: '', scorecard: '' },
      first?: FirstVersion,
      also: AlsoWritten = () => [],
    ): Promise<LexiconVersion> {
      const draft = await database
        .selectFrom('lexicon_drafts')
        .selectAll()
        .where('id', '=', draftId)
        .where('version', '=', seen.draft)
        .where('state', '=', 'editing')
        .executeTakeFirst();
      if (!draft) throw overtaken();
      const at = clock().toISOString();
      const newest = await newestNumber();
      const seed = newest === 0 && seen.activation === 0 ? first : undefined;
      const number = newest + (seed ? 2 : 1);
      const base = seed ? 1 : draft.base;
      const row = rowOf({ number, base, content: draft.content, author: draft.author, comment, at, stamps });
      const steps: AtomicStep[] = [
        {
          query: database
            .updateTable('lexicon_drafts')
            .set({ state: 'published', version: seen.draft + 1, changed_by: actor, changed_at: at })
            .where('id', '=', draftId)
            .where('version', '=', seen.draft)
            .where('state', '=', 'editing'),
          mustChange: true,
        },
        ...(seed ? [insertion(rowOf({ ...seed, number: 1, base: null, at })), firstActivation(seed, at)] : []),
        insertion(row),
        activation(seen.activation + (seed ? 2 : 1), number, actor, comment, at),
        ...also(toVersion(row)),
      ];
      if (!(await database.atomically(steps))) throw overtaken();
      return toVersion(row);
    },

    /**
     * Publishes the content of an earlier version as the next one and puts it in force.
     * @throws KamertonError `conflict` when something else has come into force since, `not_found` for an unknown version.
     */
    async restore(
      number: number,
      seenActivation: number,
      actor: string,
      comment: string,
      also: AlsoWritten = () => [],
    ): Promise<LexiconVersion> {
      const old = await this.find(number);
      if (!old) throw new KamertonError('not_found', `версии словарей ${number} нет`);
      const at = clock().toISOString();
      const next = (await newestNumber()) + 1;
      const { content, lexicon, scorecard } = old;
      const row = rowOf({
        number: next,
        base: number,
        content,
        author: actor,
        comment,
        at,
        stamps: { lexicon, scorecard },
      });
      const steps = [insertion(row), activation(seenActivation + 1, next, actor, comment, at), ...also(toVersion(row))];
      if (!(await database.atomically(steps))) throw overtaken();
      return toVersion(row);
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

function rowOf(given: {
  number: number;
  base: number | null;
  content: string;
  author: string;
  comment: string;
  at: string;
  stamps: StampsOf;
}): LexiconVersionsTable {
  const { at, stamps, ...row } = given;
  return {
    number: row.number,
    base: row.base,
    content: row.content,
    author: row.author,
    comment: row.comment,
    sha256: hashPlain(row.content),
    published_at: at,
    lexicon_version: stamps.lexicon,
    scorecard_version: stamps.scorecard,
  };
}

const toVersion = (row: Omit<LexiconVersionsTable, 'content'>): LexiconVersion => ({
  number: Number(row.number),
  sha256: row.sha256,
  base: row.base === null ? null : Number(row.base),
  author: row.author,
  comment: row.comment,
  publishedAt: row.published_at,
  lexicon: row.lexicon_version,
  scorecard: row.scorecard_version,
});
