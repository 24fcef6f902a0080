/** The parts of a working product are killed with SIGKILL, at random moments and on the borders of stages; then calls are counted. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { samplesFolder } from '../../../analyzer/demo/demo.ts';
import { callSchema } from '../../../analyzer/domain/call.ts';
import { type StageName, stageNames } from '../../../analyzer/domain/call-state.ts';
import { callLedger } from '../../../analyzer/storage/state/call-ledger.ts';
import { openStateDatabase } from '../../../analyzer/storage/state/database.ts';
import { signIn, startProduct } from '../product.ts';
import { waitFor } from '../wait-for.ts';
import { processesOf, signalTo } from './process-tree.ts';
import { shortSound } from './short-sound.ts';
import { storedCalls } from './stored-calls.ts';

const parts = ['recogniser', 'redis', 'store', 'worker', 'server'] as const;
export type Part = (typeof parts)[number];

export interface PartsReport {
  rounds: number;
  /** Times that each part was killed. */
  kills: Record<Part, number>;
  /** Kills that hit a call in the stage they waited for. */
  stages: Record<StageName, number>;
  acknowledged: number;
  done: number;
  /** Calls that were hit four times and waited for a person, who set them going again. */
  retried: number;
  /** States that calls ended in, with their causes. */
  states: string[];
  /** Workers that ended by themselves, with their last words. */
  ownEnds: string[];
  /** Utterances that the recogniser hears in the sound when nobody disturbs it. */
  heard: number;
  lost: number;
  doubled: number;
  /** Calls whose result is another than that of the same words undisturbed. */
  corrupt: number;
}

const program = fileURLToPath(new URL('../../../scripts/kamerton.mjs', import.meta.url));
const model = fileURLToPath(new URL('../../../analyzer/recognition/demo-ru-synthetic', import.meta.url));
const processOf: Record<Exclude<Part, 'worker' | 'server'>, string> = {
  recogniser: 'sherpa-process',
  redis: 'redis-server',
  store: 'embedded-server',
};
/** Starting the server and the worker again takes seconds; the others are killed more often. */
const turns: readonly Part[] = [
  ...['redis', 'store', 'recogniser', 'worker', 'redis'],
  ...['recogniser', 'store', 'redis', 'server', 'recogniser'],
] as Part[];

/** Runs over a folder of its own. */
export async function killParts(
  folder: string,
  rounds: number,
  onRound: (report: PartsReport) => void = () => {},
): Promise<PartsReport> {
  const report: PartsReport = {
    rounds: 0,
    kills: { recogniser: 0, redis: 0, store: 0, worker: 0, server: 0 },
    stages: { check: 0, sound: 0, recognize: 0, judge: 0, store: 0 },
    acknowledged: 0,
    done: 0,
    retried: 0,
    ownEnds: [],
    states: [],
    heard: 0,
    lost: 0,
    doubled: 0,
    corrupt: 0,
  };
  const environment = {
    ASR_ENGINE: 'sherpa',
    SHERPA_MODEL: model,
    KAMERTON_CONCURRENCY: '1',
    KAMERTON_LOG_LEVEL: 'silent',
  };
  let product = await startProduct(folder, environment);
  let worker = startWorker(folder, environment);
  const cookie = await signIn(product.url, folder, 'supervisor');
  const database = await openStateDatabase(join(folder, 'state', 'kamerton.sqlite'));
  const ledger = callLedger(database);
  const sample = callSchema.parse(JSON.parse(readFileSync(join(samplesFolder, '03_lexis.transcript.json'), 'utf8')));
  const acknowledged = new Map<string, 'words' | 'sound'>();

  const upload = async (kind: 'words' | 'sound', round: number, n: number): Promise<string | null> => {
    const form = new FormData();
    const id = `parts-${round}-${n}`;
    if (kind === 'words') form.set('transcript', new Blob([JSON.stringify({ ...sample, id })]), `${id}.json`);
    else form.set('recording', new Blob([shortSound(round * 10 + n)]), `${id}.wav`);
    try {
      const answer = await fetch(`${product.url}/api/calls`, { method: 'POST', headers: { cookie }, body: form });
      if (answer.status !== 202) return null;
      const { id: callId } = z.object({ id: z.string() }).parse(await answer.json());
      acknowledged.set(callId, kind);
      return callId;
    } catch {
      // The server was killed under this request: nothing was acknowledged, nothing is owed.
      return null;
    }
  };

  /** Waits, not long, until some call is in the stage; true when one is. */
  const meets = async (stage: StageName): Promise<boolean> => {
    for (const until = Date.now() + 3_000; Date.now() < until; await pause(2)) {
      const row = await database
        .selectFrom('calls')
        .select('id')
        .where('state', '=', 'processing')
        .where('stage', '=', stage)
        .executeTakeFirst();
      if (row) return true;
    }
    return false;
  };

  const kill = async (part: Part): Promise<void> => {
    if (part === 'server') {
      await product.end('SIGKILL');
      product = await startProduct(folder, environment);
    } else if (part === 'worker') {
      if (worker.exitCode !== null) report.ownEnds.push(`code ${worker.exitCode} ${said.slice(-300)}`);
      else {
        const ended = once(worker, 'exit');
        worker.kill('SIGKILL');
        await ended;
      }
      worker = startWorker(folder, environment);
    } else {
      // A recogniser lives for a second or two, and only when a call with sound has its turn.
      const patience = part === 'recogniser' ? 60_000 : 3_000;
      for (const until = Date.now() + patience; ; await pause(5)) {
        if (Date.now() > until) return;
        const owners = [product.process.pid, worker.pid].filter((pid) => pid !== undefined);
        const [pid] = processesOf(owners, processOf[part]);
        if (pid === undefined) continue;
        // At any moment of it: while the model is loaded, in the middle of the speech, at the end.
        if (part === 'recogniser') await pause(Math.random() * 800);
        if (signalTo(pid, 'SIGKILL')) break;
      }
    }
    report.kills[part] += 1;
  };

  try {
    for (let round = 1; round <= rounds; round += 1) {
      const uploads = Promise.all([upload('words', round, 1), upload('words', round, 2), upload('sound', round, 3)]);
      // Every other round on the border of a stage, else at any moment.
      const part = turns[round % turns.length] ?? 'store';
      const stage = stageNames[Math.floor(round / 2) % stageNames.length];
      if (round % 2 === 0 && stage !== undefined) report.stages[stage] += (await meets(stage)) ? 1 : 0;
      else await pause(Math.random() * 800);
      await kill(part);
      await uploads;
      report.rounds = round;
      report.acknowledged = acknowledged.size;
      onRound(report);
    }
    const open = async () => (await ledger.counts()).some(({ state }) => state === 'waiting' || state === 'processing');
    for (let again = 0; again < 3; again += 1) {
      await waitFor(async () => !(await open()), 60 + rounds * 10);
      const failed = (await ledger.inStates(['failed'])).filter(({ id }) => acknowledged.has(id));
      report.retried += failed.length;
      for (const { id } of failed) {
        await fetch(`${product.url}/api/calls/${id}/retry`, {
          method: 'POST',
          headers: { cookie, origin: product.url },
        });
      }
    }
    const undisturbed = await upload('sound', rounds + 1, 1);
    await waitFor(async () => !(await open()), 120);
    report.acknowledged = acknowledged.size;
    const calls = await ledger.findMany([...acknowledged.keys()]);
    report.lost = acknowledged.size - calls.length;
    report.states = [...new Set(calls.map(({ state, error }) => `${state} ${error?.message ?? ''}`.trim()))];
    report.done = calls.filter(({ state }) => state === 'done').length;
    const stored = await storedCalls(folder);
    // The same sound in all of them: what the recogniser hears in one that nobody disturbed it hears in every one.
    const heard = undisturbed === null ? 0 : (stored.get(undisturbed)?.segments ?? 0);
    report.heard = heard;
    for (const [id, kind] of acknowledged) {
      const found = stored.get(id);
      if (found === undefined || found.rows < 1) report.lost += 1;
      else if (found.rows > 1) report.doubled += 1;
      else if (kind === 'words' && (found.segments !== sample.segments.length || found.findings !== found.told))
        report.corrupt += 1;
      else if (kind === 'sound' && (found.segments !== heard || found.findings !== found.told)) report.corrupt += 1;
    }
    return report;
  } finally {
    worker.kill('SIGKILL');
    await product.end('SIGTERM');
    await database.destroy();
  }
}

let said = '';

function startWorker(folder: string, environment: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, [program, 'worker'], {
    env: { ...process.env, KAMERTON_DATA_DIR: folder, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString('utf8')).slice(-2_000);
  });
  return child;
}
