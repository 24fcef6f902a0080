/** Uploads while the disk under everything fills to the last byte: what was acknowledged is there and done, once there is room. */
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { samplesFolder } from '../../../analyzer/demo/demo.ts';
import { multipart, type Part } from '../multipart.ts';
import { openTestApp } from '../test-app.ts';
import { waitFor } from '../wait-for.ts';
import type { SmallDisk } from './small-disk.ts';

export interface FullDiskReport {
  rounds: number;
  acknowledged: number;
  /** Answers 503: told, and nothing kept. */
  refused: number;
  /** Answers that were neither. */
  other: string[];
  /** Acknowledged calls that did not end as done, with their state and cause. */
  lost: string[];
  /** Recordings that do not open whole, and pieces that were left. */
  torn: number;
  /** Recoveries that needed the store or Redis to be started again. */
  restarts: number;
}

const uploadsARound = 6;

/** Runs over a disk that is the data folder. */
export async function fillDiskRounds(
  disk: SmallDisk,
  rounds: number,
  onRound: (report: FullDiskReport) => void = () => {},
): Promise<FullDiskReport> {
  const report: FullDiskReport = { rounds: 0, acknowledged: 0, refused: 0, other: [], lost: [], torn: 0, restarts: 0 };
  // Without the reserve: the product itself must meet the end of the disk.
  const { app, analyzer, cookies, close } = await openTestApp(disk.folder, {
    environment: { KAMERTON_LEAST_FREE_BYTES: '0', KAMERTON_CONCURRENCY: '1' },
  });
  const sound = readFileSync(join(samplesFolder, '11_mono.mp3'));
  const words = readFileSync(join(samplesFolder, '03_lexis.transcript.json'), 'utf8');
  const acknowledged = new Set<string>();
  const upload = async (round: number, n: number): Promise<void> => {
    const id = `disk-${round}-${n}`;
    const parts: Part[] = [
      { name: 'transcript', filename: `${id}.json`, content: JSON.stringify({ ...JSON.parse(words), id }) },
    ];
    // Sound that differs in its tail, so that each is a recording of its own.
    if (n % 2 === 0)
      parts.push({ name: 'recording', filename: `${id}.mp3`, content: Buffer.concat([sound, randomBytes(40)]) });
    const { headers, payload } = multipart(parts);
    const answer = await app.inject({
      method: 'POST',
      url: '/api/calls',
      headers: { ...headers, cookie: cookies.supervisor },
      payload,
    });
    if (answer.statusCode === 202) acknowledged.add(answer.json().id);
    else if (answer.statusCode === 503) report.refused += 1;
    else report.other.push(`${answer.statusCode} ${answer.body.slice(0, 200)}`);
  };
  try {
    await analyzer.startWorking();
    for (let round = 1; round <= rounds; round += 1) {
      disk.fill([0, 4_096, 65_536, 200_000, 1_000_000, 3_000_000][round % 6] ?? 0);
      await Promise.all(Array.from({ length: uploadsARound }, (_, n) => upload(round, n)));
      disk.free();
      report.rounds = round;
      report.acknowledged = acknowledged.size;
      onRound(report);
    }
    // Once there is room everything goes on by itself.
    await waitFor(async () => (await app.inject('/ready')).statusCode === 200, 120);
    await upload(0, 0);
    await upload(0, 1);
    // After hundreds of rounds there is work for many minutes: what must not happen is that it stands still.
    const unfinished = async () => (await analyzer.ledger.inStates(['waiting', 'processing'])).length;
    for (let left = await unfinished(); left > 0; left = await unfinished()) {
      await analyzer.intake.reconcile(true);
      await waitFor(async () => (await unfinished()) < left, 300);
    }
    report.acknowledged = acknowledged.size;
    for (const id of acknowledged) {
      const call = await analyzer.ledger.find(id);
      if (call?.state !== 'done')
        report.lost.push(`${call?.state ?? 'gone'} ${call?.attempts} ${call?.stage} ${call?.error?.message ?? ''}`);
      if (call?.recording) report.torn += (await isWhole(analyzer, call.recording)) ? 0 : 1;
    }
    const left = () => ['recordings', 'tmp'].flatMap((part) => pieces(join(disk.folder, part)));
    // A call is done a moment before the plain copy of its sound goes.
    await waitFor(() => left().length === 0).catch(() => {});
    report.torn += left().length;
    const { store, queue } = analyzer.outages();
    report.restarts = (store?.restarts ?? 0) + (queue?.restarts ?? 0);
    return report;
  } finally {
    disk.free();
    await close();
  }
}

/** What was begun and not ended. */
const pieces = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true })
        .map(String)
        .filter((path) => /incoming\/.|\.part$|plain-/.test(path))
    : [];

async function isWhole(analyzer: Awaited<ReturnType<typeof openTestApp>>['analyzer'], name: string): Promise<boolean> {
  try {
    let bytes = 0;
    for await (const chunk of (await analyzer.recordings.open(name)).read()) bytes += (chunk as Buffer).byteLength;
    return bytes > 170_000;
  } catch {
    return false;
  }
}
