/** Deciding about findings: shown at once, sent until the server has taken it, taken back within ten seconds. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useSession } from '../../access/session.ts';
import { decide, readReview, reviewOfConflict, undoDecision } from '../../api/review.ts';
import type { CallReview, Decide, Decision, ShownFinding } from '../../api/shapes.ts';
import { errorLine } from '../../components/error-line.ts';
import { useTexts } from '../../i18n/language.tsx';
import { type PendingDecision, withPending } from './shown-findings.ts';
import { useOutbox } from './use-outbox.ts';

/** So long a decision can be taken back by one key. */
const undoMs = 10_000;

export interface Decisions {
  /** The review with what is on its way; undefined until it is read. */
  review: CallReview | undefined;
  decide(finding: ShownFinding, decision: Decision): void;
  add(missed: NonNullable<Decide['missed']>): void;
  /** The decision that can be taken back now: its id and kind. */
  undoable: { id: string; kind: Decision['kind'] } | null;
  undo(): void;
  /** Why the last decision did not count: somebody else was first, or the server refused it. */
  refusal: string | null;
  closeRefusal(): void;
  /** Decisions that wait for the line. */
  waiting: number;
}

export function useDecisions(callId: string): Decisions {
  const texts = useTexts();
  const queries = useQueryClient();
  const { user } = useSession();
  const { data: stored } = useQuery(readReview(callId));
  const [undoable, setUndoable] = useState<Decisions['undoable']>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const by = useMemo(() => ({ id: user.id, name: user.name }), [user.id, user.name]);

  const take = async (review: CallReview) => {
    // An older answer that is still on its way must not overwrite this one.
    await queries.cancelQueries({ queryKey: readReview(callId).queryKey });
    queries.setQueryData(readReview(callId).queryKey, review);
  };
  const refuse = (error: unknown) => {
    const now = reviewOfConflict(error);
    if (now) void take(now);
    else void queries.invalidateQueries({ queryKey: readReview(callId).queryKey });
    setRefusal(errorLine(error, texts));
  };

  const { pending, add, waiting } = useOutbox<PendingDecision, CallReview>({
    name: `decisions.${callId}`,
    idOf: ({ body }) => body.id,
    send: ({ body }) => decide(callId, body),
    onSent: async (review, { body }) => {
      await take(review);
      setUndoable({ id: body.id, kind: body.decision.kind });
    },
    onRefused: refuse,
  });
  const make = (body: Omit<PendingDecision['body'], 'id'>) => {
    setRefusal(null);
    // Until this one is kept, «undo» must not take back the one before it.
    setUndoable(null);
    add({ body: { ...body, id: crypto.randomUUID() }, at: new Date().toISOString() });
  };
  const takeBack = useMutation({
    mutationFn: (id: string) => undoDecision(callId, id, crypto.randomUUID()),
    onSuccess: take,
    onError: refuse,
  });
  useEffect(() => {
    if (undoable === null) return;
    const timer = window.setTimeout(() => setUndoable(null), undoMs);
    return () => window.clearTimeout(timer);
  }, [undoable]);

  return {
    review: useMemo(() => stored && withPending(stored, pending, by), [stored, pending, by]),
    decide({ id, review }, decision) {
      if (id !== null) make({ findingId: id, seenVersion: review?.version ?? 0, decision });
    },
    add(missed) {
      make({ findingId: crypto.randomUUID(), seenVersion: 0, decision: { kind: 'add', text: '' }, missed });
    },
    undoable,
    undo() {
      if (undoable === null || takeBack.isPending) return;
      setUndoable(null);
      takeBack.mutate(undoable.id);
    },
    refusal,
    closeRefusal: () => setRefusal(null),
    waiting,
  };
}
