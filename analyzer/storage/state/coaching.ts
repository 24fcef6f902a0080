/** Coaching: a supervisor's note to an operator with moments of calls to hear, which the operator acknowledges. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { deterministicUuid, KamertonError } from '#platform';
import type { AtomicStep } from './atomic-steps.ts';
import type { StateDatabase } from './database.ts';
import { type NewNotification, notificationStep } from './notifications.ts';
import { outboxStep } from './outbox.ts';
import type { CoachingNotesTable } from './tables/answer-tables.ts';

/** A moment of a call that belongs to a note. Seconds. */
const clipSchema = z.object({
  callId: z.uuid(),
  day: z.iso.date(),
  findingId: z.uuid(),
  rule: z.string(),
  entry: z.string(),
  start: z.number().min(0),
  end: z.number().min(0),
});
export type CoachingClip = z.infer<typeof clipSchema>;

export interface CoachingNote {
  id: string;
  operatorId: string;
  author: string;
  text: string;
  clips: CoachingClip[];
  createdAt: string;
  acknowledgedBy: string | null;
  acknowledgedAt: string | null;
}

export type Coaching = ReturnType<typeof coaching>;

/** Coaching notes over an open state database. */
export function coaching(database: StateDatabase, clock: () => Date = () => new Date()) {
  const find = async (id: string): Promise<CoachingNote | null> => {
    const row = await database.selectFrom('coaching_notes').selectAll().where('id', '=', id).executeTakeFirst();
    return row ? toNote(row) : null;
  };
  const tellSteps = (news: readonly NewNotification[], at: string) =>
    news.map((one) => notificationStep(database, one, at));

  return {
    find,

    /** Writes a note (the same id again is the same note); `tell` gets the note's id, for the link. */
    async write(
      input: Pick<CoachingNote, 'operatorId' | 'author' | 'text' | 'clips'> & { id?: string },
      tell: (noteId: string) => readonly NewNotification[] = () => [],
    ): Promise<CoachingNote> {
      const at = clock().toISOString();
      const clips = clipSchema.array().max(50).parse(input.clips);
      const note = { id: randomUUID(), ...input, clips, createdAt: at, acknowledgedBy: null, acknowledgedAt: null };
      const fresh = await database.atomically(
        [
          {
            query: database
              .insertInto('coaching_notes')
              .values(toRow(note))
              .onConflict((conflict) => conflict.column('id').doNothing()),
            mustChange: true,
          },
          factStep(database, note),
          ...tellSteps(tell(note.id), at),
        ],
        { inOrderOf: note.id },
      );
      return fresh ? note : ((await find(note.id)) ?? note);
    },

    /**
     * The operator has read it; the second time nothing changes.
     * @throws KamertonError `not_found` when the operator has no such note.
     */
    async acknowledge(
      id: string,
      operatorId: string,
      account: string,
      tell: readonly NewNotification[] = [],
    ): Promise<CoachingNote> {
      const note = await find(id);
      if (note?.operatorId !== operatorId) throw new KamertonError('not_found', 'такой заметки нет');
      if (note.acknowledgedAt !== null) return note;
      const at = clock().toISOString();
      const read = { ...note, acknowledgedBy: account, acknowledgedAt: at };
      const mine = await database.atomically(
        [
          {
            query: database
              .updateTable('coaching_notes')
              .set({ acknowledged_by: account, acknowledged_at: at })
              .where('id', '=', id)
              .where('acknowledged_at', 'is', null),
            mustChange: true,
          },
          factStep(database, read),
          ...tellSteps(tell, at),
        ],
        { inOrderOf: id },
      );
      return mine ? read : ((await find(id)) ?? read);
    },

    /** Newest first; of the given operators when given; `older` is the last one of the page before. */
    async list(
      operators: readonly string[] | undefined,
      limit: number,
      older?: { at: string; id: string },
    ): Promise<CoachingNote[]> {
      let query = database.selectFrom('coaching_notes').selectAll();
      if (operators !== undefined) query = query.where('operator_id', 'in', operators);
      if (older !== undefined) {
        query = query.where((e) =>
          e.or([e('created_at', '<', older.at), e.and([e('created_at', '=', older.at), e('id', '>', older.id)])]),
        );
      }
      return (await query.orderBy('created_at', 'desc').orderBy('id').limit(limit).execute()).map(toNote);
    },
  };
}

function factStep(database: StateDatabase, note: CoachingNote): AtomicStep {
  const sequence = note.acknowledgedAt === null ? 1 : 2;
  return outboxStep(database, 'coaching', note.id, {
    day: note.createdAt.slice(0, 10),
    note_id: note.id,
    event_id: deterministicUuid('coaching event', note.id, String(sequence)),
    sequence,
    at: note.acknowledgedAt ?? note.createdAt,
    kind: sequence === 1 ? 'written' : 'acknowledged',
    operator_id: note.operatorId,
    actor: note.acknowledgedBy ?? note.author,
    text: note.text,
    finding_ids: note.clips.map(({ findingId }) => findingId),
    entries: note.clips.map(({ entry }) => entry),
  });
}

const toRow = (note: CoachingNote): CoachingNotesTable => ({
  id: note.id,
  operator_id: note.operatorId,
  author: note.author,
  text: note.text,
  clips: JSON.stringify(note.clips),
  created_at: note.createdAt,
  acknowledged_by: note.acknowledgedBy,
  acknowledged_at: note.acknowledgedAt,
});

const toNote = (row: CoachingNotesTable): CoachingNote => ({
  id: row.id,
  operatorId: row.operator_id,
  author: row.author,
  text: row.text,
  clips: clipSchema.array().parse(JSON.parse(row.clips)),
  createdAt: row.created_at,
  acknowledgedBy: row.acknowledged_by,
  acknowledgedAt: row.acknowledged_at,
});
