/** What the address of «Защита данных» says: which tab is open. Anything that makes no sense is left out. */
import * as z from 'zod/mini';

const tabSchema = z.enum(['retention', 'privacy']);
export interface ProtectionSearch {
  /** Absent: the log of actions. */
  tab?: z.infer<typeof tabSchema> | undefined;
}

/** Names what was dropped as undefined: otherwise the router would hand it on raw. */
export const readProtectionSearch = (raw: Record<string, unknown>): ProtectionSearch => ({
  tab: tabSchema.safeParse(raw.tab).data,
});
