/** Intake: a recording, a ready transcript or both become a call in the ledger and a job in the queue. */
import { deterministicUuid, hashOf, KamertonError, type Logger } from '#platform';
import type { CallMetadata, Segment } from '../domain/call.ts';
import type { CallLedger } from '../storage/state/call-ledger.ts';
import type { ReceivedCall } from '../storage/state/ledger-call.ts';
import type { CallQueue } from './queue.ts';

/** What came in. At least one of recording and transcript must be there. */
export interface IncomingCall {
  source: ReceivedCall['source'];
  /** Id the call has elsewhere; shown to people. Empty: the call's own id is shown. */
  externalId: string | null;
  metadata: CallMetadata;
  /** Name in the recordings store (its SHA-256). */
  recording: string | null;
  transcript: Segment[] | null;
}

export interface Receipt {
  id: string;
  /** True when this call was here already: nothing is processed twice. */
  duplicate: boolean;
}

export type CallIntake = ReturnType<typeof callIntake>;

/** States in which a transcript that comes later sets the call going again. */
const waitsForWords = ['no_model', 'failed', 'refused'] as const;

export function callIntake(parts: { ledger: CallLedger; queue: CallQueue; logger: Logger }) {
  const { ledger, queue, logger } = parts;
  /** The ledger row is the truth: with Redis away the call is taken all the same, and the reconciler queues it later. */
  const enqueue = async (callId: string, run: number) => {
    try {
      await queue.add({ callId, run });
    } catch (error) {
      logger.warn({ callId, err: error }, 'call stays in the ledger until the queue is back');
    }
  };

  return {
    /** Puts a run that waits in the ledger into the queue. */
    enqueue,

    /**
     * Takes a call in. The same sound (or, without sound, the same words under the same id) is the same call.
     * @throws KamertonError `bad_input` when there is neither sound nor words.
     */
    async receive(call: IncomingCall): Promise<Receipt> {
      if (call.recording === null && call.transcript === null) {
        throw new KamertonError('bad_input', 'нет ни записи, ни расшифровки: приложите хотя бы одно');
      }
      const id =
        call.recording === null
          ? deterministicUuid('call', call.externalId ?? '', hashOf(JSON.stringify(call.transcript)))
          : deterministicUuid('recording', call.recording);
      const fresh = await ledger.receive({
        ...call,
        id,
        externalId: call.externalId ?? id.slice(0, 8),
        recordingSha256: call.recording,
      });
      if (fresh) await enqueue(id, 1);
      else if (call.transcript !== null) {
        const run = await ledger.supplyTranscript(id, call.transcript, waitsForWords);
        if (run !== null) await enqueue(id, run);
      }
      return { id, duplicate: !fresh };
    },

    /**
     * Sets an ended call going again on a person's word.
     * @throws KamertonError `conflict` when the call is not in a state that can be retried.
     */
    async retry(id: string): Promise<void> {
      const run = await ledger.restart(id, ['failed', 'refused', 'no_model']);
      if (run === null)
        throw new KamertonError('conflict', 'звонок сейчас нельзя повторить: он уже обработан или в работе');
      await enqueue(id, run);
    },

    /** Makes the queue agree with the ledger: after a crash, an emptied Redis or a model that has been installed. */
    async reconcile(modelInstalled: boolean): Promise<number> {
      if (modelInstalled) {
        for (const { id } of await ledger.inStates(['no_model'])) await ledger.restart(id, ['no_model']);
      }
      const unfinished = await ledger.inStates(['waiting', 'processing']);
      for (const { id, run } of unfinished) await queue.ensure({ callId: id, run });
      return unfinished.length;
    },
  };
}
