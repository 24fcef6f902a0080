/** What the address of the disputes says: which are shown, and which one is open. Anything that makes no sense is left out. */
import * as z from 'zod/mini';
import type { DisputeFilter } from '../../api/disputes.ts';

const readers = {
  /** Absent: those that wait, for who decides; all, for who disputed. */
  state: z.enum(['open', 'accepted', 'rejected', 'all']),
  operator: z.string().check(z.minLength(1), z.maxLength(200)),
  /** Id of the dispute that is being decided. */
  open: z.uuid(),
};
export type DisputesSearchName = keyof typeof readers;
const names = Object.keys(readers) as DisputesSearchName[];

export type DisputesSearch = { [Name in DisputesSearchName]?: z.infer<(typeof readers)[Name]> | undefined };

export const disputeStates = readers.state.options;

/** Names what was dropped as undefined: otherwise the router would hand it on raw. */
export function readDisputesSearch(raw: Record<string, unknown>): DisputesSearch {
  return Object.fromEntries(names.map((name) => [name, readers[name].safeParse(raw[name]).data])) as DisputesSearch;
}

/** Names of the values that `readDisputesSearch` drops. */
export const brokenInDisputesSearch = (raw: Record<string, unknown>): DisputesSearchName[] =>
  names.filter((name) => raw[name] !== undefined && !readers[name].safeParse(raw[name]).success);

/** The state that is shown: who decides begins with what waits. */
export const shownState = (search: DisputesSearch, mayResolve: boolean) =>
  search.state ?? (mayResolve ? 'open' : 'all');

/** The filters as the server is asked. */
export function disputeFilterOf(search: DisputesSearch, mayResolve: boolean): DisputeFilter {
  const state = shownState(search, mayResolve);
  return { state: state === 'all' ? undefined : state, operator: search.operator };
}
