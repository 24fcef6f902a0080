/** The filters and the columns of the list as they stand in the address, and what in it makes no sense. */
import * as z from 'zod/mini';
import type { CallOrder } from '../../api/shapes.ts';
import { callOrders, withState } from './call-order.ts';

/** The columns that may be put away. */
export const columnNames = ['operator', 'duration', 'score', 'findings', 'unsure'] as const;
export type ColumnName = (typeof columnNames)[number];

const readers = {
  sort: z.enum(callOrders),
  state: z.enum(['waiting', 'processing', 'no_model', 'done', 'refused', 'failed']),
  operator: z.string().check(z.minLength(1), z.maxLength(200)),
  /** The columns put away, with commas between them. */
  hide: z.string().check(z.refine((text) => text.split(',').every(isColumn))),
};

export interface CallsSearch {
  state?: z.infer<typeof readers.state> | undefined;
  operator?: string | undefined;
  hide?: string | undefined;
  /** Newest first without it. */
  sort?: CallOrder | undefined;
}

/** The states in the order in which the filter offers them. */
export const filterStates = readers.state.options;

/** Keeps the values that make sense. The others are named as undefined: otherwise the router would hand them on raw. */
export function readCallsSearch(raw: Record<string, unknown>): CallsSearch {
  const state = readers.state.safeParse(raw.state);
  const operator = readers.operator.safeParse(raw.operator);
  const hide = readers.hide.safeParse(raw.hide);
  const sort = readers.sort.safeParse(raw.sort);
  return withState<CallsSearch>({ operator: operator.data, hide: hide.data, sort: sort.data }, state.data);
}

/** Names of the values that `readCallsSearch` drops. */
export function brokenInCallsSearch(raw: Record<string, unknown>): (keyof typeof readers)[] {
  return (['state', 'operator', 'hide', 'sort'] as const).filter(
    (name) => raw[name] !== undefined && !readers[name].safeParse(raw[name]).success,
  );
}

export const isFiltered = ({ state, operator }: CallsSearch): boolean => state !== undefined || operator !== undefined;

/** The columns put away. */
export const hiddenColumns = ({ hide = '' }: CallsSearch): ColumnName[] => hide.split(',').filter(isColumn);

/** The address with a column shown or put away; in the order of the columns, so that one choice has one address. */
export function withColumn(search: CallsSearch, column: ColumnName, shown: boolean): CallsSearch {
  const before = hiddenColumns(search);
  const hidden = columnNames.filter((name) => (name === column ? !shown : before.includes(name)));
  return { ...search, hide: hidden.length === 0 ? undefined : hidden.join(',') };
}

function isColumn(name: string): name is ColumnName {
  return columnNames.some((known) => known === name);
}
