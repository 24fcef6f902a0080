/** A believable history for demonstrations and benchmarks: composed calls, judged by the real judge, kept like all others. */

import { readyEngine } from '../../pipeline/guessed-roles.ts';
import { rejudgeCall } from '../../pipeline/rejudge-call.ts';
import { deterministicUuid } from '../../platform/ids.ts';
import type { Judge } from '../../scoring/judge-call.ts';
import type { CallFacts, CallRun } from '../../storage/facts/call-facts.ts';
import type { JudgedCall, LedgerBatches } from '../../storage/state/ledger-batches.ts';
import { callsByDay } from './calendar.ts';
import { composeCall, type SeedCall, type SeedMaterial, seedCallId } from './compose-call.ts';
import { seedOperators } from './operators.ts';
import { readSampleParts } from './sample-parts.ts';

export interface SeedOptions {
  calls: number;
  months: number;
  seed: string;
  /** The history ends the day before, YYYY-MM-DD. */
  today: string;
  onProgress?: ((done: number, total: number) => void) | undefined;
}

/** Calls that are made and written at once. */
const callsAtOnce = 500;

/**
 * Writes the calls that are not there yet and returns how many those were. The ledger row goes last: a call that the
 * ledger has is whole in the store, one that was interrupted is made again, the same.
 */
export async function seedHistory(
  stores: { facts: CallFacts; ledger: LedgerBatches },
  judge: Judge,
  options: SeedOptions,
): Promise<number> {
  const { seed } = options;
  const material: SeedMaterial = { seed, operators: seedOperators(seed), parts: await readSampleParts() };
  let done = 0;
  let made = 0;
  for (const batch of batchesOf(callsByDay(options.today, options.months, options.calls))) {
    const known = await stores.ledger.knownAmong(batch.map(({ day, slot }) => seedCallId(seed, day, slot)));
    const fresh = batch
      .filter(({ day, slot }) => !known.has(seedCallId(seed, day, slot)))
      .map(({ day, slot }) => composeCall(material, day, slot));
    if (fresh.length > 0) {
      await stores.facts.write(...fresh.map((call) => runOf(call, judge)));
      await stores.ledger.receiveDone(fresh.map(ledgerRowOf));
    }
    made += fresh.length;
    done += batch.length;
    options.onProgress?.(done, options.calls);
  }
  return made;
}

interface Slot {
  day: string;
  slot: number;
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

function runOf({ id, externalId, day, metadata, segments }: SeedCall, judge: Judge): CallRun {
  const call = { id: externalId, metadata, segments, sound: null, engine: readyEngine, dropped: [] };
  const { lexicon, scorecard, engine } = judge.versions;
  return {
    day,
    callId: id,
    analysisId: deterministicUuid(id, '1', lexicon, scorecard, engine),
    run: 1,
    externalId,
    source: 'demo',
    metadata,
    startedAt: metadata.started_at,
    direction: metadata.direction ?? '',
    operatorId: metadata.operator?.id ?? '',
    recordingSha256: '',
    analysis: rejudgeCall(call, judge),
    sound: null,
  };
}

function ledgerRowOf({ id, externalId, day, metadata }: SeedCall): JudgedCall {
  const receivedAt = new Date(Date.parse(metadata.started_at) + (metadata.duration + 60) * 1000).toISOString();
  return { id, externalId, source: 'demo', metadata, day, receivedAt, duration: metadata.duration };
}
