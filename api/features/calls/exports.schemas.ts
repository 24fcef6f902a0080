/** Shapes of exports: which rows, in which format. */
import { z } from 'zod';
import { callListQuerySchema } from './calls.schemas.ts';

const format = z.enum(['csv', 'xlsx']);
export type SheetFormat = z.infer<typeof format>;

/** The filters are those of the list on the screen. */
export const exportCallsQuerySchema = callListQuerySchema
  .pick({ state: true, operator: true, order: true })
  .extend({ format });
export const exportScorecardQuerySchema = z.strictObject({ format });
