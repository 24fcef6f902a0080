/** Transcripts that came with calls, as they lie in the ledger: sealed, or plain from the time before. */
import { closeEnvelope, isEnvelope, type KeyRing, keyOfEnvelope, rewrapEnvelope } from '#platform';
import type { StateDatabase } from './database.ts';

const rowsAtOnce = 100;

export type SealedTranscripts = ReturnType<typeof sealedTranscripts>;

export function sealedTranscripts(database: StateDatabase) {
  return {
    /** Puts every transcript under the ring's current key; returns how many were written. */
    async reseal(ring: KeyRing): Promise<number> {
      const { id: current } = ring.current();
      let after = '';
      let written = 0;
      for (;;) {
        const rows = await database
          .selectFrom('calls')
          .select(['id', 'transcript'])
          .where('id', '>', after)
          .where('transcript', 'is not', null)
          .orderBy('id')
          .limit(rowsAtOnce)
          .execute();
        for (const { id, transcript } of rows) {
          if (transcript === null || (isEnvelope(transcript) && keyOfEnvelope(transcript) === current)) continue;
          const sealed = isEnvelope(transcript)
            ? rewrapEnvelope(ring, transcript, id)
            : closeEnvelope(ring, Buffer.from(transcript, 'utf8'), id);
          // Only what was read is replaced: somebody else may have brought another transcript.
          await database
            .updateTable('calls')
            .set({ transcript: sealed })
            .where('id', '=', id)
            .where('transcript', '=', transcript)
            .execute();
          written += 1;
        }
        const last = rows.at(-1);
        if (last === undefined) return written;
        after = last.id;
      }
    },
  };
}
