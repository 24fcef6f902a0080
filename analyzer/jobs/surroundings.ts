/** What must be well around us before a call is taken in or worked on: a disk with room that can be written, a store that answers, a short queue. */
import { freeBytes, KamertonError, unwritable } from '#platform';
import type { CallLedger } from '../storage/state/call-ledger.ts';

export interface Limits {
  /** Below so many free bytes nothing new is taken. */
  leastFreeBytes: number;
  /** With so many calls waiting nothing new is taken. */
  mostWaiting: number;
}

export type Surroundings = ReturnType<typeof surroundings>;

/** A queue that grows is counted again after this time; between counts a burst may overshoot by what it brings. */
const countEveryMs = 1_000;

/** Looks at the data folder's disk, the store and the ledger. */
export function surroundings(parts: {
  folder: string;
  limits: Limits;
  ledger: Pick<CallLedger, 'counts'>;
  storeAnswers: () => Promise<boolean>;
}) {
  const { folder, limits, ledger, storeAnswers } = parts;
  let counted = { at: 0, waiting: 0 };

  const room = async (): Promise<KamertonError | null> => {
    const fault = await unwritable(folder);
    if (fault !== null) return fault;
    return (await freeBytes(folder)) >= limits.leastFreeBytes
      ? null
      : new KamertonError('no_room', 'на диске сервера кончается место: записи примутся, когда его освободят');
  };

  const waiting = async (): Promise<number> => {
    if (Date.now() - counted.at > countEveryMs || Date.now() < counted.at) {
      const open = (await ledger.counts()).filter(({ state }) => state === 'waiting' || state === 'processing');
      counted = { at: Date.now(), waiting: open.reduce((sum, { calls }) => sum + calls, 0) };
    }
    return counted.waiting;
  };

  return {
    /** Why nothing can be worked on now, or null. A call that is started all the same would use up its attempts. */
    async hindrance(): Promise<KamertonError | null> {
      const lack = await room();
      if (lack !== null) return lack;
      return (await storeAnswers()) ? null : new KamertonError('store_unavailable', 'хранилище оценок не отвечает');
    },

    /**
     * Lets a new call in.
     * @throws KamertonError `no_room`, `disk_fault` or `overloaded`; the sender comes back later
     */
    async admit(): Promise<void> {
      const lack = await room();
      if (lack !== null) throw lack;
      if ((await waiting()) >= limits.mostWaiting) {
        throw new KamertonError('overloaded', 'очередь обработки заполнена: повторите загрузку через несколько минут');
      }
    },
  };
}
