/** What the address of a call's page says: the second to open at and the finding to select. */
import * as z from 'zod/mini';

const seconds = z.coerce.number().check(z.minimum(0), z.maximum(86_400));

export interface CallSearch {
  /** Seconds from the start of the recording. */
  t?: number | undefined;
  /** Id of a finding. */
  flag?: string | undefined;
}

const id = z.uuid();

/** Keeps a time that makes sense and drops anything else. */
export function readCallSearch(raw: Record<string, unknown>): CallSearch {
  const time = seconds.safeParse(raw.t);
  const flag = id.safeParse(raw.flag).data;
  return { t: raw.t !== undefined && raw.t !== '' ? time.data : undefined, ...(flag !== undefined && { flag }) };
}

/** True when the address names a time that `readCallSearch` drops. */
export const isBrokenTime = (raw: Record<string, unknown>): boolean =>
  raw.t !== undefined && readCallSearch(raw).t === undefined;
