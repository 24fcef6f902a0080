/** Answers that were put together from the state database: they hold as long as its tables stand still, whoever writes there. */
import { boundedMap } from '#platform';
import type { StateDatabase } from './database.ts';
import type { StateTables } from './tables/index.ts';

/** Claims run out and priorities grow without anything being written: no answer is older than this, unless its reader looks at the time. */
const usualMs = 1_000;

interface Kept<V> {
  version: string;
  at: number;
  value: Promise<V>;
}

/** Gives the answer of a key: the one in memory, or what `read` gives. A failed one is not kept. */
export type WhileUnchanged = <V>(
  tables: readonly (keyof StateTables)[],
  most: number,
  longestMs?: number,
) => (key: string, read: () => Promise<V>) => Promise<V>;

/**
 * Answers over an open state database. Every change of one of the tables is seen at once, also one that another process made:
 * the version is read before the tables are, so what was being read while they changed is not given again. Where the database
 * cannot say cheaply whether it changed (Postgres) nothing is kept.
 */
export function whileUnchanged(
  database: Pick<StateDatabase, 'versionOf'>,
  clock: () => number = () => performance.now(),
): WhileUnchanged {
  return <V>(tables: readonly (keyof StateTables)[], most: number, longestMs = usualMs) => {
    const kept = boundedMap<Kept<V>>(most);
    return (key: string, read: () => Promise<V>) => {
      const version = database.versionOf(tables);
      if (version === null) return read();
      const now = clock();
      const known = kept.get(key);
      if (known !== undefined && known.version === version && now - known.at < longestMs) return known.value;
      const mine = { version, at: now, value: read() };
      kept.set(key, mine);
      mine.value.catch(() => {
        if (kept.get(key) === mine) kept.delete(key);
      });
      return mine.value;
    };
  };
}
