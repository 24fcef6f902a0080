/** Carries the websocket's messages into the query cache: they set or invalidate data, nothing else. */
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { callProgress } from '../api/call-progress.ts';
import { callListsKey } from '../api/list-calls.ts';
import type { CallProgress } from '../api/live-message.ts';
import { followCalls } from '../api/live-socket.ts';
import { readCall } from '../api/read-call.ts';

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
      onCall: (call) => {
        if (take(queries, call)) refreshLists();
      },
      onConnected: (again) => {
        setLost(false);
        if (again) void queries.invalidateQueries();
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

/** Notes the message; true when the lists must be asked again because the call is in a new state or was not known. */
function take(queries: QueryClient, call: CallProgress): boolean {
  const { queryKey } = callProgress(call.id);
  const before = queries.getQueryData(queryKey);
  queries.setQueryData(queryKey, call);
  const moved = before?.state !== call.state;
  if (moved || before?.stage !== call.stage) void queries.invalidateQueries({ queryKey: readCall(call.id).queryKey });
  return moved;
}
