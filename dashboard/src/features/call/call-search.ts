/** What the address of a call's page says: the second to open at. */
import * as z from 'zod/mini';

const seconds = z.coerce.number().check(z.minimum(0), z.maximum(86_400));

export interface CallSearch {
  /** Seconds from the start of the recording. */
  t?: number;
}

/** Keeps a time that makes sense and drops anything else. */
export function readCallSearch(raw: Record<string, unknown>): CallSearch {
  const time = seconds.safeParse(raw.t);
  return raw.t !== undefined && raw.t !== '' && time.success ? { t: time.data } : {};
}

/** True when the address names a time that `readCallSearch` drops. */
export const isBrokenTime = (raw: Record<string, unknown>): boolean =>
  raw.t !== undefined && readCallSearch(raw).t === undefined;
