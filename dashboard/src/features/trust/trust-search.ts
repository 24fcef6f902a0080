/** What the address of «Доверие» says: which entries are shown. */
import * as z from 'zod/mini';

const showSchema = z.enum(['below', 'advisory']);
export interface TrustSearch {
  show?: z.infer<typeof showSchema> | undefined;
}

/** Names what was dropped as undefined: otherwise the router would hand it on raw. */
export const readTrustSearch = (raw: Record<string, unknown>): TrustSearch => ({
  show: showSchema.safeParse(raw.show).data,
});

export const isBrokenTrustSearch = ({ show }: Record<string, unknown>): boolean =>
  show !== undefined && !showSchema.safeParse(show).success;
