/** Sends what a person did until the server has taken it: neither a crash, a lost line nor the end of the session loses it. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { keepText, keptText } from '../../access/kept-text.ts';
import { useSession } from '../../access/session.ts';
import { isPassing, isSignedOut } from '../../api/api-error.ts';
import { readSession } from '../../api/read-session.ts';

/** What did not get through is sent again after this time, and as soon as the line is back. */
const againMs = 5_000;

interface OutboxOptions<Item, Answer> {
  /** Tells the outboxes of one person apart; also where it is kept in this browser. */
  name: string;
  /** The id that the server knows a repeated request by. */
  idOf: (item: Item) => string;
  send: (item: Item) => Promise<Answer>;
  onSent: (answer: Answer, item: Item) => void | Promise<void>;
  /** The server said no: it is not sent again. */
  onRefused: (error: unknown, item: Item) => void;
}

export interface Outbox<Item> {
  /** On its way, oldest first. */
  pending: readonly Item[];
  add(item: Item): void;
  /** How many wait for the line, or for the person to sign in again. */
  waiting: number;
}

export function useOutbox<Item, Answer>(options: OutboxOptions<Item, Answer>): Outbox<Item> {
  const { name, idOf, send, onSent, onRefused } = options;
  const { user } = useSession();
  const { data: session } = useQuery(readSession);
  const [pending, setPending] = useState(() => readKept<Item>(user.id, name));
  const [failed, setFailed] = useState(false);
  const sending = useRef(new Set<string>());

  const change = (next: (before: Item[]) => Item[]) =>
    setPending((before) => {
      const after = next(before);
      keepText(user.id, name, after.length === 0 ? '' : JSON.stringify(after));
      return after;
    });
  const drop = (item: Item) => change((before) => before.filter((one) => idOf(one) !== idOf(item)));

  const mutation = useMutation({
    // One after another: each may build on what the one before it made.
    scope: { id: `${user.id} ${name}` },
    mutationFn: send,
    onSuccess: async (answer, item) => {
      await onSent(answer, item);
      drop(item);
    },
    onError: (error, item) => {
      if (isPassing(error) || isSignedOut(error)) return setFailed(true);
      drop(item);
      onRefused(error, item);
    },
    onSettled: (_answer, _error, item) => void sending.current.delete(idOf(item)),
  });
  const start = (item: Item) => {
    if (sending.current.has(idOf(item))) return;
    sending.current.add(idOf(item));
    mutation.mutate(item);
  };

  const sendAll = useRef(() => {});
  useEffect(() => {
    sendAll.current = () => {
      setFailed(false);
      for (const item of pending) start(item);
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

  return {
    pending,
    add(item) {
      change((before) => [...before, item]);
      start(item);
    },
    waiting: failed ? pending.length : 0,
  };
}

/** What cannot be read is as good as lost. */
function readKept<Item>(owner: string, name: string): Item[] {
  try {
    const kept: unknown = JSON.parse(keptText(owner, name) || '[]');
    return Array.isArray(kept) ? (kept as Item[]) : [];
  } catch {
    return [];
  }
}
