/** A map that holds so much and no more: what was used longest ago goes first. */

interface BoundedMap<V> {
  /** The value, which is the last used from now on. */
  get(key: string): V | undefined;
  /** A value heavier than the whole map is not kept. */
  set(key: string, value: V): void;
  delete(key: string): void;
  clear(): void;
  entries(): IterableIterator<[string, V]>;
  readonly size: number;
}

/** @param most the sum of the weights at most; without `weightOf` the number of entries */
export function boundedMap<V>(most: number, weightOf: (value: V) => number = () => 1): BoundedMap<V> {
  const held = new Map<string, V>();
  let weight = 0;

  const remove = (key: string) => {
    const value = held.get(key);
    if (value === undefined) return;
    weight -= weightOf(value);
    held.delete(key);
  };

  return {
    get(key) {
      const value = held.get(key);
      if (value === undefined) return undefined;
      held.delete(key);
      held.set(key, value);
      return value;
    },

    set(key, value) {
      remove(key);
      const own = weightOf(value);
      if (own > most) return;
      held.set(key, value);
      weight += own;
      for (const oldest of held.keys()) {
        if (weight <= most) break;
        remove(oldest);
      }
    },

    delete: remove,

    clear() {
      held.clear();
      weight = 0;
    },

    entries: () => held.entries(),

    get size() {
      return held.size;
    },
  };
}
