/** Comments at a second of a call. A deleted one leaves its row, without showing. */
import { randomUUID } from 'node:crypto';
import type { StateDatabase } from './database.ts';

export interface Comment {
  id: string;
  /** From the start of the recording. */
  second: number;
  author: string;
  text: string;
  createdAt: string;
}

export type Comments = ReturnType<typeof comments>;

/** Comments over an open state database. */
export function comments(database: StateDatabase, clock: () => Date = () => new Date()) {
  return {
    async add(callId: string, comment: Omit<Comment, 'id' | 'createdAt'>): Promise<Comment> {
      const added = { ...comment, id: randomUUID(), createdAt: clock().toISOString() };
      await database
        .insertInto('comments')
        .values({
          id: added.id,
          call_id: callId,
          second: added.second,
          author: added.author,
          text: added.text,
          created_at: added.createdAt,
          deleted_at: null,
        })
        .execute();
      return added;
    },

    /** In the order of the call. */
    async ofCall(callId: string): Promise<Comment[]> {
      return database
        .selectFrom('comments')
        .select(['id', 'second', 'author', 'text', 'created_at as createdAt'])
        .where('call_id', '=', callId)
        .where('deleted_at', 'is', null)
        .orderBy('second')
        .orderBy('created_at')
        .execute();
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
