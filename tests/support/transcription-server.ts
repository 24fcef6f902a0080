/** A local server that speaks OpenAI's transcription format, and misbehaves as it is told. */
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** What a request gets: an answer, or a fault. */
export type Behaviour = 'answer' | 'error' | 'refuse' | 'overload' | 'hang' | 'cut' | 'garbage' | 'text' | 'missing';

export interface TranscriptionServer {
  url: string;
  /** Requests so far, and the largest number of them at the same time. */
  requests: number;
  mostAtOnce: number;
  connections: number;
  /** Form fields of the last request, files by their name. */
  fields: Map<string, string>;
  authorization: string | undefined;
  /** Requests whose client went away before the answer. */
  abandoned: number;
  stop(): Promise<void>;
}

/** whisper-server's answer (1.9.1): its «words» are tokens, a word begins at a space. */
const answer = {
  task: 'transcribe',
  language: 'russian',
  duration: 8,
  text: ' Добрый день\n',
  segments: [
    {
      id: 0,
      text: ' Добрый день',
      start: 0.4,
      end: 2.3,
      temperature: 0,
      avg_logprob: -0.2,
      words: [
        { word: ' До', start: 0.4, end: 0.7, t_dtw: -1, probability: 0.9 },
        { word: 'брый', start: 0.7, end: 1.1, t_dtw: -1, probability: 0.6 },
        { word: ' день', start: 1.3, end: 1.8, t_dtw: -1, probability: 0.8 },
        { word: '.', start: 1.8, end: 1.9, t_dtw: -1, probability: 0.95 },
      ],
    },
  ],
};

/**
 * Starts a server on a free port of this machine. `behave` decides what the n-th request (from 0) gets; its answer is given
 * when `held` lets it go.
 */
export async function startTranscriptionServer(
  behave: (request: number) => Behaviour = () => 'answer',
  held: (request: number) => Promise<unknown> = async () => {},
): Promise<TranscriptionServer> {
  const sockets = new Set<Socket>();
  let atOnce = 0;
  const server = createServer(async (request, response) => {
    if (request.method === 'GET') return void response.end('{"status":"ok"}');
    const number = seen.requests++;
    const behaviour = behave(number);
    atOnce += 1;
    seen.mostAtOnce = Math.max(seen.mostAtOnce, atOnce);
    seen.authorization = request.headers.authorization;
    response.once('close', () => {
      atOnce -= 1;
      if (!response.writableFinished) seen.abandoned += 1;
    });
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    seen.fields = fieldsOf(Buffer.concat(pieces).toString('latin1'));
    await held(number);
    const json = JSON.stringify(answer);
    switch (behaviour) {
      case 'answer':
        return void response.setHeader('content-type', 'application/json').end(json);
      case 'garbage':
        return void response.end('<html>502 Bad Gateway</html>');
      case 'text':
        return void response.end('{"text":"добрый день"}');
      case 'overload':
        return void response.writeHead(429, { 'retry-after': '0' }).end();
      case 'error':
        return void response.writeHead(500).end('{"error":"internal"}');
      case 'refuse':
        return void response.writeHead(401).end();
      case 'missing':
        return void response.writeHead(404).end();
      case 'cut':
        response.writeHead(200, { 'content-length': String(json.length) });
        response.write(json.slice(0, 20));
        return void setTimeout(() => request.socket.destroy(), 20);
      case 'hang':
    }
  });
  server.on('connection', (socket) => {
    seen.connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const seen: TranscriptionServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: 0,
    mostAtOnce: 0,
    connections: 0,
    abandoned: 0,
    fields: new Map(),
    authorization: undefined,
    async stop() {
      const closed = new Promise((done) => server.close(done));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
  return seen;
}

/** Text fields of a multipart body; of a file its name and length. */
function fieldsOf(body: string): Map<string, string> {
  const boundary = body.slice(0, body.indexOf('\r\n'));
  const fields = new Map<string, string>();
  for (const part of body.split(boundary)) {
    const [head = '', ...rest] = part.split('\r\n\r\n');
    const name = /name="([^"]*)"/.exec(head)?.[1];
    const file = /filename="([^"]*)"/.exec(head)?.[1];
    const value = rest.join('\r\n\r\n').replace(/\r\n$/, '');
    if (name !== undefined) {
      fields.set(name, file === undefined ? Buffer.from(value, 'latin1').toString('utf8') : `${file} ${value.length}`);
    }
  }
  return fields;
}
