/** Where the next page of a list begins: the time and the id of the last row seen. */
import { z } from 'zod';

const placeSchema = z.object({ at: z.string(), id: z.string() });
export type PagePlace = z.infer<typeof placeSchema>;

export const writePlace = (place: PagePlace): string => Buffer.from(JSON.stringify(place)).toString('base64url');

/** A broken cursor begins anew. */
export function readPlace(cursor: string | undefined): PagePlace | undefined {
  if (cursor === undefined) return undefined;
  try {
    return placeSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    return undefined;
  }
}
