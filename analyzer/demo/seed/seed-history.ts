/** A believable history for demonstrations and benchmarks: composed calls, judged by the real judge, kept like all others. */
import { availableParallelism } from 'node:os';
import { loadMorphology } from '../../language/morphology.ts';
import type { KeyRing } from '../../platform/index.ts';
import { openWorkerPool } from '../../platform/worker-pool.ts';
import { keepContent } from '../../rescore/lexicon-content.ts';
import { compileJudge, type JudgeSource } from '../../scoring/judge-call.ts';
import type { FactsAddress } from '../../storage/facts/address.ts';
import type { CallFacts } from '../../storage/facts/call-facts.ts';
import type { JudgedCall, LedgerBatches } from '../../storage/state/ledger-batches.ts';
import { callsByDay } from './calendar.ts';
import { type SeedMaterial, seedCallId } from './compose-call.ts';
import { seedOperators } from './operators.ts';
import { readSampleParts } from './sample-parts.ts';
import { type Slot, seedSlots } from './seed-slots.ts';
import type { SeedWorkerData } from './seed-worker.ts';

export interface SeedOptions {
  calls: number;
  months: number;
  seed: string;
  /** The history ends the day before, YYYY-MM-DD. */
  today: string;
  /** Calls of about 400 words and 25–30 findings, for measuring; absent: shorter and better ones, for showing. */
  long?: boolean | undefined;
  /** Threads that make calls; 0: this one. Absent: as many as cores, this one for a few calls. */
  threads?: number | undefined;
  onProgress?: ((done: number, total: number) => void) | undefined;
}

export interface SeedStores {
  facts: Pick<CallFacts, 'write' | 'keepLexicon'>;
  ledger: Pick<LedgerBatches, 'knownAmong' | 'receiveDone'>;
  /** Where worker threads reach the facts store. */
  address: FactsAddress;
  privacyKeys: KeyRing;
}

/** Calls that are made and written at once. */
const callsAtOnce = 500;
/** For fewer calls threads are not worth their start. */
const fewCalls = 2_000;

/**
 * Writes the calls that are not there yet and returns how many those were. The ledger row goes last: a call that the
 * ledger has is whole in the store, one that was interrupted is made again, the same.
 */
export async function seedHistory(stores: SeedStores, source: JudgeSource, options: SeedOptions): Promise<number> {
  const { seed, calls, long = false } = options;
  const material: SeedMaterial = { seed, long, operators: seedOperators(seed), parts: await readSampleParts() };
  await keepContent(stores.facts, source);
  const threads = options.threads ?? (calls <= fewCalls ? 0 : availableParallelism());
  const makers = await openMakers(stores, source, material, threads);
  const inWork = new Set<Promise<void>>();
  let failure: { error: unknown } | undefined;
  let done = 0;
  let made = 0;
  try {
    for (const batch of batchesOf(callsByDay(options.today, options.months, calls))) {
      const known = await stores.ledger.knownAmong(batch.map(({ day, slot }) => seedCallId(seed, day, slot)));
      const fresh = batch.filter(({ day, slot }) => !known.has(seedCallId(seed, day, slot)));
      await makers.room();
      if (failure !== undefined) break;
      const work = makers
        .run(fresh)
        .then(async (rows) => {
          if (rows.length > 0) await stores.ledger.receiveDone(rows);
          made += rows.length;
          done += batch.length;
          options.onProgress?.(done, calls);
        })
        .catch((error: unknown) => {
          failure ??= { error };
        });
      inWork.add(work);
      void work.finally(() => inWork.delete(work));
    }
  } finally {
    await Promise.all(inWork);
    await makers.close();
  }
  if (failure !== undefined) throw failure.error;
  return made;
}

/** Who composes, judges and writes calls: worker threads or this one. */
async function openMakers(stores: SeedStores, source: JudgeSource, material: SeedMaterial, threads: number) {
  if (threads > 0) {
    const data: SeedWorkerData = { address: stores.address, source, material, privacyKeyFile: stores.privacyKeys.path };
    return openWorkerPool<readonly Slot[], JudgedCall[]>(new URL('./seed-worker.ts', import.meta.url), data, threads);
  }
  const judge = await compileJudge(source);
  const slotStores = { facts: stores.facts, privacyKeys: stores.privacyKeys, morphology: await loadMorphology() };
  let last: Promise<unknown> = Promise.resolve();
  return {
    // One batch at a time: a batch is held in memory.
    room: async () => {
      await last;
    },
    run: (slots: readonly Slot[]) => {
      const rows = seedSlots(slotStores, judge, material, slots);
      last = rows.catch(() => {});
      return rows;
    },
    close: async () => {},
  };
}

function* batchesOf(days: readonly { day: string; calls: number }[]): Generator<Slot[]> {
  let batch: Slot[] = [];
  for (const { day, calls } of days) {
    for (let slot = 0; slot < calls; slot += 1) {
      batch.push({ day, slot });
      if (batch.length === callsAtOnce) {
        yield batch;
        batch = [];
      }
    }
  }
  if (batch.length > 0) yield batch;
}
