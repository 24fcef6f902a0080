/** How much may lie unfinished: of one person or key, and of everybody together. */
import { KamertonError } from '#platform';

/** An unfinished upload. `bytes`: its whole length, whatever has come of it so far. */
export interface OpenUpload {
  id: string;
  owner: string;
  bytes: number;
  /** When something of it last came, milliseconds of the epoch. */
  touchedMs: number;
}

export interface UploadLimits {
  /** Bytes of all unfinished uploads together, by their whole lengths. */
  allBytes: number;
  /** The same for one person or key. */
  personBytes: number;
}

/** Uploads that one person or key may have open. */
const mostOpen = 20;
/** Nothing has come for so long: its sender has gone, and it yields to the sender's next one. */
const abandonedMs = 3_600_000;
const gigabytes = (bytes: number): string => (bytes / 2 ** 30).toLocaleString('ru-RU', { maximumFractionDigits: 1 });

/**
 * Uploads of the same owner that must go first, the longest abandoned first; mostly none.
 * @throws KamertonError `too_many_requests` when the owner has too much open, `no_room` when everybody has together
 */
export function yieldingUploads(
  open: readonly OpenUpload[],
  asked: { owner: string; bytes: number },
  limits: UploadLimits,
  nowMs: number,
): string[] {
  const own = open.filter(({ owner }) => owner === asked.owner);
  const abandoned = own
    .filter(({ touchedMs }) => nowMs - touchedMs > abandonedMs)
    .sort((a, b) => a.touchedMs - b.touchedMs);
  let count = own.length;
  let bytes = sumOf(own) + asked.bytes;
  const yielding: OpenUpload[] = [];
  while (count >= mostOpen || bytes > limits.personBytes) {
    const oldest = abandoned.shift();
    if (oldest === undefined)
      throw new KamertonError(
        'too_many_requests',
        count >= mostOpen
          ? `незаконченных загрузок уже ${count}: закончите или отмените их`
          : `ваши незаконченные загрузки вместе с этой больше ${gigabytes(limits.personBytes)} ГБ: закончите или отмените их`,
      );
    yielding.push(oldest);
    count -= 1;
    bytes -= oldest.bytes;
  }
  if (sumOf(open) - sumOf(yielding) + asked.bytes > limits.allBytes)
    throw new KamertonError(
      'no_room',
      `незаконченные загрузки всех людей вместе с этой больше ${gigabytes(limits.allBytes)} ГБ: повторите, когда другие закончатся`,
    );
  return yielding.map(({ id }) => id);
}

const sumOf = (uploads: readonly OpenUpload[]): number => uploads.reduce((sum, { bytes }) => sum + bytes, 0);
