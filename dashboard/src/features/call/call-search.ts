/** What the address of a call's page says: the second to open at. */
import * as z from 'zod/mini';

const seconds = z.coerce.number().check(z.minimum(0), z.maximum(86_400));

export interface CallSearch {
  /** Seconds from the start of the recording. */
  t?: number | undefined;
}

/** Keeps a time that makes sense and drops anything else. */
export function readCallSearch(raw: Record<string, unknown>): CallSearch {
  const time = seconds.safeParse(raw.t);
  return { t: raw.t !== undefined && raw.t !== '' ? time.data : undefined };
}

/** True when the address names a time that `readCallSearch` drops. */
export const isBrokenTime = (raw: Record<string, unknown>): boolean =>
  raw.t !== undefined && readCallSearch(raw).t === undefined;
