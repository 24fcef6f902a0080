/** Who judges the pages of a re-score: this thread, or worker threads where there is enough to do for them. */
import { availableParallelism } from 'node:os';
import { openWorkerPool, type WorkerPool } from '../platform/worker-pool.ts';
import { compileJudge, type Judge, type JudgeSource } from '../scoring/judge-call.ts';
import type { FactsAddress } from '../storage/facts/address.ts';
import { judgePage, type PageResult, type PageStores, type PageTask } from './judge-page.ts';
import type { PageWorkerData } from './page-worker.ts';

/** A thread takes seconds to start and as long until its code runs at full speed: so many calls are judged sooner without. */
const callsWithoutThreads = 3_000;

type Pool = WorkerPool<PageTask, PageResult>;

/** @param waiting calls that are known to wait, those of the page among them */
interface Judges {
  room(waiting: number): Promise<void>;
  run(task: PageTask, waiting: number): Promise<PageResult>;
  close(): Promise<void>;
}

/**
 * Nothing is loaded or started before the first page.
 * @param threads 0: this thread only; absent: a thread a core from when enough calls wait
 */
export function openJudges(
  parts: PageStores & { address: FactsAddress; source: JudgeSource },
  threads?: number,
): Judges {
  let own: Promise<Judge> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const here: Omit<Pool, 'close'> = {
    room: async () => {
      await last;
    },
    run: (task) => {
      own ??= compileJudge(parts.source);
      const result = own.then((judge) => judgePage(parts, judge, task));
      last = result.catch(() => {});
      return result;
    },
  };
  let pool: Pool | undefined;
  const opened = (): Pool => {
    const data: PageWorkerData = {
      address: parts.address,
      source: parts.source,
      privacyKeyFile: parts.privacyKeys.path,
    };
    pool ??= openWorkerPool(new URL('./page-worker.ts', import.meta.url), data, threads ?? availableParallelism());
    return pool;
  };
  const few = (waiting: number) => pool === undefined && waiting < callsWithoutThreads;
  const next = (waiting: number) => (threads === 0 || (threads === undefined && few(waiting)) ? here : opened());
  return {
    room: (waiting) => next(waiting).room(),
    run: (task, waiting) => next(waiting).run(task),
    close: async () => pool?.close(),
  };
}
