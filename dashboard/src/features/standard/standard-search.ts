/** What the address of the standard says: period, basis, which requirements. */
import * as z from 'zod/mini';

const readers = {
  from: z.iso.date(),
  to: z.iso.date(),
  basis: z.enum(['sample', 'all']),
  only: z.enum(['machine']),
};
type Name = keyof typeof readers;
const names = Object.keys(readers) as Name[];
export type StandardSearch = { [N in Name]?: z.infer<(typeof readers)[N]> | undefined };

/** Names what was dropped as undefined: otherwise the router would hand it on raw. */
export function readStandardSearch(raw: Record<string, unknown>): StandardSearch {
  return Object.fromEntries(names.map((name) => [name, readers[name].safeParse(raw[name]).data])) as StandardSearch;
}

export const brokenInStandardSearch = (raw: Record<string, unknown>): Name[] =>
  names.filter((name) => raw[name] !== undefined && !readers[name].safeParse(raw[name]).success);
