/** Fetches the recordings that telephony services announced; each becomes a call once, whatever happens in between. */
import type { CallIntake } from '../../jobs/call-intake.ts';
import { type Guard, guardedRequest, KamertonError } from '../../platform/index.ts';
import type { Recordings } from '../../storage/recordings.ts';
import type { AnnouncedCalls, DueRecording } from '../../storage/state/announced-calls.ts';
import type { IngestLog } from '../../storage/state/ingest-log.ts';
import { pullRecording } from '../pull-recording.ts';
import { type MangoKeys, mangoForm } from './mango.ts';

export interface FetchParts {
  announced: AnnouncedCalls;
  /** Told of every recording that came, for the page of states. */
  log: Pick<IngestLog, 'add'>;
  recordings: Pick<Recordings, 'take'>;
  intake: Pick<CallIntake, 'receive'>;
  /** Throws while there is no room or time for another call. */
  admit: () => Promise<void>;
  guard: Guard;
  /** Null: Mango is not connected. */
  mango: MangoKeys | null;
  clock?: () => Date;
}

/** Name of all announcements together among the sources. */
export const announcedSource = 'Mango, UIS';

const atOnce = 20;
/** Of a call whose end was not told by then the recording is taken with nothing known. */
const waitForCallMs = 10 * 60_000;
const askMs = 60_000;

/** What is on our side passes by itself: it uses up no attempt. */
const ours: ReadonlySet<string> = new Set([
  'no_room',
  'disk_fault',
  'overloaded',
  'store_unavailable',
  'queue_unavailable',
]);

/** Fetches what is due; returns how many became calls. `signal` ends it between two recordings. */
export async function fetchAnnounced(parts: FetchParts, signal?: AbortSignal): Promise<number> {
  let taken = 0;
  for (const one of await parts.announced.due(atOnce)) {
    if (signal?.aborted) break;
    try {
      if (await fetchOne(one, parts)) taken += 1;
    } catch (error) {
      if (!(error instanceof KamertonError)) throw error;
      await parts.announced.putOff(one, error.message, !ours.has(error.code));
    }
  }
  return taken;
}

async function fetchOne(one: DueRecording, parts: FetchParts): Promise<boolean> {
  const { announced, clock = () => new Date() } = parts;
  const metadata = await announced.metadataOf(one.service, one.entry);
  if (metadata === null && clock().getTime() - Date.parse(one.at) < waitForCallMs) {
    await announced.putOff(one, 'сведения о звонке ещё не пришли', false);
    return false;
  }
  await parts.admit();
  const url = one.service === 'mango' ? await mangoLink(one.recording, parts) : one.recording;
  const recording = await pullRecording(url, parts.guard, parts.recordings);
  const receipt = await parts.intake.receive({
    source: 'import',
    externalId: one.entry,
    metadata: metadata ?? {},
    recording: recording.name,
    transcript: null,
  });
  const state = receipt.duplicate ? 'duplicate' : 'taken';
  await parts.log.add({ id: one.id, source: announcedSource, name: one.entry, state, reason: null });
  await announced.fetched(one.id);
  return true;
}

/** Mango answers the question for a recording with the address of a file that can be fetched once. */
async function mangoLink(recording: string, { guard, mango }: FetchParts): Promise<string> {
  if (mango === null) throw failed('Mango не подключён: задайте KAMERTON_MANGO_KEY и KAMERTON_MANGO_SALT');
  const answer = await guardedRequest(
    `${mango.url}/queries/recording/post`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'user-agent': 'kamerton' },
      body: mangoForm({ recording_id: recording, action: 'download' }, mango),
      timeoutMs: askMs,
    },
    guard,
  ).catch((error: unknown) => {
    throw error instanceof KamertonError ? error : failed('нет связи с Mango', error);
  });
  answer.resume();
  const { location } = answer.headers;
  if (answer.statusCode !== 302 || location === undefined || !URL.canParse(location, mango.url))
    throw failed(`Mango отвечает ${answer.statusCode ?? 0} вместо ссылки; проверьте ключ, подпись и право на записи`);
  return new URL(location, mango.url).href;
}

const failed = (why: string, cause?: unknown) =>
  new KamertonError('bad_input', `запись не получена: ${why}`, { cause });
