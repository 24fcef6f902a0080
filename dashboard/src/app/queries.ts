/** The query cache: when to ask again, and what to do when the session has ended. */
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isPassing, isSignedOut } from '../api/api-error.ts';
import { readSession } from '../api/read-session.ts';
import { sessionEnded } from './session-ended.ts';

export function createQueries(): QueryClient {
  const onError = (error: unknown) => {
    if (!isSignedOut(error) || !queries.getQueryData(readSession.queryKey)) return;
    queries.setQueryData(sessionEnded.queryKey, true);
    queries.setQueryData(readSession.queryKey, null);
  };
  const queries = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) => failures < 2 && isPassing(error),
      },
    },
  });
  return queries;
}
