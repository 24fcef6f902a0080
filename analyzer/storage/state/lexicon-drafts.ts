/** Drafts of lexicons: changed by compare-and-set, so that two trainers never overwrite each other unseen. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { hashPlain, KamertonError } from '#platform';
import type { StateDatabase } from './database.ts';
import { requestTaken } from './request-taken.ts';
import type { LexiconDraftsTable } from './tables/lexicon-tables.ts';

export interface LexiconDraft {
  id: string;
  /** Published version it was made from; null: from the lexicons of the program. */
  base: number | null;
  /** What is to be published, JSON. */
  content: string;
  sha256: string;
  author: string;
  comment: string;
  state: 'editing' | 'published' | 'discarded';
  version: number;
  changedBy: string;
  changedAt: string;
  /** Accounts that wrote something in it: none of them is the second person who publishes it. */
  editors: string[];
}

export type LexiconDrafts = ReturnType<typeof lexiconDrafts>;

/** Drafts over an open state database. */
export function lexiconDrafts(database: StateDatabase, clock: () => Date = () => new Date()) {
  const find = async (id: string): Promise<LexiconDraft | null> => {
    const row = await database.selectFrom('lexicon_drafts').selectAll().where('id', '=', id).executeTakeFirst();
    return row ? toDraft(row) : null;
  };

  /** Changes a draft that is being edited and still stands at the version that was seen. */
  const change = async (id: string, seenVersion: number, actor: string, values: Partial<LexiconDraftsTable>) => {
    const row = await database
      .updateTable('lexicon_drafts')
      .set({ ...values, version: seenVersion + 1, changed_by: actor, changed_at: clock().toISOString() })
      .where('id', '=', id)
      .where('version', '=', seenVersion)
      .where('state', '=', 'editing')
      .returningAll()
      .executeTakeFirst();
    if (row) return toDraft(row);
    const current = await find(id);
    if (!current) throw new KamertonError('not_found', 'такого черновика словарей нет');
    throw new KamertonError('conflict', `черновик уже изменил(а) ${current.changedBy}; откройте его заново`);
  };

  return {
    find,

    /**
     * Makes a draft; the same id again is the same draft, also when another version has come into force meanwhile.
     * @throws KamertonError `conflict` when the id belongs to another draft, or this one was changed or left since
     */
    async create(
      draft: Pick<LexiconDraft, 'base' | 'content' | 'author' | 'comment'> & { id?: string },
    ): Promise<LexiconDraft> {
      const row: LexiconDraftsTable = {
        ...draft,
        id: draft.id ?? randomUUID(),
        sha256: hashPlain(draft.content),
        state: 'editing',
        version: 1,
        changed_by: draft.author,
        changed_at: clock().toISOString(),
        editors: JSON.stringify([draft.author]),
      };
      const made = await database
        .insertInto('lexicon_drafts')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doNothing())
        .returning('id')
        .executeTakeFirst();
      if (made !== undefined) return toDraft(row);
      const known = await find(row.id);
      const same = (['author', 'comment', 'sha256', 'state'] as const).every((field) => known?.[field] === row[field]);
      if (known === null || !same) throw requestTaken();
      return known;
    },

    /** @throws KamertonError `conflict` when somebody changed, published or discarded it meanwhile; `not_found` */
    async save(
      id: string,
      seenVersion: number,
      actor: string,
      values: Pick<LexiconDraft, 'content' | 'comment'> & { base?: number | null },
    ): Promise<LexiconDraft> {
      const editors = new Set((await find(id))?.editors).add(actor);
      return change(id, seenVersion, actor, {
        ...values,
        sha256: hashPlain(values.content),
        editors: JSON.stringify([...editors]),
      });
    },

    /** @throws as `save` */
    discard(id: string, seenVersion: number, actor: string): Promise<LexiconDraft> {
      return change(id, seenVersion, actor, { state: 'discarded' });
    },

    /** Drafts that are being edited, the last changed first. */
    async list(): Promise<LexiconDraft[]> {
      const rows = await database
        .selectFrom('lexicon_drafts')
        .selectAll()
        .where('state', '=', 'editing')
        .orderBy('changed_at', 'desc')
        .orderBy('id')
        .execute();
      return rows.map(toDraft);
    },
  };
}

const toDraft = ({ changed_by, changed_at, editors, ...row }: LexiconDraftsTable): LexiconDraft => ({
  ...row,
  base: row.base === null ? null : Number(row.base),
  version: Number(row.version),
  changedBy: changed_by,
  changedAt: changed_at,
  editors: z.array(z.string()).parse(JSON.parse(editors)),
});
