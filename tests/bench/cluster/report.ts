/** What the checks of `npm run bench:cluster` say. */
import { isDeepStrictEqual } from 'node:util';

let wrong = 0;

/** Prints a fact that has to hold. */
export function check(what: string, holds: boolean, told = ''): void {
  if (!holds) wrong += 1;
  console.log(`${holds ? 'ok   ' : 'WRONG'} ${what}${told === '' ? '' : `: ${told}`}`);
}

/** Names of the answers that are not the same. */
export function different(one: Map<string, unknown>, other: Map<string, unknown>): string[] {
  return [...one].filter(([name, answer]) => !isDeepStrictEqual(answer, other.get(name))).map(([name]) => name);
}

export const wrongChecks = () => wrong;
