/** In which order the list stands: what a press on a heading makes of it, and what it is called. */
import type { CallOrder, CallState } from '../../api/shapes.ts';

/** The order of a heading's first press, and that of its second; the first begins with what people look for. */
const ordersOf = {
  call: ['newest', 'oldest'],
  duration: ['longest', 'shortest'],
  score: ['worst', 'best'],
  findings: ['most_findings', 'fewest_findings'],
} as const satisfies Record<string, readonly [CallOrder, CallOrder]>;
export type SortableColumn = keyof typeof ordersOf;

/** All orders, as the list of them offers them. */
export const callOrders = Object.values(ordersOf).flat();

export const isSortable = (column: string): column is SortableColumn => Object.hasOwn(ordersOf, column);

const growing: readonly CallOrder[] = ['oldest', 'shortest', 'worst', 'fewest_findings'];

/** For `aria-sort`. */
export function sortOf(column: SortableColumn, order: CallOrder): 'ascending' | 'descending' | undefined {
  if (!ordersOf[column].some((one) => one === order)) return undefined;
  return growing.includes(order) ? 'ascending' : 'descending';
}

/** What a press on the heading leads to. */
export function nextOrder(column: SortableColumn, order: CallOrder): CallOrder {
  const [first, second] = ordersOf[column];
  return order === first ? second : first;
}

/** Figures belong to judged calls alone. */
export const isOfJudged = (order: CallOrder): boolean => !ordersOf.call.some((one) => one === order);

/** What of the address stands in each other's way. */
interface Ordered {
  state?: CallState | undefined;
  sort?: CallOrder | undefined;
}

/** The address with another order; a state that has no figures yields to it. */
export function withOrder<S extends Ordered>(search: S, order: CallOrder): S {
  const state = isOfJudged(order) && search.state !== 'done' ? undefined : search.state;
  return { ...search, state, sort: order === 'newest' ? undefined : order };
}

/** The address with another state; an order by a figure yields to states that have none. */
export function withState<S extends Ordered>(search: S, state: S['state']): S {
  const stays = state === undefined || state === 'done' || search.sort === undefined || !isOfJudged(search.sort);
  return { ...search, state, sort: stays ? search.sort : undefined };
}
