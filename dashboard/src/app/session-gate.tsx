/** The gate: without a session the sign-in stands at whatever address was asked for; with one, the pages do. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
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

export function SessionGate() {
  const queries = useQueryClient();
  const session = useQuery(readSession);
  const { data: ended = false } = useQuery(sessionEnded);

  useEffect(() => onSignedOutElsewhere(() => queries.setQueryData(readSession.queryKey, null)), [queries]);

  const enter = (entered: Session) => {
    // What another person has seen must not be shown to this one.
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== readSession.queryKey[0] });
    queries.setQueryData(readSession.queryKey, entered);
  };

  if (session.isPending) return <PageLoader />;
  if (session.isError) return <LoadError error={session.error} onRetry={() => void session.refetch()} />;
  if (session.data === null) {
    return (
      <Suspense fallback={<PageLoader />}>
        <SignInPage expired={ended} onSignedIn={enter} />
      </Suspense>
    );
  }
  if (session.data.mustChangePassword) {
    return (
      <Suspense fallback={<PageLoader />}>
        <NewPasswordPage login={session.data.user.login} onChanged={enter} />
      </Suspense>
    );
  }
  return (
    <SessionContext value={session.data}>
      <Shell>
        <Outlet />
      </Shell>
    </SessionContext>
  );
}
