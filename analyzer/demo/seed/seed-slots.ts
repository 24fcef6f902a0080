/** Makes calls of the demo history: composed, judged by the real judge, written to the facts store. */
import type { Morphology } from '../../language/morphology.ts';
import { protectCall } from '../../originals.ts';
import { readyEngine } from '../../pipeline/guessed-roles.ts';
import { rejudgeCall } from '../../pipeline/rejudge-call.ts';
import { deterministicUuid, type KeyRing } from '../../platform/index.ts';
import type { Judge } from '../../scoring/judge-call.ts';
import type { CallFacts, CallRun } from '../../storage/facts/call-facts.ts';
import type { JudgedCall } from '../../storage/state/ledger-batches.ts';
import { composeCall, type SeedCall, type SeedMaterial } from './compose-call.ts';

/** A call of a day by its number. */
export interface Slot {
  day: string;
  slot: number;
}

export interface SlotStores {
  facts: Pick<CallFacts, 'write'>;
  morphology: Morphology;
  privacyKeys: KeyRing;
}

/** Makes the calls, writes their facts and returns their rows for the ledger. */
export async function seedSlots(
  { facts, ...masking }: SlotStores,
  judge: Judge,
  material: SeedMaterial,
  slots: readonly Slot[],
): Promise<JudgedCall[]> {
  if (slots.length === 0) return [];
  const calls = slots.map(({ day, slot }) => composeCall(material, day, slot));
  await facts.write(...calls.map((call) => runOf(call, judge, masking)));
  return calls.map(ledgerRowOf);
}

function runOf(
  { id, externalId, day, metadata, segments }: SeedCall,
  judge: Judge,
  { morphology, privacyKeys }: Omit<SlotStores, 'facts'>,
): CallRun {
  const call = { id: externalId, metadata, segments, sound: null, engine: readyEngine, dropped: [] };
  const { lexicon, scorecard, engine } = judge.versions;
  const { analysis, original, spoken } = protectCall(id, rejudgeCall(call, judge), morphology, privacyKeys);
  return {
    day,
    callId: id,
    analysisId: deterministicUuid(id, '1', lexicon, scorecard, engine),
    spoken,
    run: 1,
    externalId,
    source: 'demo',
    metadata,
    startedAt: metadata.started_at,
    direction: metadata.direction ?? '',
    operatorId: metadata.operator?.id ?? '',
    recordingSha256: '',
    analysis,
    original,
    sound: null,
  };
}

function ledgerRowOf({ id, externalId, day, metadata }: SeedCall): JudgedCall {
  const receivedAt = new Date(Date.parse(metadata.started_at) + (metadata.duration + 60) * 1000).toISOString();
  return { id, externalId, source: 'demo', metadata, day, receivedAt, duration: metadata.duration };
}
