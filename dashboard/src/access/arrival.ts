/** The address this page was opened with, before the router tidies it: what made no sense in it must be told. */
import { useRouterState } from '@tanstack/react-router';
import { useState } from 'react';

const opened = {
  path: window.location.pathname,
  search: Object.fromEntries(new URLSearchParams(window.location.search)) as Record<string, unknown>,
};

/** Why the sign-on provider's answer was not taken, when the person has just come back from it; else null. */
export const refusedSignOn: string | null = typeof opened.search.refused === 'string' ? opened.search.refused : null;

/** The raw search of the opened address, as long as the person is still there; empty anywhere else. */
export function useOpenedSearch(): Record<string, unknown> {
  const { path, search } = useRouterState({
    select: ({ location }) => ({ path: location.pathname, search: location.searchStr }),
    structuralSharing: true,
  });
  const [first] = useState(search);
  return path === opened.path && search === first ? opened.search : {};
}
