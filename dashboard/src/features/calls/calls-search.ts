/** The filters of the list as they stand in the address, and what in it makes no sense. */
import * as z from 'zod/mini';

const readers = {
  state: z.enum(['waiting', 'processing', 'no_model', 'done', 'refused', 'failed']),
  operator: z.string().check(z.minLength(1), z.maxLength(200)),
};

export interface CallsSearch {
  state?: z.infer<typeof readers.state> | undefined;
  operator?: string | undefined;
}

/** The states in the order in which the filter offers them. */
export const filterStates = readers.state.options;

/** Keeps the values that make sense. The others are named as undefined: otherwise the router would hand them on raw. */
export function readCallsSearch(raw: Record<string, unknown>): CallsSearch {
  const state = readers.state.safeParse(raw.state);
  const operator = readers.operator.safeParse(raw.operator);
  return { state: state.data, operator: operator.data };
}

/** Names of the values that `readCallsSearch` drops. */
export function brokenInCallsSearch(raw: Record<string, unknown>): ('state' | 'operator')[] {
  return (['state', 'operator'] as const).filter(
    (name) => raw[name] !== undefined && !readers[name].safeParse(raw[name]).success,
  );
}
