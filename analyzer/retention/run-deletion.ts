/** Carries a deletion out. Each step may be repeated: whatever was killed goes on where it stood at the next run. */
import type { OpenAuditTrail } from '../audit/audit-trail.ts';
import type { DeletedObject } from '../domain/retention.ts';
import type { CallQueue } from '../jobs/queue.ts';
import { canonicalJson, hashPlain, type Logger } from '../platform/index.ts';
import type { CallFacts } from '../storage/facts/call-facts.ts';
import type { FactsEraser } from '../storage/facts/erase-facts.ts';
import type { Recordings } from '../storage/recordings.ts';
import type { CallLedger } from '../storage/state/call-ledger.ts';
import type { Deletion, DeletionItem, Deletions } from '../storage/state/deletions.ts';
import type { StateEraser } from '../storage/state/erase-state.ts';
import type { FactsGeneration } from '../storage/state/facts-generation.ts';
import type { LegalHolds } from '../storage/state/legal-holds.ts';
import { keepAct, method, signAct } from './deletion-act.ts';

export interface DeletionParts {
  deletions: Deletions;
  holds: LegalHolds;
  ledger: CallLedger;
  facts: CallFacts;
  recordings: Recordings;
  queue: CallQueue;
  stateEraser: StateEraser;
  factsEraser: FactsEraser;
  generation: FactsGeneration;
  audit: OpenAuditTrail;
  /** Folder of the acts. */
  acts: string;
  clock: () => Date;
  logger: Logger;
}

/** Calls of which the facts are erased together: each round rewrites the parts of their months once. */
const callsAtOnce = 5_000;

/** Runs one deletion to its act; false when calls are still being worked on and the rest has to wait. */
export async function runDeletion(deletion: Deletion, parts: DeletionParts): Promise<boolean> {
  const { deletions, holds } = parts;
  await deletions.begin(deletion.id);
  const all = await deletions.items(deletion.id);
  for (let from = 0; from < all.length; from += callsAtOnce) {
    const items = all.slice(from, from + callsAtOnce);
    const held = await holds.among(items.map(({ callId }) => callId));
    for (const item of items) {
      if (item.done) continue;
      // A hold that came after the request wins as long as nothing of the call is touched.
      if (held.has(item.callId) && item.object === null) await deletions.drop(deletion.id, item.callId);
      else await eraseCall(deletion.id, item, parts);
    }
  }
  const items = await deletions.items(deletion.id);
  const ready = items.filter(({ done }) => done);
  for (let from = 0; from < ready.length; from += callsAtOnce) {
    await parts.factsEraser.erase(
      ready
        .slice(from, from + callsAtOnce)
        .flatMap(({ callId, day, level, newId }) => (level === 'recording' ? [] : [{ callId, day, level, newId }])),
    );
  }
  // What pages were shown of these calls leaves the memory too.
  await parts.generation.move();
  await parts.queue.compact();
  await parts.stateEraser.compact();
  if (ready.length < items.length) return false;
  await finish(deletion, ready, parts);
  // Once more: the rows that told which calls they were are gone only now.
  await parts.stateEraser.compact();
  return true;
}

async function eraseCall(deletionId: string, item: DeletionItem, parts: DeletionParts): Promise<void> {
  const { deletions, ledger, queue, recordings, stateEraser } = parts;
  if (item.object === null) {
    const object = await describe(item, parts);
    if (object === null) return deletions.drop(deletionId, item.callId);
    await deletions.note(deletionId, item.callId, object);
  }
  const call = await ledger.find(item.callId);
  if (call !== null && item.level === 'everything' && !(await queue.forget(item.callId, call.run))) return;
  const alone = item.recording !== null && (await stateEraser.isOnlyUser(item.recording, item.callId));
  if (!(await stateEraser.erase(item.callId, item.level))) return;
  if (item.recording !== null && alone) await recordings.remove(item.recording);
  await deletions.markDone(deletionId, item.callId);
}

/** What is there of the call, before anything is touched; null when the call is gone already. */
async function describe(item: DeletionItem, parts: DeletionParts): Promise<DeletedObject | null> {
  const call = await parts.ledger.find(item.callId);
  if (call === null) return null;
  const hasSound = call.recording !== null && (await parts.recordings.has(call.recording));
  const what: DeletedObject['what'] = hasSound ? ['recording', 'copies'] : [];
  let wordsSha256: string | null = null;
  if (item.level !== 'recording') {
    const words = (await parts.facts.read(call))?.segments ?? (await parts.ledger.transcriptOf(call.id));
    if (words && words.length > 0) {
      wordsSha256 = hashPlain(
        canonicalJson(words.map(({ speaker, start, end, text }) => ({ speaker, start, end, text }))),
      );
      what.push('words');
    }
    what.push('metadata');
  }
  if (item.level === 'everything') what.push('facts', 'reviews');
  return {
    ref: hashPlain(item.callId),
    day: item.day,
    level: item.level,
    what,
    recordingSha256: hasSound ? call.recordingSha256 : null,
    wordsSha256,
  };
}

async function finish(deletion: Deletion, items: readonly DeletionItem[], parts: DeletionParts): Promise<void> {
  const running = (await parts.deletions.find(deletion.id)) ?? deletion;
  const finishedAt = parts.clock().toISOString();
  const auditSeq = await parts.audit.record({
    action: 'deletion.finished',
    actorId: running.approved_by,
    actorLogin: running.approved_login ?? '',
    ip: '',
    objectId: running.id,
    result: 'done',
    details: { kind: running.kind, calls: items.length },
  });
  const act = signAct(
    {
      format: 'kamerton-deletion-act/1',
      id: running.id,
      kind: running.kind,
      ground: running.ground,
      requestedBy: running.requested_login,
      approvedBy: running.approved_login ?? '',
      requestedAt: running.requested_at,
      startedAt: running.started_at ?? finishedAt,
      finishedAt,
      how: method,
      objects: items.flatMap(({ object }) => (object === null ? [] : [object])),
      auditRows: 0,
      auditSeq,
    },
    parts.audit.key,
  );
  await keepAct(parts.acts, act);
  if (running.subject !== null) await parts.audit.log.forget('subject', running.subject);
  await parts.deletions.finish(running.id, act);
}
