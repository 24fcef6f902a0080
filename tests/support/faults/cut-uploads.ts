/** Uploads whose connection breaks at a random byte: there is the whole call, or nothing of it. */
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { samplesFolder } from '../../../analyzer/demo/demo.ts';
import { multipart } from '../multipart.ts';
import { openTestApp } from '../test-app.ts';
import { waitFor } from '../wait-for.ts';

export interface CutReport {
  uploads: number;
  /** Sent to their last byte. */
  whole: number;
  /** Calls in the ledger at the end of the cutting, and of them those whose sound or words are not the ones sent. */
  calls: number;
  half: number;
  /** Recordings and pieces on the disk that belong to no call and are not whole either. */
  pieces: number;
  /** Of some that were cut: those that went through when they were sent again. */
  again: number;
  sentAgain: number;
}

const uploadsAtOnce = 8;
const sentAgain = 10;

/** Cuts `count` uploads; `random` gives 0…1. */
export async function cutUploads(
  folder: string,
  count: number,
  random: () => number = Math.random,
): Promise<CutReport> {
  const { app, analyzer, cookies, close } = await openTestApp(folder);
  const report: CutReport = { uploads: 0, whole: 0, calls: 0, half: 0, pieces: 0, again: 0, sentAgain };
  const sound = readFileSync(join(samplesFolder, '11_mono.mp3'));
  const words = readFileSync(join(samplesFolder, '11_mono.transcript.json'));
  const sent = new Map<string, Buffer>();
  const cut: Buffer[] = [];
  try {
    await app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = app.server.address() as AddressInfo;
    let requests = 0;
    const requestOf = (recording: Buffer): Buffer => {
      // A person may make 1,200 requests a minute.
      const cookie = requests++ % 2 === 0 ? cookies.supervisor : cookies.administrator;
      const { headers, payload } = multipart([
        { name: 'recording', filename: 'call.mp3', content: recording },
        { name: 'transcript', filename: 'call.json', content: words },
      ]);
      const lines = {
        host: '127.0.0.1',
        cookie,
        'content-length': String(payload.length),
        ...headers,
      };
      const head = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`);
      return Buffer.concat([Buffer.from(`POST /api/calls HTTP/1.1\r\n${head.join('')}\r\n`), payload]);
    };
    const one = async (): Promise<void> => {
      const recording = Buffer.concat([sound, randomBytes(24)]);
      const request = requestOf(recording);
      // A twentieth is sent whole; of the rest many break near an end, where the parts begin and end.
      const near = Math.round(random() * 400);
      const places = [Math.round(random() * request.length), near, request.length - near];
      const at = random() < 0.05 ? request.length : (places[Math.floor(random() * 3)] ?? 0);
      const name = createHash('sha256').update(recording).digest('hex');
      sent.set(name, recording);
      if (at >= request.length) report.whole += 1;
      else cut.push(recording);
      await sendAndBreak(port, request.subarray(0, at), at >= request.length);
      report.uploads += 1;
    };
    while (report.uploads < count) {
      if (report.uploads > 0 && report.uploads % 2_000 === 0) await pause(60_000);
      await Promise.all(Array.from({ length: Math.min(uploadsAtOnce, count - report.uploads) }, one));
    }
    // What the server still does with broken connections ends by itself.
    const incoming = join(folder, 'recordings', 'incoming');
    await waitFor(() => !existsSync(incoming) || readdirSync(incoming).length === 0, 60);
    const listed = async () => (await analyzer.ledger.page({ scope: { kind: 'all' }, limit: 1 })).total;
    report.calls = await listed();
    for (let cursor: string | undefined, more = true; more; ) {
      const page = await analyzer.ledger.page({ scope: { kind: 'all' }, limit: 200, cursor });
      for (const call of page.items) {
        const transcript = await analyzer.ledger.transcriptOf(call.id);
        const stored = call.recording === null ? null : await readWhole(analyzer, call.recording);
        const known = call.recording === null ? undefined : sent.get(call.recording);
        if (stored === null || known === undefined || !stored.equals(known) || !transcript?.length) report.half += 1;
      }
      more = page.nextCursor !== null;
      cursor = page.nextCursor ?? undefined;
    }
    // A whole recording whose words were cut stays: its next upload finds it. Anything else is a piece.
    for await (const name of analyzer.recordings.names()) {
      if (!(await readWhole(analyzer, name)).equals(sent.get(name) ?? Buffer.alloc(0))) report.pieces += 1;
    }
    for (const recording of cut.slice(0, sentAgain)) {
      const before = await listed();
      await sendAndBreak(port, requestOf(recording), true);
      if ((await listed()) === before + 1) report.again += 1;
    }
    return report;
  } finally {
    await close();
  }
}

async function readWhole(analyzer: Awaited<ReturnType<typeof openTestApp>>['analyzer'], name: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of (await analyzer.recordings.open(name)).read()) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Sends the bytes; a whole request is answered, any other connection is broken off. */
async function sendAndBreak(port: number, bytes: Buffer, whole: boolean): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  await once(socket, 'connect');
  const answered = whole ? Promise.race([once(socket, 'data'), once(socket, 'close')]) : Promise.resolve();
  await new Promise<void>((written) => socket.write(bytes, () => written()));
  await answered;
  if (whole) socket.end();
  else socket.resetAndDestroy();
}
