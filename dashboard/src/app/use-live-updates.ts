/** Carries the websocket's messages into the query cache: they set or invalidate data, nothing else. */
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { callProgress } from '../api/call-progress.ts';
import { listComments } from '../api/comments.ts';
import { coachingKey, disputesKey, noticesKey } from '../api/desk-keys.ts';
import { lexiconsKey, runKey } from '../api/lexicon-keys.ts';
import { callListsKey } from '../api/list-calls.ts';
import type { CallProgress, LiveMessage } from '../api/live-message.ts';
import { followCalls } from '../api/live-socket.ts';
import { unreadNotices } from '../api/notices.ts';
import { claimKey, queueKey } from '../api/queue-keys.ts';
import { readCall } from '../api/read-call.ts';
import { readSession } from '../api/read-session.ts';
import { readReview } from '../api/review.ts';

/** A burst of messages (two hundred files at once) asks for the lists once. */
const listPauseMs = 1_000;

/** Follows the calls while mounted. Returns true while the connection is lost. */
export function useLiveUpdates(): boolean {
  const queries = useQueryClient();
  const [lost, setLost] = useState(false);

  useEffect(() => {
    let timer: number | undefined;
    const refreshLists = () => {
      timer ??= window.setTimeout(() => {
        timer = undefined;
        void queries.invalidateQueries({ queryKey: callListsKey });
      }, listPauseMs);
    };
    const stop = followCalls({
      onMessage: (message) => {
        if (message.type !== 'call.changed') takeReview(queries, message);
        else if (take(queries, message.call)) refreshLists();
      },
      onConnected: (again) => {
        setLost(false);
        if (again) void queries.invalidateQueries();
        else readAgainWhatIsOlder(queries, Date.now());
      },
      onLost: () => setLost(true),
    });
    return () => {
      window.clearTimeout(timer);
      stop();
    };
  }, [queries]);

  return lost;
}

/** What was read before the connection was there may have changed unheard. What is still on its way is not asked twice. */
function readAgainWhatIsOlder(queries: QueryClient, opened: number): void {
  void queries.invalidateQueries(
    {
      // The session is told of by no message.
      predicate: ({ queryKey: [key], state: { dataUpdatedAt } }) =>
        key !== readSession.queryKey[0] && dataUpdatedAt > 0 && dataUpdatedAt < opened,
    },
    { cancelRefetch: false },
  );
}

/** Somebody decided, wrote or took a call: what is shown of it is read again. */
function takeReview(queries: QueryClient, message: Exclude<LiveMessage, { type: 'call.changed' }>): void {
  const refresh = (queryKey: readonly unknown[]) => void queries.invalidateQueries({ queryKey });
  if (message.type === 'notification.added') {
    queries.setQueryData(unreadNotices.queryKey, message.unread);
    refresh(noticesKey);
    refresh(coachingKey);
    return;
  }
  if (message.type === 'lexicon.run') {
    takeRun(queries, message.run);
    return;
  }
  if (message.type === 'lexicon.published') {
    refresh(lexiconsKey);
    return;
  }
  const { callId } = message;
  if (message.type === 'review.changed' && message.what === 'comment') {
    refresh(listComments(callId).queryKey);
    return;
  }
  // With other channels the call is judged anew: until then there is nothing to review.
  if (message.type === 'review.changed' && message.what !== 'channels') refresh(readReview(callId).queryKey);
  if (message.type === 'review.changed' && message.what === 'dispute') refresh(disputesKey);
  // One's own claim is known already.
  const own = queries.getQueryData(readSession.queryKey)?.user.id;
  if (message.type === 'claim.changed' && message.claim?.by.id !== own) refresh(claimKey(callId));
  refresh(queueKey);
}

/** Progress is set as it comes; a re-score that is done has changed figures on every page. */
function takeRun(queries: QueryClient, run: Extract<LiveMessage, { type: 'lexicon.run' }>['run']): void {
  queries.setQueryData<{ run: object }>(runKey(run.id), (before) =>
    before === undefined ? undefined : { ...before, run: { ...before.run, ...run } },
  );
  if (run.state === 'running' || run.state === 'stopping') return;
  if (run.kind === 'rescore' && run.state === 'done') void queries.invalidateQueries();
  else void queries.invalidateQueries({ queryKey: lexiconsKey });
}

/** Notes the message; true when the lists must be asked again because the call is in a new state or was not known. */
function take(queries: QueryClient, call: CallProgress): boolean {
  const { queryKey } = callProgress(call.id);
  const before = queries.getQueryData(queryKey);
  queries.setQueryData(queryKey, call);
  const moved = before?.state !== call.state;
  if (moved || before?.stage !== call.stage) void queries.invalidateQueries({ queryKey: readCall(call.id).queryKey });
  if (moved && call.state === 'done') void queries.invalidateQueries({ queryKey: readReview(call.id).queryKey });
  return moved;
}
