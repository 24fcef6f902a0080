/** Drawing calls by lot: every call of the week has the same chance, and anybody with the seed draws the same ones. Pure. */
import { hashPlain } from '#platform';

export interface DrawnSample {
  /** How many calls the lot was drawn from. */
  population: number;
  /** SHA-256 of the sorted ids, one a line: proof of what they were. */
  populationHash: string;
  /** The calls drawn, in the order of the lot. */
  callIds: string[];
}

/**
 * The `size` calls with the smallest SHA-256 of «seed:id». As the hash knows nothing of a call but its id, the sample is
 * unbiased; a population that grows keeps whoever is still among the smallest.
 */
export function drawSample(seed: string, callIds: readonly string[], size: number): DrawnSample {
  const population = [...new Set(callIds)].sort();
  const lots = population.map((id) => ({ id, lot: hashPlain(`${seed}:${id}`) }));
  lots.sort((a, b) => (a.lot < b.lot ? -1 : a.lot > b.lot ? 1 : 0));
  return {
    population: population.length,
    populationHash: hashPlain(population.join('\n')),
    callIds: lots.slice(0, size).map(({ id }) => id),
  };
}
