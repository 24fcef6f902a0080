/** What the address of the queue says: which queue, and its filters. Anything that makes no sense is left out. */
import * as z from 'zod/mini';
import type { QueueFilter } from '../../api/queue.ts';

const readers = {
  tab: z.enum(['sample']),
  operator: z.string().check(z.minLength(1), z.maxLength(200)),
  reason: z.enum(['fatal', 'conflict', 'low_score', 'findings', 'unsure', 'not_sure_criteria', 'disputed']),
  assignee: z.string().check(z.minLength(1), z.maxLength(200)),
  state: z.enum(['submitted']),
  sort: z.enum(['gravest', 'waiting', 'newest', 'oldest', 'longest', 'shortest']),
  week: z.string().check(z.regex(/^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/)),
};
export type QueueSearchName = keyof typeof readers;
const names = Object.keys(readers) as QueueSearchName[];

export type QueueSearch = { [Name in QueueSearchName]?: z.infer<(typeof readers)[Name]> | undefined };

export const queueReasons = readers.reason.options;
/** The most urgent first is the order of an address that names none. */
export const queueOrders = ['priority', ...readers.sort.options] as const;

/** Names what was dropped as undefined: otherwise the router would hand it on raw. */
export function readQueueSearch(raw: Record<string, unknown>): QueueSearch {
  return Object.fromEntries(names.map((name) => [name, readers[name].safeParse(raw[name]).data])) as QueueSearch;
}

/** Names of the values that `readQueueSearch` drops. */
export const brokenInQueueSearch = (raw: Record<string, unknown>): QueueSearchName[] =>
  names.filter((name) => raw[name] !== undefined && !readers[name].safeParse(raw[name]).success);

/** The filters and the order as the server is asked. */
export const queueFilterOf = ({ operator, reason, assignee, state, sort }: QueueSearch): QueueFilter => ({
  operator,
  reason,
  assignee,
  state,
  order: sort,
});

export const isFiltered = ({ sort: _, ...search }: QueueSearch): boolean =>
  Object.values(queueFilterOf(search)).some((value) => value !== undefined);

/** The search as it is kept under a name: as it stands in the address, without «?». */
export const queryOf = (search: QueueSearch): string =>
  new URLSearchParams(
    Object.entries(search).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  ).toString();
