/** Shape of the list of operators. */
import { z } from 'zod';

export const operatorListSchema = z.object({
  /** Everybody once; the order is for the reader to choose. */
  items: z.array(
    z.object({
      id: z.string(),
      /** Name in the newest call that has one; null when no call has. */
      name: z.string().nullable(),
    }),
  ),
});
export type OperatorList = z.infer<typeof operatorListSchema>;
