/** What the address of «Пользователи» says: which tab is open. Anything that makes no sense is left out. */
import * as z from 'zod/mini';

const tabSchema = z.enum(['teams', 'keys', 'webhooks']);
export interface AccountsSearch {
  /** Absent: people. */
  tab?: z.infer<typeof tabSchema> | undefined;
}

/** Names what was dropped as undefined: otherwise the router would hand it on raw. */
export const readAccountsSearch = (raw: Record<string, unknown>): AccountsSearch => ({
  tab: tabSchema.safeParse(raw.tab).data,
});
