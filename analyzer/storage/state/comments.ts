/** Comments at a second of a call. A deleted one leaves its row, without showing. */
import { randomUUID } from 'node:crypto';
import type { StateDatabase } from './database.ts';
import { prepared } from './prepared.ts';

export interface Comment {
  id: string;
  /** From the start of the recording. */
  second: number;
  author: string;
  text: string;
  createdAt: string;
  /** Null while it stands as it was written. */
  editedAt: string | null;
}

export type Comments = ReturnType<typeof comments>;

/** Comments over an open state database. */
export function comments(database: StateDatabase, clock: () => Date = () => new Date()) {
  const commentsOf = prepared(database, ['call'], ({ call }) =>
    database
      .selectFrom('comments')
      .select(['id', 'second', 'author', 'text', 'created_at as createdAt', 'edited_at as editedAt'])
      .where('call_id', '=', call)
      .where('deleted_at', 'is', null)
      .orderBy('second')
      .orderBy('created_at'),
  );

  return {
    /** `id` makes the same request sent again one comment. */
    async add(
      callId: string,
      comment: Pick<Comment, 'second' | 'author' | 'text'> & { id?: string },
    ): Promise<Comment> {
      const added = { id: randomUUID(), ...comment, createdAt: clock().toISOString(), editedAt: null };
      await database
        .insertInto('comments')
        .values({
          id: added.id,
          call_id: callId,
          second: added.second,
          author: added.author,
          text: added.text,
          created_at: added.createdAt,
          edited_at: null,
          deleted_at: null,
        })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
      return added;
    },

    /** In the order of the call. */
    ofCall: (callId: string): Promise<Comment[]> => commentsOf({ call: callId }),

    /** Rewrites one's own comment; false when there is none. */
    async edit(callId: string, id: string, author: string, text: string): Promise<boolean> {
      const result = await database
        .updateTable('comments')
        .set({ text, edited_at: clock().toISOString() })
        .where('call_id', '=', callId)
        .where('id', '=', id)
        .where('author', '=', author)
        .where('deleted_at', 'is', null)
        .executeTakeFirst();
      return Number(result.numUpdatedRows) > 0;
    },

    /** Takes one's own comment back; false when there is none. */
    async remove(callId: string, id: string, author: string): Promise<boolean> {
      const result = await database
        .updateTable('comments')
        .set({ deleted_at: clock().toISOString() })
        .where('call_id', '=', callId)
        .where('id', '=', id)
        .where('author', '=', author)
        .where('deleted_at', 'is', null)
        .executeTakeFirst();
      return Number(result.numUpdatedRows) > 0;
    },
  };
}
