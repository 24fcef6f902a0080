/** Module of a re-score's worker threads: each has its own judge and its own connection to the facts store. */
import { openKeyRing } from '../platform/index.ts';
import type { WorkerModule } from '../platform/worker-tasks.ts';
import { compileJudge, type JudgeSource } from '../scoring/judge-call.ts';
import type { FactsAddress } from '../storage/facts/address.ts';
import { callFacts } from '../storage/facts/call-facts.ts';
import { openFactsClient } from '../storage/facts/client.ts';
import { storedRuns } from '../storage/facts/stored-runs.ts';
import { judgePage, type PageResult, type PageTask } from './judge-page.ts';

export interface PageWorkerData {
  address: FactsAddress;
  source: JudgeSource;
  /** File of the keys that open what masking took away. */
  privacyKeyFile: string;
}

export const work: WorkerModule<PageWorkerData, PageTask, PageResult> = async ({ address, source, privacyKeyFile }) => {
  const judge = await compileJudge(source);
  const client = openFactsClient(address);
  const stores = { runs: storedRuns(client), facts: callFacts(client), privacyKeys: openKeyRing(privacyKeyFile) };
  return (task) => judgePage(stores, judge, task);
};
