/** Who judges the pages of a re-score: this thread, worker threads, or first the one and then the others. */
import { availableParallelism } from 'node:os';
import { openWorkerPool, type WorkerPool } from '../platform/worker-pool.ts';
import { compileJudge, type Judge, type JudgeSource } from '../scoring/judge-call.ts';
import type { FactsAddress } from '../storage/facts/address.ts';
import { judgePage, type PageResult, type PageStores, type PageTask } from './judge-page.ts';
import type { PageWorkerData } from './page-worker.ts';

/** A thread takes seconds to start: so many pages are judged sooner without. */
const pagesWithoutThreads = 4;

type Pool = WorkerPool<PageTask, PageResult>;

/**
 * Nothing is loaded or started before the first page.
 * @param threads 0: this thread only; absent: this thread for the first pages, then a thread a core
 */
export function openJudges(parts: PageStores & { address: FactsAddress; source: JudgeSource }, threads?: number): Pool {
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
  let pages = 0;
  const next = () => (threads === 0 || (threads === undefined && pages < pagesWithoutThreads) ? here : opened());
  return {
    room: () => next().room(),
    run(task) {
      const judge = next();
      pages += 1;
      return judge.run(task);
    },
    close: async () => pool?.close(),
  };
}
