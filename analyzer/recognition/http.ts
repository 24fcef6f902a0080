/** The engine `http`: transcription servers that speak OpenAI's /v1/audio/transcriptions; the way to scale. */
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { KamertonError } from '#platform';
import type { EndpointPool, Lease } from './endpoint-pool.ts';
import type { RecognitionControl, RecognitionJob, RecognizedWord, Recognizer } from './recognizer.ts';
import { NoTimesError, wordsOfVerboseJson } from './verbose-json.ts';
import { readWindow } from './window-wav.ts';

export interface HttpOptions {
  /** Shared by all jobs of this process: the servers' places and health are known to all of them. */
  pool: EndpointPool;
  /** Model that the servers are asked for. */
  model: string;
  /** Access key; empty = none. */
  key: string;
  /** Sent as they are; servers ignore fields that they do not know. */
  fields: Readonly<Record<string, string>>;
  prompt: string;
  /** Seconds allowed for a request: `atLeast` + `perSecond` × seconds of sound. */
  timeLimit: { atLeast: number; perSecond: number };
  /** Wait before the second attempt, milliseconds; it doubles with each further one. */
  backOffMs?: number;
}

/** So often a window is tried, on another server each time when there is one. */
const attempts = 4;

/** Node itself gives up waiting for the head of an answer after five minutes. */
const longestMs = 290_000;

/** The address of the transcription route of a configured server. */
export function routeOf(server: string): string {
  const url = new URL(server);
  // A full route is taken as it is (whisper-server's own one is /inference).
  if (/\/(?:transcriptions|inference)\/?$/.test(url.pathname)) return url.href;
  const base = url.pathname.replace(/\/+$/, '').replace(/\/v1$/, '');
  url.pathname = `${base}/v1/audio/transcriptions`;
  return url.href;
}

/** The engine as a Recognizer; nothing is asked before the first job. */
export function createHttp(options: HttpOptions): Recognizer {
  return {
    name: 'http',
    model: options.model,
    prompt: options.prompt,
    capabilities: { verbatim: 'unknown', punctuation: true, wordTimes: true, probabilities: true },
    recognize: (job, control = {}) => recognize(options, job, control),
  };
}

async function recognize(
  options: HttpOptions,
  job: RecognitionJob,
  control: RecognitionControl,
): Promise<RecognizedWord[][]> {
  const windows = await Promise.all(job.wavPaths.map(readWindow));
  const total = windows.reduce((sum, { seconds }) => sum + seconds, 0);
  const answers: RecognizedWord[][] = windows.map(() => []);
  // When one window fails for good, the others are not worth their time.
  const stop = linkedAbort(control.signal);
  let next = 0;
  let done = 0;
  const work = async () => {
    for (let i = next++; i < windows.length; i = next++) {
      const { seconds } = windows[i] ?? { seconds: 0 };
      answers[i] = await transcribe(options, job, job.wavPaths[i] ?? '', seconds, stop.signal);
      done += seconds;
      control.onProgress?.(total > 0 ? done / total : 1);
    }
  };
  const workers = Array.from({ length: Math.min(options.pool.places, windows.length) }, work);
  try {
    await Promise.all(workers);
  } catch (error) {
    stop.abort(error);
    await Promise.allSettled(workers);
    throw error;
  } finally {
    stop.unlink();
  }
  return answers;
}

/**
 * An abort that also follows a parent signal, and a time limit when there is one. Not AbortSignal.any with
 * AbortSignal.timeout: Node 20 may collect the joined timer as garbage, and the request then waits for ever.
 */
function linkedAbort(parent: AbortSignal | undefined, limitMs?: number) {
  const controller = new AbortController();
  const follow = () => controller.abort(parent?.reason);
  if (parent?.aborted) follow();
  parent?.addEventListener('abort', follow, { once: true });
  const late = () => controller.abort(new DOMException('it takes too long', 'TimeoutError'));
  const timer = limitMs === undefined ? undefined : setTimeout(late, limitMs);
  return {
    signal: controller.signal,
    abort: (reason: unknown) => controller.abort(reason),
    unlink: () => {
      clearTimeout(timer);
      parent?.removeEventListener('abort', follow);
    },
  };
}

async function transcribe(
  options: HttpOptions,
  job: RecognitionJob,
  path: string,
  seconds: number,
  signal: AbortSignal,
): Promise<RecognizedWord[]> {
  const sound = await readFile(path);
  const limitMs = Math.min(longestMs, 1000 * (options.timeLimit.atLeast + options.timeLimit.perSecond * seconds));
  const failed = new Set<string>();
  for (let attempt = 1; ; attempt++) {
    const lease = await options.pool.take(failed, signal);
    const limit = linkedAbort(signal, limitMs);
    try {
      const words = await ask(options, job, lease.url, sound, limit.signal);
      lease.succeeded();
      return words;
    } catch (error) {
      if (signal.aborted) {
        lease.released();
        throw signal.reason;
      }
      lease.failed(error instanceof Overloaded ? error.restMs : undefined);
      failed.add(lease.url);
      if (attempt >= attempts) throw explain(lease, error);
      // All jobs come back at different moments.
      const wait = (options.backOffMs ?? 500) * 2 ** (attempt - 1) * (0.5 + Math.random());
      await sleep(wait, undefined, { signal }).catch(() => {});
    } finally {
      limit.unlink();
    }
  }
}

/** The server asked for some rest. */
class Overloaded extends Error {
  readonly restMs: number | undefined;
  constructor(restMs: number | undefined) {
    super('overloaded');
    this.restMs = restMs;
  }
}

/** The server refused; trying it again with the same settings is of no use. */
class Refused extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`HTTP ${status}`);
    this.status = status;
  }
}

async function ask(
  options: HttpOptions,
  job: RecognitionJob,
  url: string,
  sound: Uint8Array<ArrayBuffer>,
  signal: AbortSignal,
): Promise<RecognizedWord[]> {
  const form = new FormData();
  // A plain name: the customer's file names are nobody's business.
  form.append('file', new Blob([sound], { type: 'audio/wav' }), 'speech.wav');
  const fields = { model: options.model, language: job.language, response_format: 'verbose_json', ...options.fields };
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('timestamp_granularities[]', 'word');
  form.append('timestamp_granularities[]', 'segment');
  if (options.prompt !== '') form.append('prompt', options.prompt);
  const headers: Record<string, string> = options.key === '' ? {} : { authorization: `Bearer ${options.key}` };
  const response = await fetch(url, { method: 'POST', body: form, headers, signal, redirect: 'error' });
  if (!response.ok) {
    await response.body?.cancel();
    const after = Number(response.headers.get('retry-after') ?? Number.NaN);
    if (response.status === 429 || response.status === 503) {
      throw new Overloaded(Number.isFinite(after) ? after * 1000 : undefined);
    }
    throw new Refused(response.status);
  }
  return wordsOfVerboseJson(await response.json());
}

/** One line for people: which server, the cause, the way out. */
function explain(lease: Lease, error: unknown): KamertonError {
  const line = `сервер распознавания ${new URL(lease.url).host}: ${causeOf(error)}`;
  return new KamertonError('recogniser_failed', line, { cause: error });
}

function causeOf(error: unknown): string {
  if (error instanceof NoTimesError) return 'в ответе нет времён слов – нужен сервер с verbose_json';
  if (error instanceof Overloaded) return 'перегружен – добавьте серверы в ASR_SERVERS';
  if (error instanceof Refused) {
    if (error.status === 401 || error.status === 403) return 'отказал в доступе – проверьте ASR_SERVER_KEY';
    if (error.status === 404) return 'по этому адресу нет распознавания – проверьте ASR_SERVERS';
    return `ответил ошибкой ${error.status}`;
  }
  if (error instanceof Error && error.name === 'TimeoutError') return 'отвечает слишком долго для такой записи';
  if (error instanceof TypeError) return 'не отвечает – проверьте, что он запущен, и ASR_SERVERS';
  return 'ответ не читается';
}

/** True when something answers at a server's address, whatever it says. */
export async function answers(url: string): Promise<boolean> {
  const limit = linkedAbort(undefined, 2_000);
  try {
    const response = await fetch(new URL('/health', url), { signal: limit.signal, redirect: 'manual' });
    await response.body?.cancel();
    return true;
  } catch {
    return false;
  } finally {
    limit.unlink();
  }
}
