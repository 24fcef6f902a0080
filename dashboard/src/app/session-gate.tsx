/** The gate: without a session the sign-in stands at whatever address was asked for; with one, the pages do. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { forgetKeptTexts } from '../access/kept-text.ts';
import { SessionContext } from '../access/session.ts';
import { readSession } from '../api/read-session.ts';
import type { Session } from '../api/shapes.ts';
import { LoadError } from '../components/load-error.tsx';
import { PageLoader } from '../components/page-loader.tsx';
import { onSignedOutElsewhere } from './other-tabs.ts';
import { sessionEnded } from './session-ended.ts';
import { Shell } from './shell.tsx';

const NewPasswordPage = lazy(async () => ({
  default: (await import('../features/session/new-password-page.tsx')).NewPasswordPage,
}));
const SignInPage = lazy(async () => ({ default: (await import('../features/session/sign-in-page.tsx')).SignInPage }));

const SessionDialog = lazy(async () => ({
  default: (await import('../features/session/session-dialog.tsx')).SessionDialog,
}));

export function SessionGate() {
  const queries = useQueryClient();
  const session = useQuery(readSession);
  const { data: ended = false } = useQuery(sessionEnded);

  useEffect(() => onSignedOutElsewhere(() => queries.setQueryData(readSession.queryKey, null)), [queries]);

  // Whoever was signed in here last: when the session ends by itself, the page waits for the same person.
  const [last, setLast] = useState<Session | null>(null);
  if (session.data && session.data !== last) setLast(session.data);
  const leave = () => {
    setLast(null);
    forgetKeptTexts();
    queries.setQueryData(sessionEnded.queryKey, false);
  };

  const enter = (entered: Session) => {
    queries.setQueryData(sessionEnded.queryKey, false);
    if (entered.user.id === last?.user.id) {
      queries.setQueryData(readSession.queryKey, entered);
      void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== readSession.queryKey[0] });
      return;
    }
    // What another person has seen must not be shown to this one.
    if (last !== null) forgetKeptTexts();
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== readSession.queryKey[0] });
    queries.setQueryData(readSession.queryKey, entered);
  };

  if (session.isPending) return <PageLoader />;
  if (session.isError) return <LoadError error={session.error} onRetry={() => void session.refetch()} />;
  if (session.data === null && !(ended && last)) {
    return (
      <Suspense fallback={<PageLoader />}>
        <SignInPage expired={ended} onSignedIn={enter} />
      </Suspense>
    );
  }
  const shown = session.data ?? last;
  if (shown === null) return <PageLoader />;
  if (session.data?.mustChangePassword) {
    return (
      <Suspense fallback={<PageLoader />}>
        <NewPasswordPage login={session.data.user.login} onChanged={enter} />
      </Suspense>
    );
  }
  return (
    <SessionContext value={shown}>
      <Shell>
        <Outlet />
      </Shell>
      {session.data === null && (
        <Suspense>
          <SessionDialog user={shown.user} onSignedIn={enter} onOther={leave} />
        </Suspense>
      )}
    </SessionContext>
  );
}
