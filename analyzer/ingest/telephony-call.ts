/** A call as the telephony tells of it, whatever exchange it comes from; what is not known is absent. */
import type { CallMetadata } from '../domain/call.ts';

export interface TelephonyCall {
  /** Everything the exchange calls it by: unique ids of the call and of its legs. */
  ids: string[];
  /** Names of its recordings without folder and extension. */
  recordings: string[];
  direction?: 'incoming' | 'outgoing' | undefined;
  /** When the talk with the operator began or, unknown, the call; instant in UTC. */
  startedAt?: Date | undefined;
  endedAt?: Date | undefined;
  /** Internal number of the operator who talked. */
  extension?: string | undefined;
  operatorName?: string | undefined;
  clientPhone?: string | undefined;
  queue?: string | undefined;
  ringSeconds?: number | undefined;
  queueSeconds?: number | undefined;
  transferSeconds?: number | undefined;
  wrapUpSeconds?: number | undefined;
}

/** Digits of a telephone number the way they are compared and shown: +7… for Russian ones; empty when it is hidden. */
export function phoneOf(text: string): string | undefined {
  const digits = text.replace(/[^\d]/g, '');
  if (digits.length === 11 && /^[78]/.test(digits)) return `+7${digits.slice(1)}`;
  if (digits.length === 10) return `+7${digits}`;
  if (digits.length < 5 || digits.length > 15) return undefined;
  return `+${digits}`;
}

/** True for the short numbers of an exchange's own people. */
export const isInternal = (number: string, mostDigits = 5): boolean =>
  /^\d+$/.test(number) && number.length <= mostDigits;

/** What a call's metadata get from the telephony. Instants are written with the offset of `timeZone`: the local hour decides the salutation. */
export function metadataOf(call: TelephonyCall, timeZone: string): CallMetadata {
  const seconds = (value: number | undefined) =>
    value === undefined || value < 0 ? undefined : Math.round(value * 100) / 100;
  return withoutGaps({
    direction: call.direction,
    started_at: call.startedAt && isoWithOffset(call.startedAt, timeZone),
    operator:
      call.extension === undefined && call.operatorName === undefined
        ? undefined
        : withoutGaps({ id: call.extension, name: call.operatorName }),
    client: call.clientPhone === undefined ? undefined : { phone: call.clientPhone },
    queue: call.queue?.slice(0, 100),
    ring_seconds: seconds(call.ringSeconds),
    queue_seconds: seconds(call.queueSeconds),
    transfer_seconds: seconds(call.transferSeconds),
    wrap_up_seconds: seconds(call.wrapUpSeconds),
  });
}

type WithoutGaps<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** The object without the fields that are not known. */
export function withoutGaps<T extends object>(value: T): Partial<WithoutGaps<T>> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Partial<WithoutGaps<T>>;
}

/** `2026-03-11T09:14:05+03:00`: the instant as the clock of the zone shows it. */
export function isoWithOffset(instant: Date, timeZone: string): string {
  const offset = offsetMinutes(instant, timeZone);
  const local = new Date(instant.getTime() + offset * 60_000).toISOString().slice(0, 19);
  const [hours, minutes] = [Math.trunc(Math.abs(offset) / 60), Math.abs(offset) % 60];
  return `${local}${offset < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}

/** Minutes that the zone is ahead of UTC at the instant. */
export function offsetMinutes(instant: Date, timeZone: string): number {
  const named = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(instant)
    .find(({ type }) => type === 'timeZoneName')?.value;
  const [, sign = '+', hours = '0', minutes = '0'] = /^GMT(?:([+-])(\d{2}):(\d{2}))?$/.exec(named ?? '') ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
