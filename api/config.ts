/** The environment of the server: the analyzer's settings and where and how the pages are served. */

import { z } from 'zod';
import { analyzerConfigSchema } from '#analyzer';

export const apiConfigSchema = analyzerConfigSchema.extend({
  /** Address to listen on; the default is reachable from this machine only. */
  KAMERTON_HOST: z.string().min(1).default('127.0.0.1'),
  KAMERTON_PORT: z.coerce.number().int().min(0).max(65_535).default(8_420),
  /** Address people type, when a proxy stands in front; with https the session cookie is `__Host-` and Secure. */
  KAMERTON_PUBLIC_URL: z.preprocess(
    (value) => (value === '' ? undefined : value),
    z.url({ protocol: /^https?$/ }).optional(),
  ),
  /** Time zone of the call centre, shown beside times. */
  KAMERTON_TIME_ZONE: z
    .string()
    .default('Europe/Moscow')
    .refine((zone) => Intl.supportedValuesOf('timeZone').includes(zone), 'неизвестный часовой пояс'),
});
