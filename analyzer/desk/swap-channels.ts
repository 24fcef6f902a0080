/** Puts right a call whose channels carry the other one's voice: the roles change places and the call is judged anew. */
import { deterministicUuid, KamertonError } from '#platform';
import type { Segment } from '../domain/call.ts';
import type { SoundReport } from '../domain/sound-report.ts';
import type { CallIntake } from '../jobs/call-intake.ts';
import type { CallLedger } from '../storage/state/call-ledger.ts';
import type { LedgerCall } from '../storage/state/ledger-call.ts';

const otherSide: Readonly<Partial<Record<Segment['speaker'], Segment['speaker']>>> = {
  operator: 'client',
  client: 'operator',
};

/**
 * @param actor account of whoever says so
 * @param sound what was measured on the recording; null without one
 * @throws KamertonError `conflict` when the call is being worked on, or both voices are on one channel
 */
export async function swapChannels(
  parts: { ledger: CallLedger; intake: CallIntake },
  call: LedgerCall,
  actor: string,
  sound: SoundReport | null,
): Promise<void> {
  const transcript = await parts.ledger.transcriptOf(call.id);
  const stereo = sound !== null && sound.channels.length === 2;
  if (transcript === null && !stereo) {
    throw new KamertonError(
      'conflict',
      'обе стороны записаны на одной дорожке: менять местами нечего; поправьте роли в расшифровке',
    );
  }
  const channel = sound?.channels[0]?.role === 'operator' ? 'right' : 'left';
  const run = await parts.ledger.turnRound(
    {
      id: deterministicUuid('swap', call.id, String(call.run)),
      callId: call.id,
      day: call.day,
      kind: 'channels_swapped',
      actor,
    },
    { ...call.metadata, ...(stereo ? { operator_channel: channel, operator_channel_assumed: false } : {}) },
    transcript?.map((segment) => ({ ...segment, speaker: otherSide[segment.speaker] ?? segment.speaker })) ?? null,
  );
  if (run === null) throw new KamertonError('conflict', 'звонок сейчас в работе; повторите, когда он будет готов');
  await parts.intake.enqueue(call.id, run);
}
