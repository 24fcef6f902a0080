/** Deciding about findings: shown at once, sent until the server has taken it, taken back within ten seconds. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useSession } from '../../access/session.ts';
import { isPassing, isSignedOut } from '../../api/api-error.ts';
import { readSession } from '../../api/read-session.ts';
import { decide, readReview, reviewOfConflict, undoDecision } from '../../api/review.ts';
import type { CallReview, Decide, Decision, ShownFinding } from '../../api/shapes.ts';
import { errorLine } from '../../components/error-line.ts';
import { useTexts } from '../../i18n/language.tsx';
import { keepPending, type PendingDecision, readPending } from './pending-decisions.ts';
import { withPending } from './shown-findings.ts';

/** So long a decision can be taken back by one key. */
const undoMs = 10_000;
/** A decision that did not get through is sent again after this time, and as soon as the line is back. */
const againMs = 5_000;

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
  const { data: session } = useQuery(readSession);
  const { data: stored } = useQuery(readReview(callId));
  const [pending, setPending] = useState(() => readPending(user.id, callId));
  const [failed, setFailed] = useState(false);
  const [undoable, setUndoable] = useState<Decisions['undoable']>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const sending = useRef(new Set<string>());
  const by = useMemo(() => ({ id: user.id, name: user.name }), [user.id, user.name]);

  const change = (next: (before: PendingDecision[]) => PendingDecision[]) =>
    setPending((before) => {
      const after = next(before);
      keepPending(user.id, callId, after);
      return after;
    });
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

  const send = useMutation({
    // One after another: a decision names the version that the one before it made.
    scope: { id: `decisions-${callId}` },
    mutationFn: ({ body }: PendingDecision) => decide(callId, body),
    onSuccess: async (review, { body }) => {
      await take(review);
      change((before) => before.filter((one) => one.body.id !== body.id));
      setUndoable({ id: body.id, kind: body.decision.kind });
    },
    onError: (error, { body }) => {
      if (isPassing(error) || isSignedOut(error)) return setFailed(true);
      change((before) => before.filter((one) => one.body.id !== body.id));
      refuse(error);
    },
    onSettled: (_review, _error, { body }) => void sending.current.delete(body.id),
  });
  const start = (one: PendingDecision) => {
    if (sending.current.has(one.body.id)) return;
    sending.current.add(one.body.id);
    send.mutate(one);
  };
  const make = (body: Omit<PendingDecision['body'], 'id'>) => {
    const one = { body: { ...body, id: crypto.randomUUID() }, at: new Date().toISOString() };
    setRefusal(null);
    // Until this one is kept, «undo» must not take back the one before it.
    setUndoable(null);
    change((before) => [...before, one]);
    start(one);
  };
  const takeBack = useMutation({
    mutationFn: (id: string) => undoDecision(callId, id, crypto.randomUUID()),
    onSuccess: take,
    onError: refuse,
  });

  const sendAll = useRef(() => {});
  useEffect(() => {
    sendAll.current = () => {
      setFailed(false);
      for (const one of pending) start(one);
    };
  });
  // What an earlier visit left, and what waited for the person to sign in again.
  const signedIn = session !== null && session !== undefined;
  useEffect(() => {
    if (signedIn) sendAll.current();
  }, [signedIn]);
  useEffect(() => {
    if (!failed || !signedIn) return;
    const again = () => sendAll.current();
    const timer = window.setTimeout(again, againMs);
    window.addEventListener('online', again);
    return () => {
      window.clearTimeout(timer);
      window.removeEventListener('online', again);
    };
  }, [failed, signedIn]);
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
    waiting: failed ? pending.length : 0,
  };
}
