import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { EndpointPool } from '../../../analyzer/recognition/endpoint-pool.ts';
import { answers, createHttp, type HttpOptions, routeOf } from '../../../analyzer/recognition/http.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import {
  type Behaviour,
  startTranscriptionServer,
  type TranscriptionServer,
} from '../../support/transcription-server.ts';
import { waitFor } from '../../support/wait-for.ts';
import { writeWindow } from '../../support/window-file.ts';

const folder = tempFolder();
const speech = join(folder, 'имя клиента.wav');
const job = { wavPaths: [speech], language: 'ru' } as const;
const jobOf = (windows: number) => ({ ...job, wavPaths: Array.from({ length: windows }, () => speech) });
const servers: TranscriptionServer[] = [];

beforeAll(() => writeWindow(resolve('analyzer/demo/recordings/01_perfect.wav'), 3, speech));
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

async function start(
  behave?: (request: number) => Behaviour,
  held?: (request: number) => Promise<unknown>,
): Promise<TranscriptionServer> {
  const server = await startTranscriptionServer(behave, held);
  servers.push(server);
  return server;
}

function engine(urls: string[], change: Partial<HttpOptions> = {}, places = 1) {
  return createHttp({
    pool: new EndpointPool(urls.map(routeOf), places),
    model: 'whisper-1',
    key: '',
    fields: {},
    prompt: '',
    timeLimit: { atLeast: 20, perSecond: 0 },
    backOffMs: 1,
    ...change,
  });
}

const dobryDen = [
  { text: 'Добрый', start: 0.4, end: 1.1, confidence: 0.6 },
  { text: 'день.', start: 1.3, end: 1.9, confidence: 0.8 },
];

describe('a transcription server', () => {
  it('gets the sound under a plain name with our settings, and its tokens become words', async () => {
    const server = await start();
    const progress: number[] = [];
    expect(
      await engine([server.url], { key: 'abc', fields: { beam_size: '5' }, prompt: 'Ну, э-э' }).recognize(job),
    ).toEqual([dobryDen]);
    expect(Object.fromEntries(server.fields)).toEqual({
      file: `speech.wav ${statSync(speech).size}`,
      model: 'whisper-1',
      language: 'ru',
      response_format: 'verbose_json',
      beam_size: '5',
      prompt: 'Ну, э-э',
      'timestamp_granularities[]': 'segment',
    });
    expect(server.authorization).toBe('Bearer abc');
    await engine([server.url]).recognize(jobOf(4), { onProgress: (fraction) => progress.push(fraction) });
    expect(progress).toEqual([0.25, 0.5, 0.75, 1]);
    expect(engine([server.url])).toMatchObject({ name: 'http', model: 'whisper-1' });
  });

  it('keeps one connection and gets one request at a time', async () => {
    const server = await start(undefined, () => pause(5));
    const http = engine([server.url]);
    const [first, second] = await Promise.all([http.recognize(jobOf(6)), http.recognize(jobOf(3))]);
    expect([first.length, second.length, server.requests, server.mostAtOnce]).toEqual([6, 3, 9, 1]);
    // Without keep-alive it would be nine.
    expect(server.connections).toBeLessThan(5);
  });

  it('gets more at a time when it is allowed to', async () => {
    // The first three are answered when all of them are there.
    const server = await start(undefined, (request) => waitFor(() => request >= 3 || server.mostAtOnce >= 3));
    await engine([server.url], {}, 3).recognize(jobOf(9));
    expect(server.mostAtOnce).toBe(3);
  });

  it('shares the work with others', async () => {
    // The first three of each are answered in step with the other's.
    const both: TranscriptionServer[] = [];
    const inStep = (other: number) => (request: number) =>
      waitFor(() => request >= 3 || (both[other]?.requests ?? 0) > request);
    for (const other of [1, 0]) both.push(await start(undefined, inStep(other)));
    const heard = await engine(both.map(({ url }) => url)).recognize(jobOf(10));
    expect(heard).toEqual(Array.from({ length: 10 }, () => dobryDen));
    expect(both.every(({ requests }) => requests >= 3)).toBe(true);
  });
});

describe('faults', () => {
  it.each<Behaviour>(['error', 'cut', 'garbage', 'overload', 'refuse'])(
    '«%s» on one server: the other one answers',
    async (fault) => {
      const [bad, good] = [await start(() => fault), await start()];
      expect(await engine([bad.url, good.url]).recognize(jobOf(4))).toEqual(Array.from({ length: 4 }, () => dobryDen));
      expect(bad.requests).toBeGreaterThan(0);
      expect(good.requests).toBe(4);
    },
  );

  it('a server that is not there: the other one answers', async () => {
    const gone = await start();
    const { url } = gone;
    await gone.stop();
    const good = await start();
    expect(await engine([url, good.url]).recognize(job)).toEqual([dobryDen]);
    expect([await answers(url), await answers(good.url)]).toEqual([false, true]);
  });

  it('a server that comes back after two faults is used again', async () => {
    const server = await start((request) => (request < 2 ? 'error' : 'answer'));
    expect(await engine([server.url]).recognize(job)).toEqual([dobryDen]);
    expect(server.requests).toBe(3);
  });

  it.each<[Behaviour, RegExp]>([
    ['error', /^сервер распознавания 127\.0\.0\.1:\d+: ответил ошибкой 500$/],
    ['refuse', /отказал в доступе – проверьте ASR_SERVER_KEY$/],
    ['missing', /по этому адресу нет распознавания – проверьте ASR_SERVERS$/],
    ['garbage', /ответ не читается$/],
    ['text', /нет времён слов/],
    ['overload', /перегружен/],
    ['cut', /не отвечает/],
  ])('«%s» for ever is told in one line', async (fault, message) => {
    const server = await start(() => fault);
    const failed = engine([server.url]).recognize(job);
    await expect(failed).rejects.toMatchObject({ code: 'recogniser_failed', message: expect.stringMatching(message) });
    expect(server.requests).toBe(4);
  });

  it('a server that hangs is left after the time limit', async () => {
    const [slow, good] = [await start(() => 'hang'), await start()];
    // Long enough for an answer on a busy machine.
    const patient = { timeLimit: { atLeast: 6, perSecond: 0 } };
    expect(await engine([slow.url, good.url], patient).recognize(jobOf(2))).toEqual([dobryDen, dobryDen]);
    const hasty = { timeLimit: { atLeast: 0.2, perSecond: 0 } };
    await expect(engine([slow.url], hasty).recognize(job)).rejects.toThrow('отвечает слишком долго');
  });

  it('an abort ends the request at once and gives the place back', async () => {
    const server = await start((request) => (request === 0 ? 'hang' : 'answer'));
    const http = engine([server.url]);
    const abort = new AbortController();
    const running = http.recognize(job, { signal: abort.signal });
    const ended = expect(running).rejects.toThrow('not needed any more');
    await waitFor(() => server.requests > 0);
    abort.abort(new Error('not needed any more'));
    await ended;
    expect(await http.recognize(job)).toEqual([dobryDen]);
    await waitFor(() => server.abandoned === 1);
  });
});
