/** Values that several filters take. */
import { z } from 'zod';

/** Id of a topic of calls. */
export const topicIdSchema = z.string().regex(/^[a-z][a-z_]{0,39}$/);

/** Hour of the local day, as an address writes it. */
export const hourTextSchema = z.string().regex(/^([01]?\d|2[0-3])$/);

/** Local day; none is before 1970: the days before a day of year 0 cannot be written, and no call is as old. */
export const localDaySchema = z.iso.date().refine((day) => day >= '1970-01-01', 'день не раньше 1970-01-01');

/** Where the next page of a list begins: what the answer before it gave. */
export const pageCursorSchema = z.string().regex(/^[\w-]{1,200}$/);
