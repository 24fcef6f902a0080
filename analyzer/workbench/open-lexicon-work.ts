/** Opens the workbench with its queue and, where calls are processed, the worker of its runs. */
import { errorLine, type KeyRing, type Logger } from '#platform';
import { openLexiconRunQueue, type RunProgress } from '../jobs/lexicon-run-queue.ts';
import type { QueueAddress } from '../jobs/queue.ts';
import { openWorkerPool } from '../platform/worker-pool.ts';
import type { JudgeSource } from '../scoring/judge-call.ts';
import type { FactsAddress } from '../storage/facts/address.ts';
import type { CallFacts } from '../storage/facts/call-facts.ts';
import type { FactsClient } from '../storage/facts/client.ts';
import { storedRuns } from '../storage/facts/stored-runs.ts';
import type { StateDatabase } from '../storage/state/database.ts';
import { ledgerBatches } from '../storage/state/ledger-batches.ts';
import type { Judging } from './in-force.ts';
import { runHistory } from './run-history.ts';
import type { SuggestData, Suggestions } from './suggest-worker.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

interface Parts {
  database: StateDatabase;
  client: FactsClient;
  address: FactsAddress;
  facts: CallFacts;
  privacyKeys: KeyRing;
  judging: Judging;
  queue: QueueAddress;
  onQueueError: (error: Error) => void;
  logger: Logger;
  clock?: (() => Date) | undefined;
}

export interface OpenLexiconWork extends Workbench {
  /** Calls back on every move of any run, in whatever process it is worked on. */
  onRun(listener: (run: RunProgress) => void): void;
  /** Empties the queue of a Redis that has just started for us alone. */
  forgetQueue(): Promise<void>;
  /** Begins to do runs in this process. */
  startWorking(): void;
  close(): Promise<void>;
}

/** How often it is looked whether another version has come into force. */
const lookEveryMs = 3_000;
/** How often it is looked whether the queue has lost a run. */
const requeueEveryMs = 30_000;

export function openLexiconWork(parts: Parts): OpenLexiconWork {
  const { database, client, address, facts, privacyKeys, judging, logger, clock } = parts;
  const queue = openLexiconRunQueue(parts.queue, parts.onQueueError, logger);
  const runs = storedRuns(client);
  const workbench = openWorkbench({ database, judging, runs, enqueue: queue.ensure, clock });
  // Another process may publish: what pages show follows without a restart.
  const look = () => judging.inForce().catch((error: unknown) => logger.warn({ reason: errorLine(error) }, 'lexicons'));
  void look();
  const looking = setInterval(() => void look(), lookEveryMs);
  let requeueing: NodeJS.Timeout | undefined;
  const history = { facts, runs, ledger: ledgerBatches(database), address, privacyKeys };
  return {
    ...workbench,
    onRun: queue.onProgress,
    forgetQueue: queue.reset,
    startWorking() {
      queue.work(
        runHistory({
          runs: workbench.runs,
          drafts: workbench.drafts,
          judging,
          history,
          logger,
          suggest: (source, signal) => suggestIn(address, source, signal),
        }),
      );
      const requeue = () =>
        workbench.requeue().catch((error: unknown) => logger.warn({ reason: errorLine(error) }, 'runs not queued'));
      void requeue();
      requeueing = setInterval(() => void requeue(), requeueEveryMs);
    },
    async close() {
      clearInterval(requeueing);
      clearInterval(looking);
      await queue.close();
    },
  };
}

/** In a thread of its own; a stop ends the thread. */
async function suggestIn(address: FactsAddress, source: JudgeSource, signal: AbortSignal): Promise<Suggestions> {
  const data: SuggestData = { address, lexicons: source.lexicons };
  const pool = openWorkerPool<null, Suggestions>(new URL('./suggest-worker.ts', import.meta.url), data, 1);
  const end = () => void pool.close();
  signal.addEventListener('abort', end, { once: true });
  try {
    return await pool.run(null);
  } finally {
    signal.removeEventListener('abort', end);
    await pool.close();
  }
}
