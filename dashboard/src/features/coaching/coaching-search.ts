/** What the address of coaching says: whose notes. Anything that makes no sense is left out. */
import * as z from 'zod/mini';

const operator = z.string().check(z.minLength(1), z.maxLength(200));

export interface CoachingSearch {
  operator?: string | undefined;
}

/** Names what was dropped as undefined: otherwise the router would hand it on raw. */
export const readCoachingSearch = (raw: Record<string, unknown>): CoachingSearch => ({
  operator: operator.safeParse(raw.operator).data,
});
