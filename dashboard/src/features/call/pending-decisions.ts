/** Decisions that the server has not taken yet: kept in this browser, so that neither a crash nor a lost line loses them. */
import { keepText, keptText } from '../../access/kept-text.ts';
import type { Decide } from '../../api/shapes.ts';

export interface PendingDecision {
  body: Decide & { id: string };
  /** When it was made. */
  at: string;
}

const nameFor = (callId: string) => `decisions.${callId}`;

/** Oldest first; what cannot be read is as good as lost. */
export function readPending(owner: string, callId: string): PendingDecision[] {
  try {
    const kept: unknown = JSON.parse(keptText(owner, nameFor(callId)) || '[]');
    return Array.isArray(kept) ? (kept as PendingDecision[]) : [];
  } catch {
    return [];
  }
}

export function keepPending(owner: string, callId: string, pending: readonly PendingDecision[]): void {
  keepText(owner, nameFor(callId), pending.length === 0 ? '' : JSON.stringify(pending));
}
