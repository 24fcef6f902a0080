/** Module of the worker threads that make the demo history. */
import { loadMorphology } from '../../language/morphology.ts';
import { openKeyRing } from '../../platform/index.ts';
import type { WorkerModule } from '../../platform/worker-tasks.ts';
import { compileJudge, type JudgeSource } from '../../scoring/judge-call.ts';
import type { FactsAddress } from '../../storage/facts/address.ts';
import { callFacts } from '../../storage/facts/call-facts.ts';
import { openFactsClient } from '../../storage/facts/client.ts';
import type { JudgedCall } from '../../storage/state/ledger-batches.ts';
import type { SeedMaterial } from './compose-call.ts';
import { type Slot, seedSlots } from './seed-slots.ts';

export interface SeedWorkerData {
  address: FactsAddress;
  source: JudgeSource;
  material: SeedMaterial;
  privacyKeyFile: string;
}

export const work: WorkerModule<SeedWorkerData, readonly Slot[], JudgedCall[]> = async ({
  address,
  source,
  material,
  privacyKeyFile,
}) => {
  const judge = await compileJudge(source);
  const facts = callFacts(openFactsClient(address));
  const stores = { facts, morphology: await loadMorphology(), privacyKeys: openKeyRing(privacyKeyFile) };
  return (slots) => seedSlots(stores, judge, material, slots);
};
