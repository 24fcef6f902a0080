/** Mango Office: its signed messages about calls and recordings, and the question for a recording. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { CallMetadata } from '../../domain/call.ts';
import { phoneOf, metadataOf as toMetadata } from '../telephony-call.ts';

/** What the account of Mango Office and we share. */
export interface MangoKeys {
  /** «Уникальный код вашей АТС». */
  key: string;
  /** «Ключ для создания подписи». */
  salt: string;
  /** Address of the API, without «/» at the end. */
  url: string;
}

const text = z.union([z.string(), z.number()]).transform(String).optional();
const sideSchema = z.object({ extension: text, number: text });
const instant = z.coerce.number().int().min(0).max(99_999_999_999);

/** `events/summary`: the end of a call. Fields that we do not need are passed over: Mango adds new ones. */
const summarySchema = z.object({
  entry_id: z.string().min(1).max(200),
  /** 0 inside of the company, 1 incoming, 2 outgoing. */
  call_direction: z.coerce.number().int(),
  from: sideSchema.default({}),
  to: sideSchema.default({}),
  create_time: instant,
  talk_time: instant.default(0),
  end_time: instant.optional(),
});

/** `events/record/added`: the recording lies in the cloud. */
const recordAddedSchema = z.object({
  entry_id: z.string().min(1).max(200),
  recording_id: z.string().min(1).max(300),
});

/** `events/recording`: the recorder's own word; only the last one counts. */
const recordingSchema = recordAddedSchema.extend({ recording_state: z.string() });

export type MangoWord =
  | { kind: 'call'; entry: string; metadata: CallMetadata }
  | { kind: 'recording'; entry: string; recording: string }
  | { kind: 'nothing' };

const signatureOf = ({ key, salt }: MangoKeys, json: string) =>
  createHash('sha256')
    .update(key + json + salt)
    .digest('hex');

/** True when the form was signed with our salt. */
export function isFromMango(form: { vpbx_api_key: string; sign: string; json: string }, keys: MangoKeys): boolean {
  const right = Buffer.from(signatureOf(keys, form.json));
  const given = Buffer.from(form.sign.toLowerCase());
  return form.vpbx_api_key === keys.key && given.length === right.length && timingSafeEqual(given, right);
}

/** The form of a question to Mango, signed. */
export function mangoForm(question: Record<string, string>, keys: MangoKeys): string {
  const json = JSON.stringify(question);
  return new URLSearchParams({ vpbx_api_key: keys.key, sign: signatureOf(keys, json), json }).toString();
}

/**
 * What a message tells that we need; `event` is what Mango puts behind our address («events/summary»).
 * @throws a zod error for a message of a known kind that does not fit
 */
export function readMango(event: string, message: unknown, timeZone: string): MangoWord {
  if (event === 'events/summary') return callOf(summarySchema.parse(message), timeZone);
  if (event === 'events/record/added') {
    const { entry_id: entry, recording_id: recording } = recordAddedSchema.parse(message);
    return { kind: 'recording', entry, recording };
  }
  if (event === 'events/recording') {
    const { entry_id: entry, recording_id: recording, recording_state: state } = recordingSchema.parse(message);
    return state === 'Completed' ? { kind: 'recording', entry, recording } : { kind: 'nothing' };
  }
  return { kind: 'nothing' };
}

/** Ringing and waiting are not told apart here: they are left out, and the criteria of time are «not applicable». */
function callOf(call: z.output<typeof summarySchema>, timeZone: string): MangoWord {
  const direction = call.call_direction === 1 ? 'incoming' : call.call_direction === 2 ? 'outgoing' : undefined;
  const [own, other] = direction === 'outgoing' ? [call.from, call.to] : [call.to, call.from];
  const begin = call.talk_time || call.create_time;
  const metadata = toMetadata(
    {
      ids: [call.entry_id],
      recordings: [],
      direction,
      extension: own.extension || undefined,
      startedAt: begin > 0 ? new Date(begin * 1000) : undefined,
      clientPhone: phoneOf(other.number ?? ''),
    },
    timeZone,
  );
  return { kind: 'call', entry: call.entry_id, metadata };
}
