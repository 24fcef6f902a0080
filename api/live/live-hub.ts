/** Everything that happens while pages are open, numbered in order, and who may hear of it. One hub a process. */
import { randomUUID } from 'node:crypto';
import type { Account, CallLedger } from '#analyzer';
import { mayDo, type Permission } from '../access/permissions.ts';
import { coversOperator, scopeOf } from '../access/scope.ts';
import type { LiveEvent } from './live-messages.ts';

/** An event with its number; `operatorId` is whose call it is about. */
interface Happening {
  seq: number;
  event: LiveEvent;
  operatorId: string | null;
  /** Set for what is told to one person alone. */
  recipient: string | null;
}

export interface LiveHub {
  /** Tells everybody who may know; events go out in the order of the calls. */
  publish(event: LiveEvent, recipient?: string): void;
  /** Calls back on everything that happens until the returned function is called. */
  listen(listener: (happening: Happening) => void): () => void;
  /** True when the account may hear of it. */
  maySee(account: Account, happening: Happening): boolean;
  /** Calls that changed after `seq` and that the account may see; null when more was missed than is remembered. */
  changedSince(account: Account, epoch: string, seq: number): string[] | null;
  readonly epoch: string;
  readonly seq: number;
}

/** Calls whose last change is remembered, and calls whose operator is. */
const mostRemembered = 5_000;

/** What a reader must be allowed to do, besides seeing the call. */
const rightFor: Readonly<Record<LiveEvent['type'], Permission>> = {
  'call.changed': 'call.list',
  'queue.flagged': 'queue.read',
  'review.changed': 'call.read',
  'claim.changed': 'queue.read',
  'lexicon.run': 'lexicon.read',
  'lexicon.published': 'lexicon.read',
  'notification.added': 'live.follow',
};

export function liveHub(ledger: CallLedger): LiveHub {
  const epoch = randomUUID();
  const listeners = new Set<(happening: Happening) => void>();
  /** In the order of the last change. */
  const changed = new Map<string, { seq: number; operatorId: string | null }>();
  const operators = new Map<string, string | null>();
  let seq = 0;
  let forgottenUpTo = 0;
  let last: Promise<void> = Promise.resolve();

  const operatorOf = async (callId: string): Promise<string | null> => {
    const known = operators.get(callId);
    if (known !== undefined) return known;
    const operatorId = (await ledger.find(callId))?.metadata.operator?.id ?? null;
    operators.set(callId, operatorId);
    forgetOldest(operators);
    return operatorId;
  };

  const remember = (callId: string, operatorId: string | null) => {
    changed.delete(callId);
    changed.set(callId, { seq, operatorId });
    forgottenUpTo = Math.max(forgottenUpTo, forgetOldest(changed)?.seq ?? 0);
  };

  const tell = async (event: LiveEvent, recipient: string | null): Promise<void> => {
    const callId = callOf(event);
    const operatorId = callId === null ? null : await operatorOf(callId);
    seq += 1;
    if (callId !== null) remember(callId, operatorId);
    for (const listener of listeners) listener({ seq, event, operatorId, recipient });
  };

  return {
    epoch,
    get seq() {
      return seq;
    },

    publish(event, recipient) {
      // A ledger that cannot be read leaves pages as they are: they read again when they come back.
      last = last.then(() => tell(event, recipient ?? null)).catch(() => {});
    },

    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },

    maySee(account, { event, operatorId, recipient }) {
      if (recipient !== null) return recipient === account.id;
      if (!mayDo(account, rightFor[event.type])) return false;
      return callOf(event) === null || coversOperator(scopeOf(account), operatorId);
    },

    changedSince(account, ofEpoch, since) {
      if (ofEpoch !== epoch || since > seq || since < forgottenUpTo) return null;
      const scope = scopeOf(account);
      return [...changed]
        .filter(([, call]) => call.seq > since && coversOperator(scope, call.operatorId))
        .map(([callId]) => callId);
    },
  };
}

function callOf(event: LiveEvent): string | null {
  if (event.type === 'call.changed') return event.call.id;
  return 'callId' in event ? event.callId : null;
}

/** Keeps a map at its size; what was put in first goes. */
function forgetOldest<V>(map: Map<string, V>): V | undefined {
  if (map.size <= mostRemembered) return undefined;
  const [oldest] = map;
  if (oldest === undefined) return undefined;
  map.delete(oldest[0]);
  return oldest[1];
}
