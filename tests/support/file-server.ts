/** A local server of files that answers ranges, and breaks connections as it is told. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

export interface FileServer {
  url: string;
  /** Ranges of the requests so far, by path; «whole» for those without one. */
  asked: string[];
  stop(): Promise<void>;
}

/**
 * Serves `files` (path → content).
 * @param cutAfter bytes after which the n-th answer (from 0) breaks off; undefined sends everything
 * @param arrived waits until they have come to where they go: what a client has not taken yet is lost with its connection
 * @param knowsRanges false for a server that always sends everything
 */
export async function startFileServer(
  files: ReadonlyMap<string, Buffer>,
  {
    cutAfter = () => undefined,
    arrived = () => pause(20),
    knowsRanges = true,
  }: {
    cutAfter?: (answer: number) => number | undefined;
    arrived?: (answer: number) => Promise<unknown>;
    knowsRanges?: boolean;
  } = {},
): Promise<FileServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const range = request.headers.range;
    const answer = asked.push(`${request.url} ${range ?? 'whole'}`) - 1;
    const file = files.get(request.url ?? '');
    if (file === undefined) return void response.writeHead(404).end();
    const from = knowsRanges && range ? Number(/^bytes=(\d+)-$/.exec(range)?.[1]) : 0;
    if (from >= file.length) return void response.writeHead(416).end();
    const rest = file.subarray(from);
    response.writeHead(from > 0 ? 206 : 200, { 'content-length': rest.length });
    const cut = cutAfter(answer);
    if (cut === undefined) return void response.end(rest);
    response.write(rest.subarray(0, cut), () => arrived(answer).finally(() => response.destroy()));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    stop: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
}
