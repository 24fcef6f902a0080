/** UIS, CoMagic, Novofon: the HTTP notification «записанный разговор», by the template of docs/ingest.md. */
import { z } from 'zod';
import type { CallMetadata } from '../../domain/call.ts';
import { readSeconds, readTime } from '../cdr/read-time.ts';
import { phoneOf, metadataOf as toMetadata } from '../telephony-call.ts';

/** Its times are Moscow's, whatever zone the call centre is in. */
const serviceZone = 'Europe/Moscow';

/** Values come out of a template: numbers as text, what is not known as an empty text or null. */
const value = z
  .union([z.string().max(2_000), z.number(), z.null()])
  .transform((found) => String(found ?? '').trim() || undefined)
  .optional();

export const uisNotificationSchema = z.strictObject({
  /** The secret that the template carries: UIS does not sign. */
  secret: z.string().max(200),
  call_session_id: z.union([z.string().min(1).max(100), z.number()]).transform(String),
  file_link: z.string().min(8).max(2_000),
  direction: value,
  contact_phone_number: value,
  employee_id: value,
  employee_full_name: value,
  scenario_name: value,
  start_time: value,
  wait_time_duration: value,
  notification_name: value,
});
export type UisNotification = z.output<typeof uisNotificationSchema>;

/** What the notification tells of the call. */
export function readUis(told: UisNotification, timeZone: string): CallMetadata {
  const direction = told.direction === 'in' ? 'incoming' : told.direction === 'out' ? 'outgoing' : undefined;
  const wait = readSeconds(told.wait_time_duration ?? '');
  const begin = readTime(told.start_time ?? '', serviceZone);
  return toMetadata(
    {
      ids: [told.call_session_id],
      recordings: [],
      direction,
      queue: told.scenario_name,
      // The session's start is told; the talk begins after the waiting.
      startedAt: begin === null ? undefined : new Date(begin.getTime() + 1000 * (wait ?? 0)),
      extension: told.employee_id,
      operatorName: told.employee_full_name,
      clientPhone: phoneOf(told.contact_phone_number ?? ''),
      queueSeconds: direction === 'incoming' ? wait : undefined,
    },
    timeZone,
  );
}
